import EntityModel

/// Turns what surrounds and makes up a candidate into features of the linear model.
///
/// The features of a candidate are those of its start, of its end, of its head and its own. Many candidates share a start,
/// an end or a head; who only sums weights does so once for all of them, see `CandidateScorer`.
struct FeatureExtractor {
  let analysis: TextAnalysis
  /// Number of elements of the text that are heading.
  let headingLength: Int
  let isPageHead: Bool
  /// The numbers of the names of the page, and how well it supports each.
  let names: PageNames
  let support: NameSupport
  /// Where candidates with support end and start.
  let sides: CandidateSides

  /// All features of a candidate.
  func add(_ candidate: Candidate, to sink: inout some FeatureSink) {
    addStart(candidate, of: candidate.type, to: &sink)
    addEnd(candidate.end, of: candidate.type, to: &sink)
    addHead(candidate, to: &sink)
    addOwn(candidate, to: &sink)
  }

  /// Features that hang on the type, the start and whether the candidate is all head.
  /// - Parameter asked: the type; nil for those of all types, for a sink that does not tell types apart.
  @inline(__always)
  func addStart(_ candidate: Candidate, of asked: EntityType?, to sink: inout some FeatureSink) {
    let (type, start) = (asked ?? .unit, candidate.start)
    let left = analysis.left(start).rawValue
    sink.add(type, .left, left)
    sink.add(type, .heading, (start < headingLength ? 1 : 0) + (isPageHead ? 2 : 0))
    sink.add(type, .leftWord, analysis.wordBefore(start))
    sink.add(type, .leftCode, Int(analysis.code(start - 1) & 4095))
    let before = start - analysis.lengthBefore(start)
    sink.add(type, .leftPair, analysis.wordBefore(start) &* 31 &+ (before > 0 ? analysis.wordBefore(before) : 0))
    if asked == nil || asked == .person { sink.add(.person, .roleBefore, Int(analysis.roleBefore[start])) }
    guard asked != .person else { return }
    let first = startKind(candidate)
    sink.add(type, .startKind, first)
    sink.add(type, .startLeft, first * 32 + left)
    sink.add(type, .firstCode, Int(analysis.codes[start] & 4095))
    sink.add(type, .firstWord, analysis.wordAfter(start))
  }

  /// Features that hang on the type and the end.
  /// - Parameter asked: as above.
  @inline(__always)
  func addEnd(_ end: Int, of asked: EntityType?, to sink: inout some FeatureSink) {
    let type = asked ?? .unit
    sink.add(type, .right, analysis.right(end).rawValue)
    sink.add(type, .termAfter, Int(analysis.termAfter[end]))
    sink.add(type, .rightWord, analysis.wordAfter(end))
    sink.add(type, .rightCode, Int(analysis.code(end) & 4095))
    let after = end + analysis.lengthAfter(end)
    sink.add(type, .rightPair, analysis.wordAfter(end) &* 31 &+ analysis.wordAfter(after))
    if asked == nil || asked == .person { sink.add(.person, .lastCode, Int(analysis.codes[end - 1] & 4095)) }
  }

  /// Features that hang on the type, the head, its start and its end.
  func addHead(_ candidate: Candidate, to sink: inout some FeatureSink) {
    guard candidate.type != .person else { return }
    sink.add(candidate.type, .head, Int(candidate.head))
    sink.add(candidate.type, .headRight, Int(candidate.head) * 3 &+ rightGroup(candidate.end))
    sink.add(candidate.type, .wordBeforeHead, analysis.wordBefore(candidate.headStart))
  }

  /// Features of the candidate as a whole.
  func addOwn(_ candidate: Candidate, to sink: inout some FeatureSink) {
    addShared(candidate, to: &sink)
    switch candidate.type {
    case .person: addPerson(candidate, to: &sink)
    case .unit, .place: addHeaded(candidate, to: &sink)
    case .programme:
      addHeaded(candidate, to: &sink)
      addProgramme(candidate, to: &sink)
    }
  }

  // MARK: Shared

