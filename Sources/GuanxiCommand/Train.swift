import ArgumentParser
import EntityModel
import ExtractionEvaluation
import ExtractionPipeline
import GraphExport

/// `guanxi train`: annotated pages in, a file of weights out.
struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn from annotated pages what a name is and what is tied.",
    discussion: """
      Writes one file with all that is learned: the weights of mentions, of ties, and of the districts that persons and \
      units work with. extract, build and evaluate read with it when given --model. Equal pages give equal bytes.

      With --cross-validate K, the pages are dealt into K parts; each part is measured by a model that learned from the \
      others, and the sum is printed. These are the figures to expect on pages that were not learned from.

      Example:
        guanxi train Tests/Corpus/gold Tests/Corpus/pages -o my.weights
        guanxi train Tests/Corpus/gold Tests/Corpus/pages --cross-validate 10
      """)

  @OptionGroup var folder: AnnotatedFolder

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write (default: guanxi.weights; with --cross-validate, nowhere).", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("How often all pages are gone over.", valueName: "n"))
  var passes = 15

  @Option(help: ArgumentHelp("Print figures by this many parts of the pages.", valueName: "k"))
  var crossValidate: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("With --cross-validate, print this many of the errors below the table.", valueName: "n"))
  var errors = 0

  @OptionGroup var jobs: JobOptions

  func validate() throws {
    if errors < 0 { throw ValidationError("--errors takes a number from 0, not \(errors)") }
    if errors > 0 && crossValidate == nil { throw ValidationError("--errors goes with --cross-validate") }
    guard (1...1000).contains(passes) else { throw ValidationError("--passes takes a number from 1, not \(passes)") }
    if let crossValidate, crossValidate < 2 {
      throw ValidationError("--cross-validate takes a number from 2, not \(crossValidate)")
    }
  }

  func run() async throws {
    let (pages, isComplete) = try folder.read()
    let trainer = try PipelineTrainer(passes: passes)
    if let crossValidate {
      guard crossValidate <= pages.count else {
        throw CommandError.tooFewPages(path: folder.gold, parts: crossValidate)
      }
      let score = try await CrossValidation(trainer: trainer, folds: crossValidate, jobs: jobs.count).score(pages)
      try StandardStreams.writeOutput(Array(ScoreReport(score, documents: pages.count).table(errors: errors).utf8))
    }
    if let path = output ?? (crossValidate == nil ? "guanxi.weights" : nil) {
      let file = try AtomicFile(path: path)
      let trained = trainer.train(on: pages)
      try Array(trained.model.text.utf8).withUnsafeBytes { try file.write($0) }
      try file.commit()
      StandardStreams.writeError(
        "\(path): learned from \(pages.count) pages; \(trained.unreachable.count) of their mentions no recogniser "
          + "proposes\n")
    }
    if !isComplete { throw ExitCode.failure }
  }
}

/// Measures what a trainer's models find in pages that they have not learned from.
struct CrossValidation {
  let trainer: PipelineTrainer
  /// Number of parts, at least 2; page i is in part i mod `folds`.
  let folds: Int
  /// Number of models that learn at the same time.
  let jobs: Int

  /// The sum over all parts, whatever the number of jobs.
  func score(_ pages: [AnnotatedPage]) async throws -> Score {
    var progress = Progress(total: folds, of: "parts")
    var scores = [Score?](repeating: nil, count: folds)
    try await withThrowingTaskGroup(of: (fold: Int, score: Score).self) { group in
      var next = 0
      func start() {
        guard next < folds else { return }
        group.addTask { [next] in (next, try await score(pages, fold: next)) }
        next += 1
      }
      for _ in 0..<jobs { start() }
      for try await (fold, score) in group {
        scores[fold] = score
        progress.advance()
        start()
      }
    }
    progress.clear()
    return scores.reduce(into: Score()) { if let score = $1 { $0 += score } }
  }

  private func score(_ pages: [AnnotatedPage], fold: Int) async throws -> Score {
    let isHeldOut = { (index: Int) in index % folds == fold }
    let model = trainer.train(on: pages.indices.filter { !isHeldOut($0) }.map { pages[$0] }).model
    return await PageScorer(pipeline: try Pipeline(model: model), jobs: 1)
      .score(pages.indices.filter(isHeldOut).map { pages[$0] })
  }
}
