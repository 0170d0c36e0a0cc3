import EntityModel
import Foundation

/// A score in print: as a table for the eye, as JSON for programs.
public struct ScoreReport: Sendable {
  /// Figures of one question, row by row, the sum last.
  struct Section {
    let name: String
    let rows: [(name: String, tally: Tally)]

    init(_ name: String, _ rows: [(String, Tally)]) {
      self.name = name
      var sum = Tally()
      for (_, tally) in rows { sum += tally }
      self.rows = rows.map { (name: $0.0, tally: $0.1) } + [(name: "all", tally: sum)]
    }
  }

  private let score: Score
  private let documents: Int

  /// - Parameter documents: the number of documents that the score sums up.
  public init(_ score: Score, documents: Int) {
    self.score = score
    self.documents = documents
  }

  var sections: [Section] {
    [
      Section("entities", EntityType.allCases.map { ($0.rawValue, score.entities[$0] ?? Tally()) }),
      Section("mentions", EntityType.allCases.map { ($0.rawValue, score.mentions[$0] ?? Tally()) }),
      Section("relations", RelationType.allCases.map { ($0.rawValue, score.relations[$0] ?? Tally()) }),
      Section("works_with", [("district", score.districts), ("township", score.townships)]),
      Section("articles", [("start", score.articles)]),
    ]
  }

  /// One line a figure: `entities   person         P 0.975  R 0.948  F1 0.961   (653 right, 17 wrong, 36 missed)`,
  /// then up to `errors` lines of ``Discrepancy/line``.
  public func table(errors: Int = 0) -> String {
    var text = "\(documents) documents\n"
    for section in sections {
      for (name, tally) in section.rows {
        text += "\(padded(section.name, 10)) \(padded(name, 14)) P \(three(tally.precision))  R \(three(tally.recall))"
        text += "  F1 \(three(tally.f1))   (\(tally.right) right, \(tally.wrong) wrong, \(tally.missed) missed)\n"
      }
    }
    text += "canonical name right: \(three(score.canonicalNames.value))   role right: \(three(score.roles.value))\n"
    for discrepancy in score.discrepancies.prefix(errors) { text += discrepancy.line + "\n" }
    return text
  }

  /// One line: an object of sections of rows of `precision`, `recall`, `f1` (four digits), `tp`, `fp`, `fn`; then
  /// `canonical_name` and `role`.
  public func json() -> String {
    let sections = sections.map { section in
      let rows = section.rows.map { name, tally in
        "\"\(name)\": {\"precision\": \(four(tally.precision)), \"recall\": \(four(tally.recall)), "
          + "\"f1\": \(four(tally.f1)), \"tp\": \(tally.right), \"fp\": \(tally.wrong), \"fn\": \(tally.missed)}"
      }
      return "\"\(section.name)\": {\(rows.joined(separator: ", "))}"
    }
    return "{\(sections.joined(separator: ", ")), \"canonical_name\": \(ratio(score.canonicalNames)), "
      + "\"role\": \(ratio(score.roles))}\n"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Four digits, or a bare 0 where there was nothing to compare.
  private func ratio(_ ratio: Ratio) -> String { ratio.total == 0 ? "0" : "\(four(ratio.value))" }

  /// Rounded to four digits, halves of the exact binary value to even.
  private func four(_ value: Double) -> Double { Double(String(format: "%.4f", value)) ?? value }

  /// Three digits of what four digits left, so that table and JSON agree.
  private func three(_ value: Double) -> String { String(format: "%.3f", four(value)) }
}
