import EntityModel
import ModelWeights

/// Weights of the features: the score of a candidate is the sum of the weights of its features.
public struct LinearModel: Sendable {
  /// By feature; a feature that was never seen weighs nothing.
  var weights: [Int32]

  /// A model that has learned nothing.
  public init() { weights = [Int32](repeating: 0, count: CandidateBuffer.featureSpace) }

  /// The model of a file of weights.
  /// - Throws: `WeightFileError` when the file has no table of mentions, or one for other features.
  public init(_ file: WeightFile) throws(WeightFileError) {
    weights = try file.weights(Self.table, features: CandidateBuffer.featureSpace)
  }

  private static let table = "mentions"

  /// The table as ``WeightFile`` reads it.
  public var text: String { WeightFile.text(table: Self.table, weights: weights) }

  /// Scores every candidate of a buffer.
  func score(_ buffer: inout CandidateBuffer) {
    weights.withUnsafeBufferPointer { weights in
      for index in buffer.candidates.indices {
        let first = buffer.candidates[index].features
        var sum: Int32 = 0
        for feature in buffer.features[first..<(first + buffer.candidates[index].featureCount)] {
          sum &+= weights[Int(feature)]
        }
        buffer.candidates[index].score = sum
      }
    }
  }
}
