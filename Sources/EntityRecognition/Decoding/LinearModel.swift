import CLexicon
import EntityModel

/// Weights of the features: the score of a candidate is the sum of the weights of its features.
public struct LinearModel: Sendable {
  /// By feature; a feature that was never seen weighs nothing.
  var weights: [Int32]

  /// A model that knows nothing.
  init() { weights = [Int32](repeating: 0, count: CandidateBuffer.featureSpace) }

  /// The model inside the binary.
  static let bundled: LinearModel = {
    var model = LinearModel()
    forEachRow(guanxi_weights_table()) { fields in
      guard fields.count == 2 else { return }
      let index = number(fields[0])
      if index < model.weights.count { model.weights[index] = Int32(number(fields[1])) }
    }
    return model
  }()

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

  /// The table as text, features in order, those of weight 0 left out.
  public func table() -> String {
    var text = "# Weights of the model: number of the feature, weight. Made by `guanxi train`.\n"
    for (index, weight) in weights.enumerated() where weight != 0 { text += "\(index)\t\(weight)\n" }
    return text
  }
}
