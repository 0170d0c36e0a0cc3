import ArgumentParser
import ExtractionPipeline
import GraphStorage

/// `guanxi resolve`: who is who, once more, in what is stored.
struct Resolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask anew whom the stored names name, and apply the log of corrections.",
    discussion: """
      For a new version of this program or another model, without recognising names anew, and for a log that was \
      edited by hand or came with an update. Documents that this program resolved before stay as they are. Then \
      writes the exports anew.

      Examples:
        guanxi resolve
        guanxi resolve --model my.weights
      """)

  @OptionGroup var model: ModelOptions

  @OptionGroup var output: StoreOptions

  func run() throws {
    let lock = try output.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: output.path, creating: false)
    let corrections = try StoredCorrectionLog(store)
    let corrected = try corrections.apply()
    let (report, isLexiconComplete) = try resolve(store)
    try corrections.reportIdle()
    try output.makeFolder()
    let (files, isComplete) = try ExportFiles(output).update(store, changed: report.changed + corrected)
    try StandardStreams.write(
      """
      documents    \(report.resolved) resolved anew (\(report.changed) changed), \(report.current) as they were
      corrections  \(corrections.log.entries.count) (\(corrected) documents changed)
      written      \(([output.path] + files).joined(separator: ", "))

      """)
    if !isComplete || !isLexiconComplete { throw ExitCode.failure }
  }

  private func resolve(_ store: GraphStore) throws -> (report: ResolutionReport, isComplete: Bool) {
    // All windows of a store are of one kind.
    let window = ExtractorID.window(in: try store.storedExtractors().values.first ?? "")
    let (pipeline, isComplete) = try model.pipeline(window: window)
    let resolver = try ExtractorID(window: window, modelFile: model.model, lexiconFile: model.lexicon).description
    let report = try store.resolve(as: resolver) { pipeline.extract($0, names: $1) }
    if report.textless > 0 {
      StandardStreams.writeError(
        "\(output.path): \(report.textless) documents of an older version have no text stored and stay as they are; "
          + "read again with build --reread\n")
    }
    if report.dropped > 0 {
      StandardStreams.writeError(
        "\(output.path): \(report.dropped) names lie in no article any more; read again with build --reread\n")
    }
    return (report, isComplete)
  }
}
