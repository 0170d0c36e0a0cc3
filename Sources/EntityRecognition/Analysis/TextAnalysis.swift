import EntityModel

/// A division that the gazetteer finds in a text.
struct DivisionHit {
  let start: Int
  let end: Int
  let level: PlaceLevel
  /// Whether the name is short (金乡 for 金乡县).
  let isShort: Bool
  /// Whether the text's own districts hold it: its county, or it is one of them.
  var isAtHome: Bool
}

/// What is known of a text before names are sought: its best division into words, and the terms and divisions in it.
///
/// Costs are -64 · ln(probability) of a unigram model; the best division into words is the cheapest path.
///
/// The columns below are read many times a character. They are buffers that the analysis owns and frees, not arrays:
/// an array that a class holds is checked for exclusive access and counted at every use.
final class TextAnalysis {
  /// One element a position of the text, the end included.
  typealias Column<Element> = UnsafeMutableBufferPointer<Element>

  let codes: UnsafeBufferPointer<UInt32>
  let lexicon: Lexicon
  /// Cheapest path up to a position, and its last word.
  private let before: Column<PathStep>
  /// Cheapest path from a position to the end, and its first word.
  private let after: Column<PathStep>
  /// A bit for each length of a word or term that starts at a position, up to `Lexicon.longestWord`.
  private let wordLengths: Column<UInt32>
  /// Terms in the order of their starts.
  private(set) var terms = UnsafeBufferPointer<TermHit>(start: nil, count: 0)
  /// Terms that end or start at a position, and the longest of each kind.
  let endingTerms: Column<TermSet>
  let startingTerms: Column<TermSet>
  let roleLengthBefore: Column<UInt8>
  let roleBefore: Column<UInt16>
  let termAfter: Column<UInt16>
  let unitLengthBefore: Column<UInt8>
  let divisions: UnsafeBufferPointer<DivisionHit>
  /// 1 + level of the longest division that ends or starts at a position; 0 where none.
  let divisionBefore: Column<UInt8>
  let divisionAfter: Column<UInt8>
  /// What `left(_:)` and `right(_:)` answer.
  private let leftContexts: Column<LeftContext>
  private let rightContexts: Column<RightContext>
  /// Where names may begin, and what they do not reach across.
  let nameReaches: Column<NameReach>
  /// Index of the first term that starts at a position or later.
  private let nextTerm: Column<Int32>

  struct TermHit {
    let start: Int
    let end: Int
    let terms: TermSet
    let term: UInt16
  }

  private static let divisionCost: Int32 = 64 * 10

  init(codes: [UInt32], lexicon: Lexicon, divisions: [DivisionHit]) {
    self.codes = Self.copy(codes)
    self.lexicon = lexicon
    self.divisions = Self.copy(divisions)
    func column<Element: BitwiseCopyable>() -> Column<Element> { .allocate(capacity: codes.count + 1) }
    func column<Element: BitwiseCopyable>(_ value: Element) -> Column<Element> {
      let column: Column<Element> = column()
      column.initialize(repeating: value)
      return column
    }
    before = column(.unreached)
    // Every element of these is written below.
    after = column()
    wordLengths = column()
    nextTerm = column()
    leftContexts = column()
    rightContexts = column()
    nameReaches = column()
    endingTerms = column([])
    startingTerms = column([])
    roleLengthBefore = column(0)
    roleBefore = column(0)
    termAfter = column(0)
    unitLengthBefore = column(0)
    divisionBefore = column(0)
    divisionAfter = column(0)
    noteDivisions()
    let (words, firsts) = findPathsForward()
    findPathsBack(words, firsts)
    for position in 0...codes.count {
      leftContexts[position] = leftContext(position)
      rightContexts[position] = rightContext(position)
      nameReaches[position] = position < codes.count ? nameReach(position) : []
    }
  }

