import ArgumentParser
import Foundation
import GraphStorage
import TextIngestion

/// Where the graph is stored, for commands that ask.
struct DatabaseOption: ParsableArguments {
  @Option(name: .customLong("db"), help: ArgumentHelp("Database that holds the graph.", valueName: "file"))
  var path = "graphs/guanxi.sqlite"
}

/// The database and the days of issue that a question is about.
struct QueryOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOption
  @OptionGroup var period: PeriodOptions

  func open() throws -> GraphStore {
    try GraphStore(path: database.path, creating: false, window: period.window)
  }
}

/// How answers are printed.
struct FormatOption: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("How the answer is printed.", valueName: "format"))
  var format = AnswerFormat.table
}

/// Where the graph is stored and exported, for commands that change it.
struct StoreOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("Folder for what is written.", valueName: "folder"))
  var out = "graphs"

  @Option(
    name: .customLong("db"),
    help: ArgumentHelp("Database that holds the graph (default: guanxi.sqlite in the folder).", valueName: "file"))
  var database: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Write the exports, or not (default: yes, unless there are many nodes and few documents changed).")
  var export: Bool?

  var path: String { database ?? "\(out)/guanxi.sqlite" }

  /// Keeps other processes from changing the store while the value lives; waits for whoever does.
  func lock() throws -> StoreLock {
    try StoreLock(store: path) { holder in
      StandardStreams.writeError("\(path): waiting for \(holder), which is changing this database\n")
    }
  }

  func makeFolder() throws {
    do {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    } catch {
      throw CommandError.noFolder(path: out)
    }
  }
}

/// A day as somebody types it: `2024-06-21`, `20240621`.
struct Day: ExpressibleByArgument, Comparable {
  /// `YYYY-MM-DD`.
  let text: String

  init?(argument: String) {
    guard let text = IssueDate.day(argument) else { return nil }
    self.text = text
  }

  static func < (a: Day, b: Day) -> Bool { a.text < b.text }
}

/// Days of issue.
struct PeriodOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only pages issued on this day (2024-06-21) or later.", valueName: "day"))
  var since: Day?

  @Option(help: ArgumentHelp("Only pages issued on this day or earlier.", valueName: "day"))
  var until: Day?

  func validate() throws {
    if let since, let until, until < since {
      throw ValidationError("--until \(until.text) comes before --since \(since.text)")
    }
  }

  /// Nil for all pages, those without a day of issue included.
  var window: IssueWindow? {
    since == nil && until == nil ? nil : IssueWindow(since: since?.text, until: until?.text)
  }
}
