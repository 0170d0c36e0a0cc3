import EntityModel

/// Scores the candidates of an article: the sum of the weights of their features.
///
/// What hangs on a start, an end, a head or the words before a head alone is summed for the first candidate that has it and
/// kept for the others; a start has three candidates on average, an end five.
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
  /// What the words from a position to this head weigh and count, by the distance of the position.
  private var innerWords = [InnerWords](repeating: InnerWords(), count: 64)
  /// A bit for each distance that is known.
  private var knownDistances: UInt64 = 0

  private struct InnerWords {
    var sum: Int32 = 0
    var counts = FeatureExtractor.WordCounts()
  }

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
    let shared = startSum(candidate) &+ endSum(candidate) &+ headSum(candidate)
    return own.sum &+ shared &+ (candidate.type == .person ? 0 : innerSum(candidate))
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
      knownDistances = 0
    }
    return headSum
  }

  /// - Precondition: the head is the last one that was summed.
  private mutating func innerSum(_ candidate: Candidate) -> Int32 {
    var sink = WeightSum(weights)
    guard candidate.headStart - candidate.start < innerWords.count else {
      extractor.addInnerWords(candidate, to: &sink)
      return sink.sum
    }
    var counts = FeatureExtractor.WordCounts()
    var sum: Int32 = 0
    if candidate.start < candidate.headStart {
      let rest = innerWords(from: extractor.nextWord(after: candidate.start), candidate)
      counts = rest.counts
      counts += extractor.wordCount(at: candidate.start)
      sum = rest.sum
    }
    extractor.addCounts(candidate.type, counts, to: &sink)
    return sink.sum &+ sum
  }

  /// The words from a position to the head.
  private mutating func innerWords(from position: Int, _ candidate: Candidate) -> InnerWords {
    guard position < candidate.headStart else { return InnerWords() }
    let distance = candidate.headStart - position
    if knownDistances >> UInt64(distance) & 1 == 0 {
      var words = innerWords(from: extractor.nextWord(after: position), candidate)
      var sink = WeightSum(weights)
      extractor.addInnerWord(candidate.type, position, to: &sink)
      words.sum &+= sink.sum
      words.counts += extractor.wordCount(at: position)
      innerWords[distance] = words
      knownDistances |= 1 << UInt64(distance)
    }
    return innerWords[distance]
  }
}
