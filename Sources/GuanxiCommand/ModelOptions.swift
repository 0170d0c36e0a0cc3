import ArgumentParser
import EntityModel
import ExtractionPipeline

/// With what pages are read.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Weights that guanxi train wrote (default: those of this program).", valueName: "file"))
  var model: String?

  /// - Throws: `WeightFileError` when the file is not what guanxi train wrote.
  func pipeline(window: NameWindowKind = .sentence) throws -> Pipeline {
    try Pipeline(model: model.map { try PipelineModel(path: $0) }, window: window)
  }
}
