import EntityModel

/// Scores the candidates of an article: the sum of the weights of their features.
///
/// What hangs on a start, an end or a head alone is summed for the first candidate that has it and kept for the others;
/// a start has three candidates on average, an end five.
struct CandidateScorer {
  private let extractor: FeatureExtractor
  private let weights: UnsafeBufferPointer<Int16>
  /// Sums by type and position.
  private let starts: UnsafeMutableBufferPointer<Int32>
  private let ends: UnsafeMutableBufferPointer<Int32>
  private let columnLength: Int

  /// The head of the candidate before, of which there is a run, and its sum.
  private struct LastHead {
    var candidate: Candidate?
    var sum: Int32 = 0
  }

  /// Stands where no sum is known; no sum of weights comes near it.
  private static let unknown = Int32.min

  /// Sets the scores of the candidates.
  static func score(
    _ candidates: UnsafeMutableBufferPointer<Candidate>, _ extractor: FeatureExtractor,
    weights: UnsafeBufferPointer<Int16>
  ) {
    let columnLength = extractor.analysis.codes.count + 1
    let count = columnLength * EntityType.allCases.count
    let sums = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 2 * count)
    defer { sums.deallocate() }
    sums.initialize(repeating: unknown)
    // What changes is no member: of a scorer that changes, each call would copy the extractor.
    let scorer = CandidateScorer(
      extractor: extractor, weights: weights, starts: .init(rebasing: sums[..<count]),
      ends: .init(rebasing: sums[count...]), columnLength: columnLength)
    var head = LastHead()
    for index in candidates.indices { candidates[index].score = scorer.score(candidates[index], &head) }
  }

  private func score(_ candidate: Candidate, _ head: inout LastHead) -> Int32 {
    var own = WeightSum(weights)
    extractor.addOwn(candidate, to: &own)
    return own.sum &+ startSum(candidate) &+ endSum(candidate) &+ headSum(candidate, &head)
  }

  private func startSum(_ candidate: Candidate) -> Int32 {
    let place = candidate.type.order * columnLength + candidate.start
    // A name that is all head begins in its own way.
    let isShared = candidate.headStart != candidate.start
    if isShared, starts[place] != Self.unknown { return starts[place] }
    var sink = WeightSum(weights)
    extractor.addStart(candidate, to: &sink)
    if isShared { starts[place] = sink.sum }
    return sink.sum
  }

  private func endSum(_ candidate: Candidate) -> Int32 {
    let place = candidate.type.order * columnLength + candidate.end
    if ends[place] != Self.unknown { return ends[place] }
    var sink = WeightSum(weights)
    extractor.addEnd(candidate.type, candidate.end, to: &sink)
    ends[place] = sink.sum
    return sink.sum
  }

  private func headSum(_ candidate: Candidate, _ last: inout LastHead) -> Int32 {
    if candidate.type == .person { return 0 }
    if let known = last.candidate, known.hasHead(of: candidate) { return last.sum }
    var sink = WeightSum(weights)
    extractor.addHead(candidate, to: &sink)
    last = LastHead(candidate: candidate, sum: sink.sum)
    return sink.sum
  }
}

extension Candidate {
  fileprivate func hasHead(of other: Candidate) -> Bool {
    end == other.end && headStart == other.headStart && type == other.type && head == other.head
  }
}
