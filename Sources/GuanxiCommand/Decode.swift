import ArgumentParser
import EntityModel
import ExtractionPipeline
import GraphExport
import TextIngestion

/// `guanxi decode`: files in, their text out.
struct Decode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the text of each page as JSON Lines.",
    discussion: """
      One line a document, in the order of the input: "doc", "date" where it is known, "encoding" with the "confidence" \
      that it is this one (1 where it is certain), and "text": what is read of a page, and what all offsets point into, \
      in code points. The lines are what guanxi extract and guanxi build read from files of JSON Lines. A document that \
      cannot be read is told on standard error, and status 1 at the end.

      Example:
        guanxi decode pages -o pages.jsonl
      """)

  @Argument(help: "Files, folders (all pages below them) or - for standard input.")
  var input: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
  var output = "-"

  @OptionGroup var encoding: EncodingOption

  func run() async throws {
    let reader = DocumentReader(encoding: encoding.encoding)
    let file = try AtomicFile(path: output)
    var failures = 0
    var inputs = DocumentInputs(InputFiles.expand(input))
    while let input = inputs.next() {
      do {
        guard let document = try reader.document(of: input).document else { continue }
        try DocumentJSON.line(document).withUnsafeBytes { try file.write($0) }
      } catch let error as IngestionError {
        failures += 1
        StandardStreams.writeError("\(error)\n")
      }
    }
    try file.commit()
    if failures > 0 { throw ExitCode.failure }
  }
}
