import ArgumentParser
import EntityModel
import ExtractionEvaluation
import ExtractionPipeline

/// `guanxi evaluate`: annotated pages in, precision and recall out.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure what is found in pages against their annotation.",
    discussion: """
      Precision, recall and F1 of entities, mentions, relations, the districts that persons and units work with, and \
      the starts of articles. A page that cannot be read, or an annotation that does not hold, is told on standard \
      error, and the status is 1 at the end.

      Example:
        guanxi evaluate Tests/Corpus/gold Tests/Corpus/pages --errors 20
      """)

  @OptionGroup var folder: AnnotatedFolder

  @Option(name: .shortAndLong, help: ArgumentHelp("How the figures are printed.", valueName: "format"))
  var format = ScoreFormat.table

  @Option(name: .shortAndLong, help: ArgumentHelp("Print this many of the errors below the table.", valueName: "n"))
  var errors = 0

  @OptionGroup var model: ModelOptions

  @OptionGroup var jobs: JobOptions

  func validate() throws {
    if errors < 0 { throw ValidationError("--errors takes a number from 0, not \(errors)") }
    if errors > 0 && format == .json { throw ValidationError("--errors goes with --format table") }
  }

  func run() async throws {
    let (pipeline, lexiconIsComplete) = try model.pipeline()
    let (pages, isComplete) = try folder.read()
    let score = await PageScorer(pipeline: pipeline, jobs: jobs.count).score(pages)
    let report = ScoreReport(score, documents: pages.count)
    try StandardStreams.writeOutput(Array((format == .json ? report.json() : report.table(errors: errors)).utf8))
    if !isComplete || !lexiconIsComplete { throw ExitCode.failure }
  }
}

/// How figures are printed.
enum ScoreFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}

/// Extracts annotated pages and sums up their scores.
struct PageScorer {
  let pipeline: Pipeline
  /// Number of pages worked on at the same time.
  let jobs: Int

  /// The sum over all pages, discrepancies in the order of the pages, whatever the number of jobs.
  func score(_ pages: [AnnotatedPage]) async -> Score {
    await withTaskGroup(of: [(page: Int, score: Score)].self) { group in
      for job in 0..<min(jobs, pages.count) {
        group.addTask { [pipeline, jobs] in
          stride(from: job, to: pages.count, by: jobs).map { index in
            (index, Scorer().score(pipeline.extract(pages[index].document), against: pages[index].gold))
          }
        }
      }
      var scores: [(page: Int, score: Score)] = []
      for await part in group { scores += part }
      return scores.sorted { $0.page < $1.page }.reduce(into: Score()) { $0 += $1.score }
    }
  }
}
