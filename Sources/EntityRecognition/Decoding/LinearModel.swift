import EntityModel
import ModelWeights

/// Weights of the features: the score of a candidate is the sum of the weights of its features; a second look adds the
/// weights of what the rest of the page says of the name.
public struct LinearModel: Sendable {
  /// By feature; a feature that was never seen weighs nothing.
  /// Half as wide as they are learned, so that twice as many stay in the cache.
  var weights: [Int16]
  /// By feature of ``PageConsensus``.
  var consensusWeights: [Int16]

  /// A model that has learned nothing.
  public init() {
    weights = [Int16](repeating: 0, count: FeatureSpace.count)
    consensusWeights = [Int16](repeating: 0, count: PageConsensus.featureSpace)
  }

  /// The model of a file of weights.
  /// - Throws: `WeightFileError` when the file has no table of mentions, or one for other features.
  public init(_ file: WeightFile) throws(WeightFileError) {
    weights = try file.weights(Self.table, features: FeatureSpace.count)
    consensusWeights = try file.weights(Self.consensusTable, features: PageConsensus.featureSpace)
  }

  private static let table = "mentions"
  private static let consensusTable = "consensus"

  /// The tables as ``WeightFile`` reads them.
  public var text: String {
    WeightFile.text(table: Self.table, weights: weights)
      + WeightFile.text(table: Self.consensusTable, weights: consensusWeights)
  }

  /// Scores every candidate of an article.
  func score(_ proposals: inout ArticleProposals) {
    weights.withUnsafeBufferPointer { weights in
      proposals.buffer.candidates.withUnsafeMutableBufferPointer {
        CandidateScorer.score($0, proposals.extractor, weights: weights)
      }
    }
  }

  /// Adds to the scores of an article what the page says of its names.
  /// - Parameter chosen: what the first choice took, by index.
  func reconsider(
    _ buffer: inout CandidateBuffer, chosen: [Int], consensus: PageConsensus, in codes: UnsafeBufferPointer<UInt32>
  ) {
    var isChosen = [Bool](repeating: false, count: buffer.candidates.count)
    for index in chosen { isChosen[index] = true }
    consensusWeights.withUnsafeBufferPointer { weights in
      buffer.candidates.withUnsafeMutableBufferPointer { candidates in
        for index in candidates.indices {
          var sum: Int32 = 0
          consensus.forEachFeature(candidates[index], isChosen: isChosen[index], in: codes) {
            sum &+= Int32(weights[$0])
          }
          candidates[index].score &+= sum
        }
      }
    }
  }
}
