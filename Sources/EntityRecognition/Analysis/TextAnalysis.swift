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
  /// Cheapest cost of the text up to a position, and from it to the end.
  let costBefore: Column<Int32>
  let costAfter: Column<Int32>
  /// Class and length of the last word of the cheapest path up to a position.
  let classBefore: Column<WordClass>
  let lengthBefore: Column<UInt8>
  /// Class and length of the first word of the cheapest path from a position.
  let classAfter: Column<WordClass>
  let lengthAfter: Column<UInt8>
  /// Hashes of these words.
  let wordBefore: Column<UInt16>
  let wordAfter: Column<UInt16>
  /// A bit for each length of a word or term that starts at a position, up to 32.
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
  /// Index of the first term that starts at a position or later.
  private let nextTerm: Column<Int32>

  struct TermHit {
    let start: Int
    let end: Int
    let terms: TermSet
    let term: UInt16
  }

  private struct Edge {
    let start: Int32
    let length: UInt8
    let wordClass: WordClass
    let cost: Int32
  }

  private static let divisionCost: Int32 = 64 * 10

  init(codes: [UInt32], lexicon: Lexicon, divisions: [DivisionHit]) {
    self.codes = Self.copy(codes)
    self.lexicon = lexicon
    self.divisions = Self.copy(divisions)
    func column<Element>(_ value: Element) -> Column<Element> {
      let column = Column<Element>.allocate(capacity: codes.count + 1)
      column.initialize(repeating: value)
      return column
    }
    costBefore = column(.max)
    costAfter = column(.max)
    classBefore = column(.symbol)
    classAfter = column(.symbol)
    lengthBefore = column(1)
    lengthAfter = column(1)
    wordBefore = column(0)
    wordAfter = column(0)
    wordLengths = column(0)
    endingTerms = column([])
    startingTerms = column([])
    roleLengthBefore = column(0)
    roleBefore = column(0)
    termAfter = column(0)
    unitLengthBefore = column(0)
    divisionBefore = column(0)
    divisionAfter = column(0)
    leftContexts = column(.paragraphStart)
    rightContexts = column(.textEnd)
    nextTerm = column(0)
    noteDivisions()
    findPathsBack(findPathsForward())
    for position in 0...codes.count {
      leftContexts[position] = leftContext(position)
      rightContexts[position] = rightContext(position)
      wordBefore[position] = UInt16(hash(from: max(0, position - Int(lengthBefore[position])), to: position))
      wordAfter[position] = UInt16(hash(from: position, to: min(codes.count, position + Int(lengthAfter[position]))))
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
    costBefore.deallocate()
    costAfter.deallocate()
    classBefore.deallocate()
    classAfter.deallocate()
    lengthBefore.deallocate()
    lengthAfter.deallocate()
    wordBefore.deallocate()
    wordAfter.deallocate()
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
    nextTerm.deallocate()
  }

  private func noteDivisions() {
    for hit in divisions {
      let mark = UInt8(1 + hit.level.order + (hit.isShort ? 8 : 0))
      if divisionBefore[hit.end] == 0 || !hit.isShort { divisionBefore[hit.end] = mark }
      if divisionAfter[hit.start] == 0 || !hit.isShort { divisionAfter[hit.start] = mark }
    }
  }

  /// Finds every word and term and the cheapest paths from the start; words come back as edges in the order of starts.
  private func findPathsForward() -> [Edge] {
    var edges: [Edge] = []
    edges.reserveCapacity(codes.count * 3)
    var found: [TermHit] = []
    let lexicon = lexicon
    var division = 0
    costBefore[0] = 0
    for start in 0..<codes.count {
      nextTerm[start] = Int32(found.count)
      lexicon.trie.prefetch(codes, at: start &+ 12)
      let base = costBefore[start]
      var lengths: UInt32 = 0
      lexicon.trie.forEachMatch(in: codes, at: start) { end, value in
        let word = lexicon.word(value)
        lengths |= 1 << UInt32(end - start - 1)
        add(start, end - start, word.wordClass, word.cost, base, to: &edges)
        if !word.terms.isEmpty {
          found.append(TermHit(start: start, end: end, terms: word.terms, term: word.term))
          note(word, start: start, end: end)
        }
      }
      wordLengths[start] = lengths
      if lengths & 1 == 0 {
        let isHan = (0x3400...0x9FFF).contains(codes[start]) || codes[start] >= 0x20000
        add(start, 1, isHan ? .unknown : .symbol, isHan ? Lexicon.unknownCost : 64 * 6, base, to: &edges)
      }
      while division < divisions.count && divisions[division].start == start {
        if let edge = edge(of: divisions[division]) { relaxBefore(edge, base) }
        division += 1
      }
    }
    nextTerm[codes.count] = Int32(found.count)
    terms = Self.copy(found)
    return edges
  }

  // A method, not a function inside the loop: that would check its access to `edges` at every call.
  @inline(__always)
  private func add(
    _ start: Int, _ length: Int, _ wordClass: WordClass, _ cost: Int32, _ base: Int32, to edges: inout [Edge]
  ) {
    let edge = Edge(start: Int32(start), length: UInt8(length), wordClass: wordClass, cost: cost)
    relaxBefore(edge, base)
    edges.append(edge)
  }

  /// The cheapest paths to the end.
  private func findPathsBack(_ edges: [Edge]) {
    costAfter[codes.count] = 0
    var next = edges.count - 1
    var division = divisions.count - 1
    var start = codes.count
    // Plain counting: an iterator over strides is not taken apart.
    while start > 0 {
      start -= 1
      while next >= 0 && Int(edges[next].start) == start {
        relaxAfter(edges[next])
        next -= 1
      }
      while division >= 0 && divisions[division].start == start {
        if let edge = edge(of: divisions[division]) { relaxAfter(edge) }
        division -= 1
      }
    }
  }

  /// A division counts as a word, but for a short form away from home.
  @inline(__always)
  private func edge(of hit: DivisionHit) -> Edge? {
    guard !hit.isShort || hit.isAtHome else { return nil }
    return Edge(
      start: Int32(hit.start), length: UInt8(min(255, hit.end - hit.start)), wordClass: .division,
      cost: Self.divisionCost)
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

  @inline(__always)
  private func relaxBefore(_ edge: Edge, _ base: Int32) {
    let end = Int(edge.start) + Int(edge.length)
    let cost = base &+ edge.cost
    guard cost < costBefore[end] else { return }
    costBefore[end] = cost
    classBefore[end] = edge.wordClass
    lengthBefore[end] = edge.length
  }

  @inline(__always)
  private func relaxAfter(_ edge: Edge) {
    let start = Int(edge.start)
    let cost = costAfter[start + Int(edge.length)] &+ edge.cost
    guard cost < costAfter[start] else { return }
    costAfter[start] = cost
    classAfter[start] = edge.wordClass
    lengthAfter[start] = edge.length
  }

  // MARK: Questions

  /// Hash of a few letters in twelve bits.
  @inline(__always)
  func hash(from start: Int, to end: Int) -> Int {
    var key = PageNames.emptyKey
    var position = start
    while position < end {
      key = PageNames.extend(key, by: codes[position])
      position += 1
    }
    return Int(truncatingIfNeeded: key >> 20 & 4095)
  }

  /// Terms that start in a range, in order.
  @inline(__always)
  func terms(startingIn range: Range<Int>) -> Slice<UnsafeBufferPointer<TermHit>> {
    terms[Int(nextTerm[range.lowerBound])..<Int(nextTerm[range.upperBound])]
  }

  /// Whether a range may be a word or term; false where it is none.
  @inline(__always)
  func isWord(_ start: Int, _ end: Int) -> Bool {
    end - start > 32 || wordLengths[start] >> UInt32(end - start - 1) & 1 != 0
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
    costBefore[position] &+ costAfter[position] &- costAfter[0]
  }

  /// Whether the cheapest path has a word border at a position.
  @inline(__always)
  func isBorder(_ position: Int) -> Bool { borderCost(position) == 0 }

  /// What it costs more than the cheapest path to read a range as one name of the given cost.
  @inline(__always)
  func extraCost(_ start: Int, _ end: Int, nameCost: Int32) -> Int32 {
    costBefore[start] &+ nameCost &+ costAfter[end] &- costAfter[0]
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
