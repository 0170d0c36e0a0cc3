import EntityModel
import ModelWeights

/// Decides which proposed pairs are tied: a linear model, one weight a hashed feature.
public struct RelationModel: Sendable {
  /// Half as wide as they are learned, so that twice as many stay in the cache.
  var weights: [Int16]

  /// A model that has learned nothing.
  public init() { weights = [Int16](repeating: 0, count: FeatureWriter.space) }

  /// The model of a file of weights.
  /// - Throws: `WeightFileError` when the file has no table of relations, or one for other features.
  public init(_ file: WeightFile) throws(WeightFileError) {
    weights = try file.weights(Self.table, features: FeatureWriter.space)
  }

  private static let table = "relations"

  /// The table as `WeightFile` reads it.
  public var text: String { WeightFile.text(table: Self.table, weights: weights) }
}
