import ArgumentParser
import ExtractionPipeline
import GraphExport
import TextIngestion

/// `guanxi extract`: documents in, JSON Lines out.
struct Extract: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what is found in each page as JSON Lines.",
    discussion: """
      One line a document, in the order of the input: articles, mentions with their offsets in code points, entities, \
      relations and co-occurrences. Offsets count code points of the text as decoded; guanxi decode prints it. A document that cannot be read gives a line with "error", and status 1 at the end.

      Example:
        guanxi extract seeds -o seeds.jsonl
      """)

  @Argument(help: "Files, folders (all pages below them) or - for standard input.")
  var input: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
  var output = "-"

  @OptionGroup var encoding: EncodingOption

  @OptionGroup var model: ModelOptions

  @OptionGroup var jobs: JobOptions

  func run() async throws {
    let (pipeline, isComplete) = try model.pipeline()
    let inputs = Array(InputFiles.expand(input))
    let stream = DocumentStream(
      pipeline: pipeline, jobs: jobs.count, reader: DocumentReader(encoding: encoding.encoding))
    var progress = Progress(total: inputs.count)
    let file = try AtomicFile(path: output)
    var failures = 0
    try await stream.run(inputs, transform: ExtractedLine.init) { line in
      try line.bytes.withUnsafeBytes { try file.write($0) }
      if let error = line.error {
        failures += 1
        progress.report(error.description)
      }
      progress.advance()
    }
    try file.commit()
    progress.clear()
    if failures > 0 || !isComplete { throw ExitCode.failure }
  }
}

/// A line of output, and why it is an error line if it is one.
private struct ExtractedLine {
  let bytes: [UInt8]
  let error: IngestionError?

  init(_ outcome: DocumentOutcome) {
    switch outcome {
    case .extracted(let extraction): (bytes, error) = (ExtractionJSON.line(extraction), nil)
    case .failed(let name, let error): (bytes, self.error) = (ExtractionJSON.line(failed: name, error), error)
    case .unchanged: (bytes, error) = ([], nil)
    }
  }
}
