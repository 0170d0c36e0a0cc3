import ArgumentParser
import GraphStorage

/// `guanxi correct log`.
struct CorrectLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "List the corrections in force.",
    discussion: """
      Each with its line in the log and the number of documents it changes: one with none does not apply any more. A \
      log that was edited shows its effect after guanxi resolve.

      Example:
        guanxi correct log
      """)

  @OptionGroup var database: DatabaseOption
  @OptionGroup var format: FormatOption

  private struct Line: Encodable {
    let line: Int
    let correction: String
    /// Nil for a correction that was not yet applied.
    let documents: Int?
  }

  func run() throws {
    let corrections = try StoredCorrectionLog(try GraphStore(path: database.path, creating: false))
    var applied = try corrections.store.corrections()
    let lines = corrections.log.entries.map { entry in
      let index = applied.firstIndex { $0.correction == entry.correction }
      let documents = index.map { applied.remove(at: $0).documents }
      return Line(line: entry.line, correction: entry.correction.summary, documents: documents)
    }
    let rows = lines.map { ["\($0.line)", $0.correction, $0.documents.map { "\($0)" } ?? "not yet applied"] }
    var table = "No correction is in force.\n"
    if !lines.isEmpty {
      table = rows.map { "\($0[0]): \($0[1]) (\($0[2])\(Int($0[2]) == nil ? "" : " documents"))\n" }.joined()
    }
    try StandardStreams.write(
      format.format.text(lines, header: ["line", "correction", "documents"], rows: rows, table: table))
  }
}