  private func addShared(_ candidate: Candidate, to sink: inout some FeatureSink) {
    let type = candidate.type
    let kind = Int(candidate.kind.rawValue)
    let left = analysis.left(candidate.start).rawValue
    let right = analysis.right(candidate.end).rawValue
    sink.add(type, .kind, kind)
    sink.add(type, .context, left * 32 + right)
    sink.add(type, .kindLeft, kind * 32 + left)
    sink.add(type, .kindRight, kind * 32 + right)
    sink.add(
      type, .borders,
      bucket(analysis.borderCost(candidate.start)) * 8 + bucket(analysis.borderCost(candidate.end)))
    sink.add(type, .repetition, kind * 8 + support.level(candidate))
    let neighbours = neighbours(candidate)
    if neighbours != 0 { sink.add(type, .neighbours, neighbours) }
  }

  /// Whether names stand on the other side of a list mark, 和 or a blank: 张善云和邵作庆.
  private func neighbours(_ candidate: Candidate) -> Int {
    let type = candidate.type
    var value = 0
    if analysis.code(candidate.start - 1).isJoint {
      value = Int(sides.ending(at: candidate.start - 1, type))
    }
    if analysis.code(candidate.end).isJoint { value += 4 * Int(sides.starting(at: candidate.end + 1, type)) }
    return value
  }

  private func bucket(_ cost: Int32) -> Int {
    if cost < 1 { return 0 }
    // Steps of 128, so that the compiler makes a table of it.
    switch cost >> 7 {
    case 0: return 1
    case 1: return 2
    case 2: return 3
    case 3: return 4
    case 4, 5: return 5
    case 6, 7, 8: return 6
    default: return 7
    }
  }

  // MARK: Persons

  private func addPerson(_ candidate: Candidate, to sink: inout some FeatureSink) {
    let codes = analysis.codes
    let (start, end) = (candidate.start, candidate.end)
    let extra = analysis.extraCost(start, end, nameCost: analysis.nameCost(start, end))
    let step = max(0, min(31, Int(extra) / 64 + 12))
    let surname = Int(analysis.lexicon.surnameClass(codes[start]))
    sink.add(.person, .nameCost, step * 16 + min(3, surname) * 4 + min(3, end - start - 2))
    let word = analysis.isWord(start, end) ? analysis.lexicon.trie.value(of: codes[start..<end]) : nil
    let wordClass = word.map { Int(analysis.lexicon.word($0).wordClass.rawValue) + 1 } ?? 0
    if let word {
      // A frequent word is a name only where much speaks for it.
      let rarity = min(15, Int(analysis.lexicon.word(word).cost) / 64)
      let level = support.level(candidate)
      sink.add(.person, .wordCost, (wordClass * 16 + rarity) * 4 + min(3, level))
    }
    sink.add(.person, .wordLeft, wordClass * 32 + analysis.left(start).rawValue)
    sink.add(.person, .innerWords, innerShape(start, end))
    sink.add(.person, .listing, listing(candidate))
    sink.add(.person, .rival, rival(candidate, extra))
    if end - start >= 2 { sink.add(.person, .lastTwo, analysis.hash(from: end - 2, to: end)) }
  }

  /// How the name compares with the one that is a character longer or shorter.
  private func rival(_ candidate: Candidate, _ extra: Int32) -> Int {
    let length = candidate.end - candidate.start
    guard candidate.kind == .shortName || candidate.kind == .longName || candidate.kind == .compoundName else {
      return 0
    }
    let other =
      candidate.kind == .shortName || (candidate.kind == .compoundName && length == 3)
      ? candidate.end + 1 : candidate.end - 1
    guard other <= analysis.codes.count, analysis.isHan(other - 1) else { return 1 }
    let cost = analysis.extraCost(candidate.start, other, nameCost: analysis.nameCost(candidate.start, other))
    return 2 + max(0, min(29, Int(extra - cost) / 48 + 15)) + 32 * length
  }

  /// How the characters of a short range fall into words: bit by bit where the cheapest path has borders.
  private func innerShape(_ start: Int, _ end: Int) -> Int {
    var shape = 1
    for position in start...end { shape = shape << 1 | (analysis.isBorder(position) ? 1 : 0) }
    return shape
  }

  /// Whether the candidate stands where lists have names: at the start of a line before a blank, before a bracket
  /// that ends with a post, between list marks.
  private func listing(_ candidate: Candidate) -> Int {
    let before = analysis.code(candidate.start - 1)
    let after = analysis.code(candidate.end)
    if before == 0x0A && after == 0x20 { return 1 }
    if after == 0x28 {
      var close = candidate.end + 1
      while close < analysis.codes.count, close - candidate.end < 40, analysis.codes[close] != 0x29 { close += 1 }
      if analysis.code(close) == 0x29 { return analysis.endingTerms[close].contains(.role) ? 2 : 3 }
    }
    if before == 0x3001 && after == 0x3001 { return 4 }
    if before == 0x0A && after == 0x0A { return 5 }
    if before == 0x20 && after == 0x20 { return 6 }
    return 0
  }

