import EntityModel

/// What the first choice on a page says of each name, for a second look: a name chosen in one report is likelier in the
/// next, and one that a longer chosen name covers elsewhere is likelier cut too short.
///
/// The idea is that of a second stage over the output of the first (Krishnan and Manning 2006).
struct PageConsensus {
  private let names: PageNames
  /// By the number of a name, what is counted, and the type.
  private var counts: [UInt8]
  /// The keys of chosen names, and their first two letters. Few names are chosen: most that are asked for are none.
  private var chosenKeys = KeyFilter()
  private var chosenStarts = KeyFilter()

  /// What is counted of a name as one of a type.
  private enum Row {
    /// How often it was chosen, scored above 0, and far above.
    static let chosen = 0
    static let positive = 4
    static let strong = 8
    /// How often a chosen name begins and ends with it.
    static let beginnings = 12
    static let endings = 16
    static let width = 32
  }

  init(names: PageNames) {
    self.names = names
    counts = [UInt8](repeating: 0, count: names.count * Row.width)
  }

  /// Notes the candidates of an article, scored, and which of them were chosen, by index.
  mutating func note(_ candidates: [Candidate], chosen indices: [Int], in codes: UnsafeBufferPointer<UInt32>) {
    for candidate in candidates where candidate.score > 0 {
      let place = Self.place(candidate)
      increment(place + Row.positive)
      if candidate.score > Self.strongScore { increment(place + Row.strong) }
    }
    for index in indices {
      let candidate = candidates[index]
      increment(Self.place(candidate) + Row.chosen)
      chosenKeys.insert(PageNames.key(of: codes, candidate.start, candidate.end))
      var others = codes[candidate.start..<candidate.end].lazy.filter { $0 != 0x20 }.makeIterator()
      chosenStarts.insert(KeyFilter.pair(others.next() ?? 0, others.next() ?? 0))
      Self.forEachBeginning(candidate, in: codes, below: .max) { key in
        if let place = place(key, candidate.type) { increment(place + Row.beginnings) }
      }
      Self.forEachEnding(candidate, in: codes, below: .max) { key in
        if let place = place(key, candidate.type) { increment(place + Row.endings) }
      }
    }
  }

  private mutating func increment(_ place: Int) { counts[place] = min(200, counts[place] + 1) }

  /// Numbers of the features of a candidate that may still be chosen, under ``featureSpace``; none for a hopeless one.
  /// - Parameter isChosen: whether the first choice took it.
  @inline(__always)
  func forEachFeature(
    _ candidate: Candidate, isChosen: Bool, in codes: UnsafeBufferPointer<UInt32>, _ body: (Int) -> Void
  ) {
    guard candidate.score > Self.hopelessScore else { return }
    let own = Int(min(15, max(0, (candidate.score - Self.hopelessScore) / 128)))
    let place = Self.place(candidate)
    let mine = isChosen ? 1 : 0
    let chosenElsewhere = min(3, Int(counts[place + Row.chosen]) - mine)
    let positiveElsewhere = min(3, Int(counts[place + Row.positive]) - (candidate.score > 0 ? 1 : 0))
    let strongElsewhere = min(3, Int(counts[place + Row.strong]) - (candidate.score > Self.strongScore ? 1 : 0))
    var otherTypes = -Int(counts[place + Row.chosen])
    let row = place - candidate.type.order
    for type in 0..<4 { otherTypes += Int(counts[row + type]) }
    let (shorterStart, shorterEnd) = shorter(candidate, codes)
    let covered = min(3, Int(counts[place + Row.beginnings])) * 4 + min(3, Int(counts[place + Row.endings]))
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
    guard candidate.end - candidate.start > 2 else { return (0, 0) }
    if mayStartChosen(candidate.start, codes) {
      Self.forEachBeginning(candidate, in: codes, below: 12) { key in
        if chosenKeys.mayHold(key), let place = place(key, candidate.type) { start += Int(counts[place + Row.chosen]) }
      }
    }
    Self.forEachEnding(candidate, in: codes, below: 12) { key in
      if chosenKeys.mayHold(key), let place = place(key, candidate.type) { end += Int(counts[place + Row.chosen]) }
    }
    return (start, end)
  }

  /// Whether a chosen name may have the two letters at a position first.
  @inline(__always)
  private func mayStartChosen(_ position: Int, _ codes: UnsafeBufferPointer<UInt32>) -> Bool {
    let (first, second) = (codes[position], codes[position &+ 1])
    return first == 0x20 || second == 0x20 || chosenStarts.mayHold(KeyFilter.pair(first, second))
  }

  /// Where the counts of a name as one of a type begin.
  private static func place(_ candidate: Candidate) -> Int {
    Int(candidate.name) * Row.width + candidate.type.order
  }

  @inline(__always)
  private func place(_ key: UInt64, _ type: EntityType) -> Int? {
    names.find(key).map { $0 * Row.width + type.order }
  }

  /// The keys of what a candidate begins with: two code points and more, fewer than it has and than a limit.
  @inline(__always)
  private static func forEachBeginning(
    _ candidate: Candidate, in codes: UnsafeBufferPointer<UInt32>, below limit: Int, _ body: (UInt64) -> Void
  ) {
    for length in stride(from: 2, to: min(limit, candidate.end - candidate.start), by: 1) {
      body(PageNames.key(of: codes, candidate.start, candidate.start + length))
    }
  }

  /// The keys of what it ends with.
  @inline(__always)
  private static func forEachEnding(
    _ candidate: Candidate, in codes: UnsafeBufferPointer<UInt32>, below limit: Int, _ body: (UInt64) -> Void
  ) {
    var key = LetterHash.extend(LetterHash.empty, by: codes[candidate.end - 1])
    for length in stride(from: 2, to: min(limit, candidate.end - candidate.start), by: 1) {
      key = LetterHash.extend(key, by: codes[candidate.end - length])
      body(key)
    }
  }

  private static let strongScore: Int32 = 600
  private static let hopelessScore: Int32 = -1000
  private static let templates = 6
  static let featureSpace = EntityType.allCases.count * templates * 256
}
