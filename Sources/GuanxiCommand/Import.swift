import ArgumentParser
import ExtractionPipeline
import GraphStorage
import TextIngestion

/// `guanxi import`: what other machines extracted in; database and exports out.
struct Import: ParsableCommand {
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

  func run() throws {
    try output.makeFolder()
    let lock = try output.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: output.path)
    let corrections = try StoredCorrectionLog(store)
    try corrections.apply()
    let files = try input.flatMap(ContributionFile.expand)
    var reader = ContributionImporter(store: store)
    var progress = Progress(total: files.count, of: "files")
    for file in files {
      try file.forEachLine { line, place in
        if let error = try reader.take(line) { progress.report("\(place): \(error)") }
      }
      progress.advance()
    }
    try reader.finish()
    progress.clear()
    try corrections.reportIdle()
    let isComplete = try BuildReport.exportAndTell(store, reader.counts, output)
    if reader.counts.failed > 0 || !isComplete { throw ExitCode.failure }
  }
}

/// Stores contributions, one transaction for about 4 MB of text.
private struct ContributionImporter {
  let store: GraphStore
  private(set) var counts = BuildCounts()
  private var pending: [DocumentContribution] = []
  private var pendingSize = 0
  /// The kinds of windows of what is stored; one, once something is.
  private var windows: Set<String>?

  init(store: GraphStore) { self.store = store }

  /// - Returns: what is wrong with the line.
  mutating func take(_ line: [UInt8]) throws -> ContributionLineError? {
    let contribution: DocumentContribution
    do throws(ContributionLineError) {
      contribution = try DocumentContribution(line: line)
    } catch {
      counts.failed += 1
      return error
    }
    try requireOneKindOfWindow(contribution)
    counts.read += 1
    pending.append(contribution)
    pendingSize += contribution.document.codePoints.count
    if pendingSize >= 1 << 20 { try finish() }
    return nil
  }

  mutating func finish() throws {
    try store.replace(pending)
    pending.removeAll(keepingCapacity: true)
    pendingSize = 0
  }

  /// All windows of a store are of one kind, or their counts could not be compared.
  private mutating func requireOneKindOfWindow(_ contribution: DocumentContribution) throws {
    let window = ExtractorID.window(in: contribution.extractor)
    let known = try windows ?? Set(store.storedExtractors().values.map { ExtractorID.window(in: $0).rawValue })
    windows = known.union([window.rawValue])
    if let other = known.first(where: { $0 != window.rawValue }) {
      throw CommandError.otherWindow(
        path: store.path, stored: ExtractorID.window(in: other), wanted: window)
    }
  }
}