  // MARK: Units, places, programmes

  private func addHeaded(_ candidate: Candidate, to sink: inout some FeatureSink) {
    let type = candidate.type
    let first = startKind(candidate)
    let length = candidate.end - candidate.start
    let isBare = candidate.headStart == candidate.start
    let left = analysis.left(candidate.start).rawValue
    let division = divisionValue(candidate)
    sink.add(type, .lengthStart, min(15, length) * 32 + first)
    addInnerWords(candidate, to: &sink)
    sink.add(type, .beforeHead, beforeHead(candidate))
    sink.add(type, .headStart, (candidate.end - candidate.headStart) * 32 + first)
    if isBare { sink.add(type, .bareHead, Int(candidate.head)) }
    let nested = nestedHeads(candidate)
    sink.add(type, .nested, nested)
    if analysis.right(candidate.end) == .role {
      sink.add(type, .headRole, Int(candidate.head) * 2 &+ (nested > 1 ? 1 : 0))
    }
    sink.add(type, .division, division)
    sink.add(type, .divisionContext, division * 32 + left)
    if division != 0 {
      sink.add(type, .divisionWord, division * 32 + analysis.right(candidate.end).rawValue)
    }
  }

  /// The words between the first and the head, and counts of what does not belong inside names: verbs, particles,
  /// conjunctions, marks.
  private func addInnerWords(_ candidate: Candidate, to sink: inout some FeatureSink) {
    var counts = InnerWords()
    if candidate.start < candidate.headStart {
      counts.add(analysis.classAfter(candidate.start))
      var position = candidate.start + analysis.lengthAfter(candidate.start)
      while position < candidate.headStart {
        sink.add(candidate.type, .innerWord, analysis.wordAfter(position))
        counts.add(analysis.classAfter(position))
        position += analysis.lengthAfter(position)
      }
    }
    sink.add(candidate.type, .innerWords, counts.value)
  }

  private func rightGroup(_ position: Int) -> Int {
    switch analysis.right(position) {
    case .textEnd, .stop, .listMark, .closingBracket, .openingBracket, .blank, .role: 0
    case .noun, .unitHead, .placeHead, .programmeHead, .inside: 1
    default: 2
    }
  }

  /// What a name begins with: a division by level, a relative 县, a quotation, or a word by class.
  private func startKind(_ candidate: Candidate) -> Int {
    let start = candidate.start
    let division = analysis.divisionAfter[start]
    if division != 0 { return division < 9 ? Int(division) : min(15, Int(division) - 2) }
    let code = analysis.codes[start]
    if code.isRelativePrefix { return 14 }
    if code == 0x201C || code == 0x2018 { return 15 }
    if candidate.headStart == start { return 13 }
    if !analysis.isHan(start) { return 12 }
    if analysis.startingTerms[start].contains(.place), analysis.lengthAfter(start) > 1 { return 11 }
    return 16 + min(15, Int(analysis.classAfter(start).rawValue))
  }

  private func beforeHead(_ candidate: Candidate) -> Int {
    guard candidate.headStart > candidate.start else { return 31 }
    if analysis.divisionBefore[candidate.headStart] != 0 { return 30 }
    return Int(analysis.classBefore(candidate.headStart).rawValue)
  }

  /// Number of heads of units and places inside, the last left out, and whether the name goes on after it.
  private func nestedHeads(_ candidate: Candidate) -> Int {
    var count = 0
    for hit in analysis.terms(startingIn: candidate.start..<max(candidate.start, candidate.headStart)) {
      if hit.end <= candidate.headStart, !hit.terms.isDisjoint(with: [.unit, .place]), hit.end - hit.start > 1 {
        count += 1
      }
    }
    let goesOn = analysis.startingTerms[candidate.end].isDisjoint(with: [.unit, .place, .programme]) ? 0 : 1
    return min(7, count) * 2 + goesOn
  }

