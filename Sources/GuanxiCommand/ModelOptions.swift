import ArgumentParser
import EntityModel
import ExtractionPipeline
import TextIngestion

/// With what pages are read.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Weights that guanxi train wrote (default: those of this program).", valueName: "file"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Names that you know, a line each: name, tab, type, tab, aliases divided by |. Types: person, unit, place, "
        + "programme, none.", valueName: "file"))
  var lexicon: String?

  /// The pipeline, and whether every line of the lexicon holds; those that do not are told on standard error.
  /// - Throws: `WeightFileError` when the model is not what guanxi train wrote, `IngestionError` when the lexicon cannot
  ///   be read.
  func pipeline(window: NameWindowKind = .sentence) throws -> (pipeline: Pipeline, isComplete: Bool) {
    let model = try model.map { try PipelineModel(path: $0) }
    let (names, problems) = try lexicon.map { try LexiconReader().read(path: $0) } ?? (UserLexicon(), [])
    for problem in problems { StandardStreams.writeError("\(problem)\n") }
    return (try Pipeline(model: model, lexicon: names, window: window), problems.isEmpty)
  }
}
