import EntityModel
import ModelWeights

/// Decides which proposed pairs are tied: a linear model, one weight a hashed feature.
public struct RelationModel: Sendable {
  var weights: [Int32]

  /// A model that has learned nothing.
  public init() { weights = [Int32](repeating: 0, count: FeatureWriter.space) }

  /// The model of a file of weights.
  /// - Throws: `WeightFileError` when the file has no table of relations, or one for other features.
  public init(_ file: WeightFile) throws(WeightFileError) {
    weights = try file.weights(Self.table, features: FeatureWriter.space)
  }

  private static let table = "relations"

  /// The table as `WeightFile` reads it.
  public var text: String { WeightFile.text(table: Self.table, weights: weights) }

  func score(_ features: ArraySlice<Int32>) -> Int32 {
    weights.withUnsafeBufferPointer { weights in
      var sum: Int32 = 0
      for feature in features { sum &+= weights[Int(feature)] }
      return sum
    }
  }
}
