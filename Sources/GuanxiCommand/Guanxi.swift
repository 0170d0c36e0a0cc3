import ArgumentParser
import Foundation

/// The command `guanxi`.
public struct Guanxi: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "guanxi",
    abstract: "Who works with which district, from pages of Chinese local newspapers.",
    discussion: """
      Recognises units, people, places and programmes in pages of text, links them in a graph, and answers from it. \
      Pages are text in UTF-8, UTF-16, GB 18030 or Big5, Markdown, HTML, PDF (by pdftotext of poppler-utils) and JSON \
      Lines, packed by gzip or not.

      Exit status: 0, all done; 1, something failed, as told on standard error; 64, the command was not understood.
      """,
    version: "0.1.0",
    subcommands: [
      Build.self, Who.self, Districts.self, Show.self, Why.self, FindPath.self, Search.self, Diff.self, Export.self,
      Remove.self, Correct.self, Resolve.self, Stats.self, Check.self, Extract.self, Decode.self, Import.self,
      Evaluate.self, Train.self,
    ])

  public init() {}
}

/// How much is done at a time.
struct JobOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Documents worked on at a time (default: all cores).", valueName: "n"))
  var jobs: Int?

  /// At least 1.
  var count: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    guard let jobs, !(1...1024).contains(jobs) else { return }
    throw ValidationError("--jobs takes a number from 1 to 1024, not \(jobs)")
  }
}
