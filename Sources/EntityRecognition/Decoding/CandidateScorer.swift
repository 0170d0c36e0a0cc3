import EntityModel

/// Scores the candidates of an article: the sum of the weights of their features.
///
/// What hangs on a start, an end or a head alone is summed for the first candidate that has it and kept for the others;
/// a start has three candidates on average, an end five.
struct CandidateScorer {
  private let extractor: FeatureExtractor
  private let weights: UnsafeBufferPointer<Int16>
  /// Sums by type and position.
  private var starts: [Int32]
  private var ends: [Int32]
  private let columnLength: Int
  /// The head of the candidate before, of which there is a run, and its sum.
  private var lastHead = Head(type: .person, start: -1, end: -1, number: 0)
  private var headSum: Int32 = 0

  private struct Head: Equatable {
    let type: EntityType
    let start: Int
    let end: Int
    let number: UInt16
  }

  /// Stands where no sum is known; no sum of weights comes near it.
  private static let unknown = Int32.min

  init(_ extractor: FeatureExtractor, weights: UnsafeBufferPointer<Int16>) {
    self.extractor = extractor
    self.weights = weights
    columnLength = extractor.analysis.codes.count + 1
    starts = [Int32](repeating: Self.unknown, count: columnLength * EntityType.allCases.count)
    ends = starts
  }

  mutating func score(_ candidate: Candidate) -> Int32 {
    var own = WeightSum(weights)
    extractor.addOwn(candidate, to: &own)
    return own.sum &+ startSum(candidate) &+ endSum(candidate) &+ headSum(candidate)
  }

  private mutating func startSum(_ candidate: Candidate) -> Int32 {
    let place = candidate.type.order * columnLength + candidate.start
    // A name that is all head begins in its own way.
    let isShared = candidate.headStart != candidate.start
    if isShared, starts[place] != Self.unknown { return starts[place] }
    var sink = WeightSum(weights)
    extractor.addStart(candidate, to: &sink)
    if isShared { starts[place] = sink.sum }
    return sink.sum
  }

  private mutating func endSum(_ candidate: Candidate) -> Int32 {
    let place = candidate.type.order * columnLength + candidate.end
    if ends[place] != Self.unknown { return ends[place] }
    var sink = WeightSum(weights)
    extractor.addEnd(candidate.type, candidate.end, to: &sink)
    ends[place] = sink.sum
    return sink.sum
  }

  private mutating func headSum(_ candidate: Candidate) -> Int32 {
    let head = Head(type: candidate.type, start: candidate.headStart, end: candidate.end, number: candidate.head)
    if head != lastHead {
      var sink = WeightSum(weights)
      extractor.addHead(candidate, to: &sink)
      headSum = sink.sum
      lastHead = head
    }
    return headSum
  }
}
