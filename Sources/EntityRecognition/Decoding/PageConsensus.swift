import EntityModel

/// What the first choice on a page says of each name, for a second look: a name chosen in one report is likelier in the
/// next, and one that a longer chosen name covers elsewhere is likelier cut too short.
///
/// The idea is that of a second stage over the output of the first (Krishnan and Manning 2006).
struct PageConsensus {
  private var chosen = KeyedLevels()
  private var positive = KeyedLevels()
  private var strong = KeyedLevels()
  private var beginnings = KeyedLevels()
  private var endings = KeyedLevels()

  /// Notes the candidates of an article, scored, and which of them were chosen, by index.
  mutating func note(_ candidates: [Candidate], chosen indices: [Int], in codes: UnsafeBufferPointer<UInt32>) {
    for candidate in candidates where candidate.score > 0 {
      let key = Self.key(candidate)
      positive.increment(key)
      if candidate.score > Self.strongScore { strong.increment(key) }
    }
    for index in indices {
      let candidate = candidates[index]
      chosen.increment(Self.key(candidate))
      for length in stride(from: 2, to: candidate.end - candidate.start, by: 1) {
        beginnings.increment(Self.key(codes[candidate.start..<(candidate.start + length)], candidate.type))
        endings.increment(Self.key(codes[(candidate.end - length)..<candidate.end], candidate.type))
      }
    }
  }

  /// Numbers of the features of a candidate that may still be chosen, under ``featureSpace``; none for a hopeless one.
  /// - Parameter isChosen: whether the first choice took it.
  func forEachFeature(
    _ candidate: Candidate, isChosen: Bool, in codes: UnsafeBufferPointer<UInt32>, _ body: (Int) -> Void
  ) {
    guard candidate.score > Self.hopelessScore else { return }
    let own = Int(min(15, max(0, (candidate.score - Self.hopelessScore) / 128)))
    let key = Self.key(candidate)
    let mine = isChosen ? 1 : 0
    let chosenElsewhere = min(3, Int(chosen[key]) - mine)
    let positiveElsewhere = min(3, Int(positive[key]) - (candidate.score > 0 ? 1 : 0))
    let strongElsewhere = min(3, Int(strong[key]) - (candidate.score > Self.strongScore ? 1 : 0))
    var otherTypes = 0
    for type in EntityType.allCases where type != candidate.type {
      otherTypes += Int(chosen[candidate.key &+ UInt64(type.order)])
    }
    let (shorterStart, shorterEnd) = shorter(candidate, codes)
    let covered = min(3, Int(beginnings[key])) * 4 + min(3, Int(endings[key]))
    func add(_ template: Int, _ value: Int) {
      body(((candidate.type.order * Self.templates + template) * 16 + own) * 16 + value)
    }
    add(0, mine)
    add(1, chosenElsewhere)
    add(2, positiveElsewhere * 4 + strongElsewhere)
    add(3, min(3, otherTypes))
    add(4, covered)
    add(5, min(3, shorterStart) * 4 + min(3, shorterEnd))
  }

  /// How many chosen names the candidate begins and ends with.
  private func shorter(_ candidate: Candidate, _ codes: UnsafeBufferPointer<UInt32>) -> (start: Int, end: Int) {
    var (start, end) = (0, 0)
    for length in stride(from: 2, to: min(12, candidate.end - candidate.start), by: 1) {
      start += Int(chosen[Self.key(codes[candidate.start..<(candidate.start + length)], candidate.type)])
      end += Int(chosen[Self.key(codes[(candidate.end - length)..<candidate.end], candidate.type)])
    }
    return (start, end)
  }

  private static func key(_ candidate: Candidate) -> UInt64 { candidate.key &+ UInt64(candidate.type.order) }

  private static func key(_ letters: Slice<UnsafeBufferPointer<UInt32>>, _ type: EntityType) -> UInt64 {
    NameSupport.key(letters) &+ UInt64(type.order)
  }

  private static let strongScore: Int32 = 600
  private static let hopelessScore: Int32 = -1000
  private static let templates = 6
  static let featureSpace = EntityType.allCases.count * templates * 256
}
