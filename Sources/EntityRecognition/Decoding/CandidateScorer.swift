import EntityModel

/// Scores the candidates of an article: the sum of the weights of their features.
///
/// What hangs on a start, an end or a head alone is summed for the first candidate that has it and kept for the others,
/// of all types: a start has three candidates on average, an end five.
struct CandidateScorer {
  private let extractor: FeatureExtractor
  private let weights: UnsafeBufferPointer<Int16>
  /// Sums by position, then type, where they are known.
  private let starts: UnsafeMutableBufferPointer<SIMD4<Int32>>
  private let ends: UnsafeMutableBufferPointer<SIMD4<Int32>>
  private let isStartKnown: UnsafeMutableBufferPointer<Bool>
  private let isEndKnown: UnsafeMutableBufferPointer<Bool>

  /// The head of the candidate before, of which there is a run, and its sum.
  private struct LastHead {
    var candidate: Candidate?
    var sum: Int32 = 0
  }

  /// Sets the scores of the candidates.
  static func score(
    _ candidates: UnsafeMutableBufferPointer<Candidate>, _ extractor: FeatureExtractor,
    weights: UnsafeBufferPointer<Int16>
  ) {
    let count = extractor.analysis.codes.count + 1
    let sums = UnsafeMutableBufferPointer<SIMD4<Int32>>.allocate(capacity: 2 * count)
    let isKnown = UnsafeMutableBufferPointer<Bool>.allocate(capacity: 2 * count)
    isKnown.initialize(repeating: false)
    defer {
      sums.deallocate()
      isKnown.deallocate()
    }
    // What changes is no member: of a scorer that changes, each call would copy the extractor.
    let scorer = CandidateScorer(
      extractor: extractor, weights: weights, starts: .init(rebasing: sums[..<count]),
      ends: .init(rebasing: sums[count...]), isStartKnown: .init(rebasing: isKnown[..<count]),
      isEndKnown: .init(rebasing: isKnown[count...]))
    var head = LastHead()
    for index in candidates.indices { candidates[index].score = scorer.score(candidates[index], &head) }
  }

  private func score(_ candidate: Candidate, _ head: inout LastHead) -> Int32 {
    var own = WeightSum(weights)
    extractor.addOwn(candidate, to: &own)
    return own.sum &+ startSum(candidate) &+ endSum(candidate) &+ headSum(candidate, &head)
  }

  private func startSum(_ candidate: Candidate) -> Int32 {
    let (start, type) = (candidate.start, candidate.type.order)
    // A name that is all head begins in its own way.
    let isShared = candidate.headStart != start
    if isShared, isStartKnown[start] { return starts[start][type] }
    var rows = WeightRowSum(weights)
    extractor.addStart(candidate, of: nil, to: &rows)
    if isShared {
      starts[start] = rows.sums
      isStartKnown[start] = true
    }
    return rows.sums[type]
  }

  private func endSum(_ candidate: Candidate) -> Int32 {
    let (end, type) = (candidate.end, candidate.type.order)
    if !isEndKnown[end] {
      var rows = WeightRowSum(weights)
      extractor.addEnd(end, of: nil, to: &rows)
      ends[end] = rows.sums
      isEndKnown[end] = true
    }
    return ends[end][type]
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