  /// 0 where the range is no division; else level, whether short, whether at home.
  private func divisionValue(_ candidate: Candidate) -> Int {
    guard analysis.divisionAfter[candidate.start] != 0 else { return 0 }
    var low = 0
    var high = analysis.divisions.count
    while low < high {
      let middle = (low + high) / 2
      if analysis.divisions[middle].start < candidate.start { low = middle + 1 } else { high = middle }
    }
    var value = 0
    while low < analysis.divisions.count, analysis.divisions[low].start == candidate.start {
      let hit = analysis.divisions[low]
      if hit.end == candidate.end {
        value = max(value, 1 + hit.level.order * 4 + (hit.isShort ? 0 : 2) + (hit.isAtHome ? 1 : 0))
      }
      low += 1
    }
    return value
  }

  private func addProgramme(_ candidate: Candidate, to sink: inout some FeatureSink) {
    let (open, close) = quotation(of: candidate)
    sink.add(.programme, .launch, launch(before: open ?? candidate.start))
    guard let open, let close else { return }
    let length = close - open - 1
    let isHeaded = candidate.kind == .quotedHeaded ? 1 : 0
    sink.add(.programme, .quoteLength, min(15, length) * 2 + isHeaded)
    sink.add(
      .programme, .quoteContext,
      analysis.left(open).rawValue * 32 + analysis.right(min(close + 1, analysis.codes.count)).rawValue)
    if candidate.kind == .quotedHeaded {
      sink.add(.programme, .quoteHead, Int(candidate.head) * 2 &+ (candidate.headStart == close + 1 ? 1 : 0))
    }
    sink.add(.programme, .quoteMarks, marks(open + 1, close) * 2 + isHeaded)
    sink.add(.programme, .quoteWord, quoteWords(open + 1, close) * 2 + isHeaded)
    sink.add(
      .programme, .wordLeft,
      support.quotationLevel(names.find(PageNames.key(of: analysis.codes, open + 1, close))) * 32
        + analysis.left(open).rawValue)
  }

  private func quotation(of candidate: Candidate) -> (Int?, Int?) {
    switch candidate.kind {
    case .quoted, .bookTitle: return (candidate.start - 1, candidate.end)
    case .quotedHeaded:
      var close = candidate.start + 1
      while close < candidate.end, analysis.codes[close] != 0x201D, analysis.codes[close] != 0x2019 { close += 1 }
      return (candidate.start, close)
    default: return (nil, nil)
    }
  }

  /// The nearest verb of launching before a position in the same clause: its distance and its number.
  private func launch(before position: Int) -> Int {
    var distance = 0
    var end = position
    while end > 0, distance < 10 {
      let code = analysis.codes[end - 1]
      if code == 0x0A || code == 0x3002 || code == 0x2C { break }
      if analysis.endingTerms[end].contains(.launch), analysis.borderCost(end) < 64 * 4 {
        return 1 + min(3, distance / 2)
      }
      end -= 1
      distance += 1
    }
    return 0
  }

  private func marks(_ start: Int, _ end: Int) -> Int {
    var value = 0
    for position in start..<end {
      switch analysis.codes[position] {
      case 0x30...0x39: value |= 1
      case 0x2B: value |= 2
      case 0x3001: value |= 4
      case 0x20: value |= 8
      case 0x2C, 0x21, 0x3F: value |= 16
      case 0x41...0x5A, 0x61...0x7A: value |= 32
      case 0xB7: value |= 64
      default: break
      }
    }
    return value
  }

  /// Number of words in a quotation and the classes of the first and the last.
  private func quoteWords(_ start: Int, _ end: Int) -> Int {
    var count = 0
    var position = start
    while position < end {
      count += 1
      position += analysis.lengthAfter(position)
    }
    let last = Int(analysis.classBefore(end).rawValue)
    return min(3, count) * 20 + last
  }
}

/// Counts words that do not belong inside names: 255 at most of a kind, each in a byte, so that no word is a branch.
private struct InnerWords {
  private var counts: UInt32 = 0

  mutating func add(_ wordClass: WordClass) { counts &+= Self.step(wordClass) }

  /// Verbs, particles and the like, conjunctions, unknown words: two bits each, 3 and more as 3.
  var value: Int {
    func count(_ shift: UInt32) -> Int { min(3, Int(counts &>> shift & 0xFF)) }
    return count(0) << 6 | count(8) << 4 | count(16) << 2 | count(24)
  }

  @inline(__always)
  private static func step(_ wordClass: WordClass) -> UInt32 {
    switch wordClass {
    case .verb: 1
    case .particle, .preposition, .pronoun, .adverb: 1 << 8
    case .conjunction: 1 << 16
    case .unknown: 1 << 24
    default: 0
    }
  }
}
