import ArgumentParser
import EntityModel
import ExtractionPipeline
import GraphExport
import GraphStorage
import TextIngestion

/// `guanxi extract`: documents in, JSON Lines out.
struct Extract: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what is found in each page as JSON Lines.",
    discussion: """
      One line a document, in the order of the input: articles, mentions with their offsets in code points, entities, \
      relations and co-occurrences. Offsets count code points of the text as decoded; guanxi decode prints it. A document \
      that cannot be read gives a line with "error", and status 1 at the end.

      Standard input, given as the only input, may hold many documents: where its first character is {, each line is one, \
      such as {"doc": "a.txt", "text": "…", "date": "2024-06-21"} (the date may be left out). Each is answered at once, \
      so that other programs can keep guanxi at hand. Anything else is one page.

      Examples:
        guanxi extract seeds -o seeds.jsonl
        guanxi extract - < corpus.jsonl > found.jsonl
        guanxi extract - --contributions < corpus.jsonl | guanxi import -
      """)

  @Argument(help: "Files, folders (all pages below them) or - for standard input.")
  var input: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
  var output = "-"

  @Flag(help: "Print what guanxi import reads: the page and what it contributes to the graph.")
  var contributions = false

  @OptionGroup var encoding: EncodingOption

  @OptionGroup var model: ModelOptions

  @OptionGroup var jobs: JobOptions

  func run() async throws {
    let (pipeline, isComplete) = try model.pipeline()
    let format = try LineFormat(
      extractor: contributions
        ? ExtractorID(window: .sentence, modelFile: model.model, lexiconFile: model.lexicon) : nil)
    let stream = DocumentStream(
      pipeline: pipeline, jobs: jobs.count, reader: DocumentReader(encoding: encoding.encoding))
    let file = try AtomicFile(path: output)
    var failures = 0
    func write(_ line: ExtractedLine, _ progress: inout Progress) throws {
      try line.bytes.withUnsafeBytes { try file.write($0) }
      if let error = line.error {
        failures += 1
        progress.report(error.description)
      }
    }
    let inputs = InputFiles.expand(input)
    let lines = input == [InputFiles.standardInput] ? try LineStream(documents: InputFiles.standardInput) : nil
    if let lines, try lines.beginsDocument() {
      var progress = Progress(total: 0)
      try await stream.run(lines, transform: format.line) { try write($0, &progress) }
    } else {
      var progress = Progress(total: inputs.documentCount)
      try await stream.run(inputs, standardInput: lines, transform: format.line) { line in
        try write(line, &progress)
        progress.advance()
      }
      progress.clear()
    }
    try file.commit()
    if failures > 0 || !isComplete { throw ExitCode.failure }
  }
}

/// What is said of a document.
private struct LineFormat: Sendable {
  /// Who found it, where contributions are written.
  let extractor: String?

  init(extractor: ExtractorID?) { self.extractor = extractor?.description }

  @Sendable func line(_ outcome: DocumentOutcome) -> ExtractedLine {
    switch outcome {
    case .extracted(let extraction):
      guard let extractor else { return ExtractedLine(bytes: ExtractionJSON.line(extraction)) }
      return ExtractedLine(bytes: DocumentContribution(extraction, extractor: extractor).line)
    case .failed(let name, let error):
      return ExtractedLine(bytes: ExtractionJSON.line(failed: name, error), error: error)
    case .unchanged: return ExtractedLine(bytes: [])
    }
  }
}

/// A line of output, and why it is an error line if it is one.
private struct ExtractedLine: Sendable {
  let bytes: [UInt8]
  var error: IngestionError?
}
