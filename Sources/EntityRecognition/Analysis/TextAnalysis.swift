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
final class TextAnalysis {
  let codes: [UInt32]
  let lexicon: Lexicon
  /// Cheapest cost of the text up to a position, and from it to the end. One more than `codes`.
  private(set) var costBefore: [Int32]
  private(set) var costAfter: [Int32]
  /// Class and length of the last word of the cheapest path up to a position.
  private(set) var classBefore: [WordClass]
  private(set) var lengthBefore: [UInt8]
  /// Class and length of the first word of the cheapest path from a position.
  private(set) var classAfter: [WordClass]
  private(set) var lengthAfter: [UInt8]
  /// Terms that end or start at a position, and the longest of each kind.
  private(set) var terms: [TermHit] = []
  private(set) var endingTerms: [TermSet]
  private(set) var startingTerms: [TermSet]
  private(set) var roleLengthBefore: [UInt8]
  private(set) var roleBefore: [UInt16]
  private(set) var termAfter: [UInt16]
  private(set) var unitLengthBefore: [UInt8]
  let divisions: [DivisionHit]
  /// 1 + level of the longest division that ends or starts at a position; 0 where none.
  private(set) var divisionBefore: [UInt8]
  private(set) var divisionAfter: [UInt8]

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

  init(codes: [UInt32], lexicon: Lexicon, divisions: [DivisionHit]) {
    self.codes = codes
    self.lexicon = lexicon
    self.divisions = divisions
    let count = codes.count + 1
    costBefore = [Int32](repeating: .max, count: count)
    costAfter = [Int32](repeating: .max, count: count)
    classBefore = [WordClass](repeating: .symbol, count: count)
    classAfter = [WordClass](repeating: .symbol, count: count)
    lengthBefore = [UInt8](repeating: 1, count: count)
    lengthAfter = [UInt8](repeating: 1, count: count)
    endingTerms = [TermSet](repeating: [], count: count)
    startingTerms = [TermSet](repeating: [], count: count)
    roleLengthBefore = [UInt8](repeating: 0, count: count)
    roleBefore = [UInt16](repeating: 0, count: count)
    termAfter = [UInt16](repeating: 0, count: count)
    unitLengthBefore = [UInt8](repeating: 0, count: count)
    divisionBefore = [UInt8](repeating: 0, count: count)
    divisionAfter = [UInt8](repeating: 0, count: count)
    noteDivisions()
    let edges = scan()
    findCheapestPaths(edges)
  }

  private func noteDivisions() {
    for hit in divisions {
      let mark = UInt8(1 + hit.level.order + (hit.isShort ? 8 : 0))
      if divisionBefore[hit.end] == 0 || !hit.isShort { divisionBefore[hit.end] = mark }
      if divisionAfter[hit.start] == 0 || !hit.isShort { divisionAfter[hit.start] = mark }
    }
  }

  /// Finds every word and term; the words come back as edges in the order of their starts.
  private func scan() -> [Edge] {
    var edges: [Edge] = []
    edges.reserveCapacity(codes.count * 3)
    let words = lexicon.words
    codes.withUnsafeBufferPointer { codes in
      words.withUnsafeBufferPointer { words in
        for start in 0..<codes.count {
          var hasSingle = false
          lexicon.trie.forEachMatch(in: codes, at: start) { end, value in
            let word = words[Int(value)]
            let length = end - start
            if length == 1 { hasSingle = true }
            edges.append(
              Edge(start: Int32(start), length: UInt8(length), wordClass: word.wordClass, cost: word.cost))
            if !word.terms.isEmpty { note(word, start: start, end: end) }
          }
          if !hasSingle {
            let isHan = (0x3400...0x9FFF).contains(codes[start]) || codes[start] >= 0x20000
            edges.append(
              Edge(
                start: Int32(start), length: 1, wordClass: isHan ? .unknown : .symbol,
                cost: isHan ? Lexicon.unknownCost : 64 * 6))
          }
        }
      }
    }
    return edges
  }

  @inline(__always)
  private func note(_ word: Lexicon.Word, start: Int, end: Int) {
    terms.append(TermHit(start: start, end: end, terms: word.terms, term: word.term))
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

  private func findCheapestPaths(_ edges: [Edge]) {
    let divisionCost: Int32 = 64 * 10
    costBefore[0] = 0
    var next = 0
    var division = 0
    let sorted = divisions
    for start in 0..<codes.count {
      let base = costBefore[start]
      while next < edges.count && Int(edges[next].start) == start {
        relaxBefore(edges[next], base)
        next += 1
      }
      while division < sorted.count && sorted[division].start < start { division += 1 }
      var hit = division
      while hit < sorted.count && sorted[hit].start == start {
        if !sorted[hit].isShort || sorted[hit].isAtHome {
          let length = UInt8(min(255, sorted[hit].end - start))
          relaxBefore(Edge(start: Int32(start), length: length, wordClass: .division, cost: divisionCost), base)
        }
        hit += 1
      }
    }
    costAfter[codes.count] = 0
    next = edges.count - 1
    var last = sorted.count - 1
    for start in stride(from: codes.count - 1, through: 0, by: -1) {
      while next >= 0 && Int(edges[next].start) == start {
        relaxAfter(edges[next])
        next -= 1
      }
      while last >= 0 && sorted[last].start == start {
        if !sorted[last].isShort || sorted[last].isAtHome {
          let length = UInt8(min(255, sorted[last].end - start))
          relaxAfter(Edge(start: Int32(start), length: length, wordClass: .division, cost: divisionCost))
        }
        last -= 1
      }
    }
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
