import AdministrativeDivisions
import EntityModel
import EntityRecognition
import EntityResolution
import RelationExtraction
import TextIngestion

/// Learns a pipeline's model from annotated pages: first which candidates are mentions, then, on the mentions that the
/// first model finds, which pairs are tied and who works where. Equal pages in equal order give an equal model.
public struct PipelineTrainer: Sendable {
  private let gazetteer: Gazetteer
  private let passes: Int

  /// - Parameter passes: how often the model of mentions goes over all pages.
  /// - Throws: when the tables inside the binary are damaged.
  public init(passes: Int = 15) throws {
    gazetteer = try Gazetteer.bundled()
    self.passes = passes
  }

  /// What was learned, and the annotated mentions that no candidate stands for: `doc⇥type⇥name`, in the order of the
  /// pages.
  public func train(on pages: [AnnotatedPage]) -> (model: PipelineModel, unreachable: [String]) {
    let splitter = ArticleSplitter()
    var trainer = ModelTrainer(gazetteer: gazetteer, passes: passes)
    let mentions = trainer.train(
      on: pages.map {
        ModelTrainer.Example(document: $0.document, articles: splitter.articles(of: $0.document), gold: $0.gold)
      })
    let reader = PageReader(gazetteer: gazetteer, model: mentions)
    let relations = RelationTrainer().train(
      on: pages.map { page in
        let read = reader.read(page.document)
        return RelationTrainer.Example(
          page: PageGraph(
            articles: read.articles, sentences: read.sentences, mentions: read.mentions, resolution: read.resolution),
          gold: page.gold)
      })
    return (PipelineModel(mentions: mentions, relations: relations), trainer.unreachable)
  }
}
