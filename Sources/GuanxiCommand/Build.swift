import ArgumentParser
import EntityModel
import ExtractionPipeline
import Foundation
import GraphStorage
import TextIngestion

/// `guanxi build`: pages in; database, GraphML, DOT and picture out.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read pages into the graph and export it.",
    discussion: """
      Files that were read before, by the same version of this program and with the same model, and have not changed are passed over; \
      documents of earlier runs stay in the graph, so pages can be added day by day. To start with nothing, remove \
      the database. Corrections (see guanxi correct) are applied.

      Examples:
        guanxi build seeds
        guanxi build pages --prune --date 2024-06-21

      The first writes graphs/guanxi.sqlite, graphs/guanxi.graphml (for Gephi, networkx and others), graphs/guanxi.dot (for \
      Graphviz) and, where Graphviz is installed, graphs/guanxi.svg.
      """)

  @Argument(help: "Files, folders (all pages below them) or - for standard input.")
  var input = ["seeds"]

  @OptionGroup var output: StoreOptions

  @Option(help: ArgumentHelp("Day of issue of pages that do not tell it; reads unchanged files too.", valueName: "day"))
  var date: Day?

  @Option(
    help: ArgumentHelp("Where names must stand together to count: sentence, list or article.", valueName: "kind"))
  var window = NameWindowKind.sentence

  @Flag(help: "Remove documents from the graph that are not among the files any more.")
  var prune = false

  @Flag(help: "Read unchanged files too.")
  var reread = false

  @OptionGroup var encoding: EncodingOption

  @OptionGroup var model: ModelOptions

  @OptionGroup var jobs: JobOptions

  func run() async throws {
    let (pipeline, lexiconIsComplete) = try model.pipeline(window: window)
    try output.makeFolder()
    let lock = try output.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: output.path)
    let corrections = try StoredCorrectionLog(store)
    try corrections.apply()
    let inputs = InputFiles.expand(input)
    var counts = BuildCounts()
    if prune { try removeMissing(from: store, inputs, &counts) }
    try await read(inputs, with: pipeline, into: store, &counts)
    try corrections.reportIdle()
    let isComplete = try BuildReport.exportAndTell(store, counts, output)
    if counts.failed > 0 || !isComplete || !lexiconIsComplete { throw ExitCode.failure }
  }

  /// Removes documents whose files are gone; none when an input cannot be listed, for its files may be there still.
  private func removeMissing(from store: GraphStore, _ inputs: InputFiles, _ counts: inout BuildCounts) throws {
    let names: Set<String>
    do {
      names = try inputs.documentNames()
    } catch {
      throw CommandError.cannotPrune(error.description)
    }
    counts.removed = try store.remove(documents: try store.storedExtractors().keys.filter { !names.contains($0) })
  }

  /// All windows of a store are of one kind, or their counts could not be compared.
  private func requireOneKindOfWindow(in stored: [String: String], besides inputs: InputFiles) throws {
    let others = stored.filter { ExtractorID.window(in: $0.value) != window }
    guard !others.isEmpty else { return }
    // What names no document now replaces none.
    let names = (try? inputs.documentNames()) ?? Set(inputs.compactMap { try? $0.get().name })
    if let other = others.first(where: { !names.contains($0.key) }) {
      throw CommandError.otherWindow(path: output.path, stored: ExtractorID.window(in: other.value), wanted: window)
    }
  }

  /// Reads and stores what is new or changed.
  private func read(
    _ inputs: InputFiles, with pipeline: Pipeline, into store: GraphStore, _ counts: inout BuildCounts
  ) async throws {
    let extractor = try ExtractorID(window: window, modelFile: model.model, lexiconFile: model.lexicon).description
    try requireOneKindOfWindow(in: try store.storedExtractors(), besides: inputs)
    let stream = DocumentStream(
      pipeline: pipeline, jobs: jobs.count,
      knownDigests: reread || date != nil || encoding.encoding != nil
        ? [:] : try store.storedDigests(extractor: extractor),
      reader: DocumentReader(fallbackDate: date?.text, encoding: encoding.encoding))
    // Of documents that name themselves it depends on the order which are refused.
    let order = inputs.holdsLines ? Array(inputs.indices) : GraphStore.rowOrder(of: inputs) { try? $0.get().name }
    var progress = Progress(total: inputs.documentCount)
    // Documents that name themselves may share a name with another.
    var names = inputs.holdsLines ? Set<String>() : nil
    try await store.feed { feed in
      try await stream.run(order.lazy.map { inputs[$0] }, transform: { Reading($0, by: extractor) }) { reading in
        switch reading {
        case .unchanged: counts.unchanged += 1
        case .failed(let error):
          counts.failed += 1
          progress.report(error.description)
        case .read(let item) where names?.insert(item.document.name).inserted == false:
          counts.failed += 1
          progress.report(IngestionError.sameName(path: item.document.name).description)
        case .read(let item):
          counts.read += 1
          try await feed.add(item)
        }
        progress.advance()
      }
    }
    progress.clear()
  }
}

/// What became of an input, ready to be stored.
private enum Reading {
  case read(DocumentContribution)
  case unchanged
  case failed(IngestionError)

  init(_ outcome: DocumentOutcome, by extractor: String) {
    switch outcome {
    case .extracted(let extraction): self = .read(DocumentContribution(extraction, extractor: extractor))
    case .unchanged: self = .unchanged
    case .failed(_, let error): self = .failed(error)
    }
  }
}

extension NameWindowKind: ExpressibleByArgument {}
