import ArgumentParser
import EntityModel
import ExtractionPipeline
import Foundation
import GraphExport
import GraphStorage
import TextIngestion

/// `guanxi build`: pages in; database, GraphML, DOT and picture out.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read pages into the graph and export it.",
    discussion: """
      Files that were read before and have not changed are passed over; documents of earlier runs stay in the graph, \
      so pages can be added day by day. To start with nothing, remove the database.

      Example:
        guanxi build seeds

      writes graphs/guanxi.sqlite, graphs/guanxi.graphml (for Gephi, networkx and others), graphs/guanxi.dot (for \
      Graphviz) and, where Graphviz is installed, graphs/guanxi.svg.
      """)

  @Argument(help: "Files, folders (all .txt and .md files below them) or - for standard input.")
  var input = ["seeds"]

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder for what is written.", valueName: "folder"))
  var out = "graphs"

  @Option(
    name: .customLong("db"),
    help: ArgumentHelp("Database that holds the graph (default: guanxi.sqlite in the folder).", valueName: "file"))
  var database: String?

  @Flag(help: "Read unchanged files too, as after an update of this program or with another model or lexicon.")
  var reread = false

  @OptionGroup var model: ModelOptions

  @OptionGroup var jobs: JobOptions

  func run() async throws {
    let (pipeline, lexiconIsComplete) = try model.pipeline()
    try makeFolder(out)
    let database = database ?? "\(out)/guanxi.sqlite"
    let store = try GraphStore(path: database)
    let counts = try await read(into: store, with: pipeline)
    let (files, isComplete) = try export(store)
    try StandardStreams.writeOutput(
      Array(BuildReport(counts: counts, summary: try store.summary(), files: [database] + files).text.utf8))
    if counts.failed > 0 || !isComplete || !lexiconIsComplete { throw ExitCode.failure }
  }

  private func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandError.noFolder(path: path)
    }
  }

  /// Reads and stores what is new or changed, one transaction for about 4 MB of text: few enough that a commit is
  /// cheap beside its documents, and little enough to hold.
  private func read(into store: GraphStore, with pipeline: Pipeline) async throws -> BuildCounts {
    let codePointsATransaction = 1 << 20
    let inputs = InputFiles.expand(input)
    let stream = DocumentStream(
      pipeline: pipeline, jobs: jobs.count, knownDigests: reread ? [:] : try store.storedDigests())
    var progress = Progress(total: inputs.count)
    var counts = BuildCounts()
    var pending: [DocumentExtraction] = []
    var pendingSize = 0
    try await stream.run(inputs) { outcome in
      switch outcome {
      case .unchanged: counts.unchanged += 1
      case .failed(_, let error):
        counts.failed += 1
        progress.report(error.description)
      case .extracted(let extraction):
        counts.read += 1
        pending.append(extraction)
        pendingSize += extraction.document.codePoints.count
      }
      if pendingSize >= codePointsATransaction {
        try store.replace(pending)
        pending.removeAll(keepingCapacity: true)
        pendingSize = 0
      }
      progress.advance()
    }
    try store.replace(pending)
    progress.clear()
    return counts
  }

  /// Writes every format from one state of the store.
  /// - Returns: the paths, and whether nothing failed.
  private func export(_ store: GraphStore) throws -> (files: [String], isComplete: Bool) {
    let graphML = "\(out)/guanxi.graphml"
    let dot = "\(out)/guanxi.dot"
    let svg = "\(out)/guanxi.svg"
    let report = try store.withGraph { graph in
      try DOTWriter().write(graph, toPath: dot)
      return try GraphMLWriter().write(graph, toPath: graphML)
    }
    if report.replacedCharacters > 0 {
      StandardStreams.writeError(
        "\(graphML): \(report.replacedCharacters) characters that XML cannot hold stand as U+FFFD; clean the pages\n")
    }
    guard report.nodes <= DOTWriter.prismLimit else {
      StandardStreams.writeError("\(svg): not drawn, \(report.nodes) nodes are too many; open \(graphML) in Gephi\n")
      return ([graphML, dot], true)
    }
    do {
      let complaint = try GraphvizRenderer().render(dot, toSVG: svg)
      if !complaint.isEmpty { StandardStreams.writeError("\(svg): Graphviz says: \(complaint)\n") }
      return ([graphML, dot, svg], true)
    } catch GraphExportError.missingRenderer {
      StandardStreams.writeError("\(svg): not drawn, Graphviz was not found; install graphviz and build again\n")
      return ([graphML, dot], true)
    } catch {
      StandardStreams.writeError("\(svg): not drawn, \(error)\n")
      return ([graphML, dot], false)
    }
  }
}
