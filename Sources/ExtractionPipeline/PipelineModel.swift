import CLexicon
import EntityRecognition
import ModelWeights
import RelationExtraction

/// All that a pipeline has learned: which candidates are mentions, which pairs are tied, and who works where.
public struct PipelineModel: Sendable {
  package let mentions: LinearModel
  package let relations: RelationModel

  init(mentions: LinearModel, relations: RelationModel) {
    self.mentions = mentions
    self.relations = relations
  }

  /// The model of a file that `guanxi train` wrote.
  /// - Throws: `WeightFileError`.
  public init(path: String) throws(WeightFileError) { try self.init(WeightFile(path: path)) }

  init(_ file: WeightFile) throws(WeightFileError) {
    mentions = try LinearModel(file)
    relations = try RelationModel(file)
  }

  /// The model inside the binary. It is read once, at the first call.
  /// - Throws: `WeightFileError` when the program was built with a damaged file, or one for other features.
  public static func bundled() throws(WeightFileError) -> PipelineModel { try loaded.get() }

  private static let loaded: Result<PipelineModel, WeightFileError> = {
    let table = guanxi_weights_table()
    let bytes = Array(UnsafeBufferPointer(start: table.bytes, count: table.count))
    do throws(WeightFileError) {
      return .success(try PipelineModel(WeightFile(bytes: bytes, path: "weights of this program")))
    } catch {
      return .failure(error)
    }
  }()

  /// The file as text.
  public var text: String { mentions.text + relations.text }
}
