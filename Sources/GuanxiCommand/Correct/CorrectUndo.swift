import ArgumentParser
import GraphStorage

/// `guanxi correct undo`.
struct CorrectUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a correction back.",
    discussion: """
      The last one, or that of a line of the log. The log keeps both lines.

      Examples:
        guanxi correct undo
        guanxi correct undo 3
      """)

  @Argument(help: "Number of the line, as guanxi correct log prints it.")
  var line: Int?

  @OptionGroup var database: DatabaseOption

  func run() throws {
    let lock = try StoreLock(store: database.path) { holder in
      StandardStreams.writeError("\(database.path): waiting for \(holder), which is changing this database\n")
    }
    defer { withExtendedLifetime(lock) {} }
    var corrections = try StoredCorrectionLog(try GraphStore(path: database.path, creating: false))
    guard let line = line ?? corrections.log.entries.last?.line else {
      throw CommandError.badCorrection("\(corrections.log.path): no correction is in force; there is nothing to undo")
    }
    let (correction, documents) = try corrections.undo(line: line)
    try StandardStreams.write("undo \(correction.summary)\n\(documents) documents changed\n")
  }
}
