import ArgumentParser
import ExtractionPipeline
import GraphStorage
import TextIngestion

/// `guanxi import`: what other machines extracted in; database and exports out.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take into the graph what guanxi extract found elsewhere.",
    discussion: """
      Reads lines of guanxi extract --contributions, or Parquet files with a column "line" of such, as the Spark job \
      writes them; Parquet is read by python3 with pyarrow. The graph, its exports and its answers are those of a build \
      of the same pages. Documents of the same name are replaced, others stay; corrections are applied.

      Examples:
        guanxi import graph/documents
        guanxi extract pages --contributions | guanxi import -
      """)

  @Argument(help: "JSON Lines and Parquet files, folders of these, or - for standard input.")
  var input: [String]

  @OptionGroup var output: StoreOptions

  func run() async throws {
    try output.makeFolder()
    let lock = try output.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: output.path)
    let corrections = try StoredCorrectionLog(store)
    try corrections.apply()
    let files = try input.flatMap(ContributionFile.expand)
    var counts = BuildCounts()
    var windows = try WindowKinds(store)
    var progress = Progress(total: files.count, of: "files")
    try await store.feed { feed in
      for file in files {
        try await file.forEachLine { line, place in
          do {
            let item = try DocumentContribution(line: line)
            try windows.require(item)
            try await feed.add(item)
            counts.read += 1
          } catch let error as ContributionLineError {
            counts.failed += 1
            progress.report("\(place): \(error)")
          }
        }
        progress.advance()
      }
    }
    progress.clear()
    try corrections.reportIdle()
    let isComplete = try BuildReport.exportAndTell(store, counts, output)
    if counts.failed > 0 || !isComplete { throw ExitCode.failure }
  }
}

/// All windows of a store are of one kind, or their counts could not be compared.
private struct WindowKinds {
  private let store: GraphStore
  /// The kinds of what is stored; one, once something is.
  private var known: Set<String>

  init(_ store: GraphStore) throws {
    self.store = store
    known = Set(try store.storedExtractors().values.map { ExtractorID.window(in: $0).rawValue })
  }

  mutating func require(_ item: DocumentContribution) throws {
    let window = ExtractorID.window(in: item.extractor)
    known.insert(window.rawValue)
    if let other = known.first(where: { $0 != window.rawValue }) {
      throw CommandError.otherWindow(path: store.path, stored: ExtractorID.window(in: other), wanted: window)
    }
  }
}