  private static func copy<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let copy = Column<Element>.allocate(capacity: elements.count)
    _ = copy.initialize(from: elements)
    return UnsafeBufferPointer(copy)
  }

  deinit {
    codes.deallocate()
    terms.deallocate()
    divisions.deallocate()
    before.deallocate()
    after.deallocate()
    wordLengths.deallocate()
    endingTerms.deallocate()
    startingTerms.deallocate()
    roleLengthBefore.deallocate()
    roleBefore.deallocate()
    termAfter.deallocate()
    unitLengthBefore.deallocate()
    divisionBefore.deallocate()
    divisionAfter.deallocate()
    leftContexts.deallocate()
    rightContexts.deallocate()
    nameReaches.deallocate()
    nextTerm.deallocate()
  }

  private func noteDivisions() {
    for hit in divisions {
      let mark = UInt8(1 + hit.level.order + (hit.isShort ? 8 : 0))
      if divisionBefore[hit.end] == 0 || !hit.isShort { divisionBefore[hit.end] = mark }
      if divisionAfter[hit.start] == 0 || !hit.isShort { divisionAfter[hit.start] = mark }
    }
  }

  /// Finds every word and term and the cheapest paths from the start.
  /// - Returns: the words in the order of their starts, and the index of the first one that starts at a position or later.
  private func findPathsForward() -> (words: Column<PathStep>, firsts: Column<Int32>) {
    var words = Column<PathStep>.allocate(capacity: codes.count * 2 + Self.wordsAtStart)
    var count = 0
    let firsts = Column<Int32>.allocate(capacity: codes.count + 1)
    var found: [TermHit] = []
    let lexicon = lexicon
    var division = 0
    before[0] = .origin
    for start in 0..<codes.count {
      if count + Self.wordsAtStart > words.count { words = Self.grown(words, count) }
      firsts[start] = Int32(truncatingIfNeeded: count)
      nextTerm[start] = Int32(truncatingIfNeeded: found.count)
      lexicon.trie.prefetch(codes, at: start &+ 12)
      let base = before[start].cost
      var lengths: UInt32 = 0
      lexicon.trie.forEachMatch(in: codes, at: start) { end, value, hash in
        let word = lexicon.word(value)
        let length = end &- start
        lengths |= 1 &<< UInt32(truncatingIfNeeded: length &- 1)
        let step = PathStep(cost: word.cost, length: length, wordClass: word.wordClass, hash: Self.short(hash))
        words[count] = step
        count &+= 1
        before[end] = before[end].cheaper(step.adding(base))
        if !word.terms.isEmpty {
          found.append(TermHit(start: start, end: end, terms: word.terms, term: word.term))
          note(word, start: start, end: end)
        }
      }
      wordLengths[start] = lengths
      if lengths & 1 == 0 {
        let step = single(codes[start])
        words[count] = step
        count &+= 1
        before[start + 1] = before[start + 1].cheaper(step.adding(base))
      }
      while division < divisions.count && divisions[division].start == start {
        let hit = divisions[division]
        if let step = step(of: hit) { before[hit.end] = before[hit.end].cheaper(step.adding(base)) }
        division += 1
      }
    }
    firsts[codes.count] = Int32(count)
    nextTerm[codes.count] = Int32(found.count)
    wordLengths[codes.count] = 0
    terms = Self.copy(found)
    return (words, firsts)
  }

  /// Most words that can start at a position: one of each length, and the character.
  private static let wordsAtStart = Lexicon.longestWord + 1

  private static func grown(_ words: Column<PathStep>, _ count: Int) -> Column<PathStep> {
    let larger = Column<PathStep>.allocate(capacity: words.count * 2)
    _ = larger.initialize(from: words[..<count])
    words.deallocate()
    return larger
  }

  /// The cheapest paths to the end. Frees what it is given.
  private func findPathsBack(_ words: Column<PathStep>, _ firsts: Column<Int32>) {
    after[codes.count] = .origin
    var division = divisions.count - 1
    var start = codes.count
    var next = Int(firsts[start])
    // Plain counting: an iterator over strides is not taken apart.
    while start > 0 {
      start &-= 1
      var best = PathStep.unreached
      while next > Int(firsts[start]) {
        next &-= 1
        best = best.cheaper(words[next].adding(after[start &+ words[next].length].cost))
      }
      while division >= 0 && divisions[division].start == start {
        let hit = divisions[division]
        if let step = step(of: hit) { best = best.cheaper(step.adding(after[hit.end].cost)) }
        division -= 1
      }
      after[start] = best
    }
    words.deallocate()
    firsts.deallocate()
  }

  /// A character that no word covers.
  private func single(_ code: UInt32) -> PathStep {
    let isHan = (0x3400...0x9FFF).contains(code) || code >= 0x20000
    return PathStep(
      cost: isHan ? Lexicon.unknownCost : 64 * 6, length: 1, wordClass: isHan ? .unknown : .symbol,
      hash: Self.short(LetterHash.extend(LetterHash.empty, by: code)))
  }

  /// A division counts as a word, but for a short form away from home.
  @inline(__always)
  private func step(of hit: DivisionHit) -> PathStep? {
    guard !hit.isShort || hit.isAtHome else { return nil }
    return PathStep(
      cost: Self.divisionCost, length: hit.end - hit.start, wordClass: .division,
      hash: UInt16(hash(from: hit.start, to: hit.end)))
  }

  @inline(__always)
  private func note(_ word: Lexicon.Word, start: Int, end: Int) {
    endingTerms[end].formUnion(word.terms)
    startingTerms[start].formUnion(word.terms)
    termAfter[start] = word.term
    let length = UInt8(end - start)
    if word.terms.contains(.role), length > roleLengthBefore[end] {
      roleLengthBefore[end] = length
      roleBefore[end] = word.term
    }
    if word.terms.contains(.unit), length > unitLengthBefore[end] { unitLengthBefore[end] = length }
  }

  // MARK: Questions

  /// The last word of the cheapest path up to a position: its class, its length, and its hash; 1 at the start of the text.
  @inline(__always)
  func classBefore(_ position: Int) -> WordClass { before[position].wordClass }
  @inline(__always)
  func lengthBefore(_ position: Int) -> Int { before[position].length }
  @inline(__always)
  func wordBefore(_ position: Int) -> Int { position > 0 ? Int(before[position].hash) : 1 }

  /// The first word of the cheapest path from a position: its class, its length, and its hash; 1 at the end of the text.
  @inline(__always)
  func classAfter(_ position: Int) -> WordClass { after[position].wordClass }
  @inline(__always)
  func lengthAfter(_ position: Int) -> Int { after[position].length }
  @inline(__always)
  func wordAfter(_ position: Int) -> Int { position < codes.count ? Int(after[position].hash) : 1 }

  /// Hash of a few letters in twelve bits.
  @inline(__always)
  func hash(from start: Int, to end: Int) -> Int {
    var hash = LetterHash.empty
    var position = start
    while position < end {
      hash = LetterHash.extend(hash, by: codes[position])
      position += 1
    }
    return Int(Self.short(hash))
  }

  /// Twelve bits of a hash.
  @inline(__always)
  private static func short(_ hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: hash >> 20 & 4095) }

  /// Terms that start in a range, in order.
  @inline(__always)
  func terms(startingIn range: Range<Int>) -> Slice<UnsafeBufferPointer<TermHit>> {
    terms[Int(nextTerm[range.lowerBound])..<Int(nextTerm[range.upperBound])]
  }

  /// Whether a range may be a word or term; false where it is none.
  @inline(__always)
  func isWord(_ start: Int, _ end: Int) -> Bool {
    end - start > Lexicon.longestWord || wordLengths[start] >> UInt32(end - start - 1) & 1 != 0
  }

  /// What stands directly before a position.
  @inline(__always)
  func left(_ position: Int) -> LeftContext { leftContexts[position] }

  /// What stands directly after a position.
  @inline(__always)
  func right(_ position: Int) -> RightContext {
    position < codes.count ? rightContexts[position] : .textEnd
  }

  /// What it costs more than the cheapest path to have a word border at a position; 0 on the cheapest path.
  @inline(__always)
  func borderCost(_ position: Int) -> Int32 {
    before[position].cost &+ after[position].cost &- after[0].cost
  }

  /// Whether the cheapest path has a word border at a position.
  @inline(__always)
  func isBorder(_ position: Int) -> Bool { borderCost(position) == 0 }

  /// What it costs more than the cheapest path to read a range as one name of the given cost.
  @inline(__always)
  func extraCost(_ start: Int, _ end: Int, nameCost: Int32) -> Int32 {
    before[start].cost &+ nameCost &+ after[end].cost &- after[0].cost
  }

  @inline(__always)
  func isHan(_ position: Int) -> Bool {
    position >= 0 && position < codes.count && (0x3400...0x9FFF).contains(codes[position])
  }

  @inline(__always)
  func code(_ position: Int) -> UInt32 { position >= 0 && position < codes.count ? codes[position] : 0x0A }
}

extension PlaceLevel {
  /// 0 for a province to 5 for a site.
  var order: Int {
    switch self {
    case .province: 0
    case .prefecture: 1
    case .county: 2
    case .township: 3
    case .village: 4
    case .site: 5
    }
  }
}
