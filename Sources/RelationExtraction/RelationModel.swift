import CLexicon
import EntityModel

/// Decides which proposed pairs are tied: a linear model, one weight a hashed feature.
public struct RelationModel: Sendable {
  var weights: [Int32]

  init() { weights = [Int32](repeating: 0, count: FeatureWriter.space) }

  /// The model inside the binary.
  public static let bundled: RelationModel = {
    var model = RelationModel()
    let table = guanxi_relation_weights_table()
    let bytes = UnsafeBufferPointer(start: table.bytes, count: table.count)
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let fields = line.split(separator: UInt8(ascii: "\t"))
      guard fields.count == 2, let index = Int(String(decoding: fields[0], as: UTF8.self)),
        let weight = Int32(String(decoding: fields[1], as: UTF8.self)), model.weights.indices.contains(index)
      else { continue }
      model.weights[index] = weight
    }
    return model
  }()

  func score(_ features: ArraySlice<Int32>) -> Int32 {
    var sum: Int32 = 0
    for feature in features { sum &+= weights[Int(feature)] }
    return sum
  }

  /// The table as text, features in order, those of weight 0 left out.
  public func table() -> String {
    var text = "# Weights of the relation model: number of the feature, weight. Made by `guanxi train`.\n"
    for (index, weight) in weights.enumerated() where weight != 0 { text += "\(index)\t\(weight)\n" }
    return text
  }
}
