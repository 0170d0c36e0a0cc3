import ArgumentParser
import GraphStorage

/// `guanxi why`: two names in, every line of evidence out.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show every sentence that ties two names.",
    discussion: """
      Typed ties first, what is printed before what is inferred, then the sentences that name both. Names are looked \
      up as guanxi search does it. Status 1 where nothing ties the two.

      Examples:
        guanxi why 周启山 金乡县委组织部
        guanxi why 周启山 金乡县 --since 2024-06-01 --format csv
      """)

  @Argument(help: "A name as pages print it.")
  var one: String

  @Argument(help: "Another one.")
  var other: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Most lines (default: all).", valueName: "n"))
  var limit: Int?

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1, not \(limit)") }
  }

  func run() throws {
    let store = try query.open()
    let names = NameLookup(store)
    let evidence = try store.why(try names.name(one), try names.name(other), limit: limit)
    let header = ["tie", "source", "target", "role", "inferred", "date", "article", "doc", "start", "end", "evidence"]
    let rows = evidence.map { row in
      [
        row.tie, row.source.description, row.target.description, row.role ?? "", row.inferred ? "true" : "false",
        row.date ?? "", row.article ?? "",
      ] + FindPath.cells(row.quote)
    }
    try StandardStreams.write(format.format.text(evidence, header: header, rows: rows, table: Self.table(evidence)))
    if evidence.isEmpty { throw ExitCode.failure }
  }

  private static func table(_ evidence: [EvidenceRow]) -> String {
    if evidence.isEmpty { return "No page ties the two.\n" }
    var text = ""
    var last = ""
    for row in evidence {
      let together = row.tie == "co_occurrence"
      let marks = [row.role, row.inferred ? "inferred" : nil].compactMap { $0 }.map { ", \($0)" }.joined()
      let tie = "\(row.source) \(together ? "beside" : row.tie) \(row.target)\(marks)"
      if tie != last { text += "\(tie)\n" }
      last = tie
      let place = [row.quote.document, row.date, row.article].compactMap { $0 }.filter { !$0.isEmpty }
      text += "  \(row.quote.text) (\(place.joined(separator: ", ")))\n"
    }
    return text
  }
}
