import ArgumentParser
import GraphStorage

/// `guanxi check`: whether the store is sound.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the database.",
    discussion: """
      Asks SQLite whether the file is sound, and what must hold of a graph besides. Changes nothing. Status 1 and one \
      line for each thing that is wrong.

      Example:
        guanxi check
      """)

  @OptionGroup var database: DatabaseOption

  func run() throws {
    let problems = try GraphStore(path: database.path, creating: false).check()
    try StandardStreams.write(problems.isEmpty ? "sound\n" : problems.map { $0 + "\n" }.joined())
    if !problems.isEmpty { throw ExitCode.failure }
  }
}
