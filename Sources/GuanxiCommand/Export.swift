import ArgumentParser
import GraphStorage

/// `guanxi export`: the graph, or that of some days, as files for other programs.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write GraphML, DOT and a picture of what is stored.",
    discussion: """
      The files that build writes, of all pages or of those issued on some days.

      Example:
        guanxi export --since 2024-06-01 --until 2024-06-30 --out june
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder for what is written.", valueName: "folder"))
  var out: String

  @OptionGroup var query: QueryOptions

  func run() throws {
    let store = try query.open()
    do {
      var folder = StoreOptions()
      folder.out = out
      try folder.makeFolder()
    }
    let (files, isComplete) = try ExportFiles(folder: out).write(store)
    try StandardStreams.write("written  \(files.joined(separator: ", "))\n")
    if !isComplete { throw ExitCode.failure }
  }
}
