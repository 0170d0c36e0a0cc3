import EntityModel

/// Proposes again what a page has already named: persons with a post elsewhere, programmes quoted elsewhere, and companies
/// under a short form of their full name (沂力数控 for 山东沂力数控机床有限公司).
struct FamiliarNameRecognizer {
  /// Persons and programmes by their letters; the value is the type's order.
  private var names = Trie()
  /// First two letters of the trade names of companies; the value is an index into `stems`.
  private var stemStarts = Trie()
  private var stems: [[UInt32]] = []
  /// The first two letters of all of them.
  private var pairs = KeyFilter()
  private var known: Set<UInt64> = []

  /// Learns from the candidates of an article.
  mutating func learn(from candidates: [Candidate], in analysis: TextAnalysis, support: NameSupport) {
    for candidate in candidates {
      switch (candidate.type, candidate.kind) {
      case (.person, _):
        let letters = analysis.codes[candidate.start..<candidate.end]
        if support.level(candidate) >= 2, letters.count >= 2, isNew(letters, .person) {
          add(letters.filter { $0 != 0x20 }, .person)
        }
      case (.programme, .quoted):
        let letters = analysis.codes[candidate.start..<candidate.end]
        if (3...12).contains(letters.count), isNew(letters, .programme) { add(Array(letters), .programme) }
      case (.unit, .headed):
        learnStem(of: candidate, analysis)
        learnQuoted(of: candidate, analysis)
      case (.unit, .masthead):
        let letters = analysis.codes[candidate.start..<candidate.end]
        if isNew(letters, .unit) { add(Array(letters), .unit) }
      default: break
      }
    }
  }

  /// Whether a name was not learned before; from now on it counts as learned.
  private mutating func isNew(_ letters: Slice<UnsafeBufferPointer<UInt32>>, _ type: EntityType) -> Bool {
    known.insert(PageNames.key(of: .init(rebasing: letters), 0, letters.count) &+ UInt64(type.order)).inserted
  }

  private mutating func add(_ letters: [UInt32], _ type: EntityType) {
    guard letters.count >= 2, letters[0] < 0x10000 else { return }
    names.insert(letters, value: Int32(type.order))
    pairs.insert(KeyFilter.pair(letters[0], letters[1]))
  }

  /// What a unit has in quotes before its head, alone and with the marks: “电保姆” for “电保姆”党员服务队.
  private mutating func learnQuoted(of candidate: Candidate, _ analysis: TextAnalysis) {
    let codes = analysis.codes
    guard candidate.headStart > candidate.start + 3, codes[candidate.headStart - 1] == 0x201D,
      let open = (candidate.start..<candidate.headStart).last(where: { codes[$0] == 0x201C }),
      (2...10).contains(candidate.headStart - open - 2)
    else { return }
    for letters in [codes[(open + 1)..<(candidate.headStart - 1)], codes[open..<candidate.headStart]]
    where isNew(letters, .unit) {
      add(Array(letters), .unit)
    }
  }

  /// The trade name between a leading division and the legal form.
  private mutating func learnStem(of candidate: Candidate, _ analysis: TextAnalysis) {
    guard Self.isCompanyEnd(analysis.codes[candidate.end - 1]), candidate.headStart - candidate.start >= 4
    else {
      return
    }
    let head = analysis.codes[candidate.headStart..<candidate.end]
    guard Self.legalHeads.contains(where: { head.elementsEqual($0) }) else { return }
    var start = candidate.start
    while let next = analysis.divisions(startingAt: start).first?.end, next < candidate.headStart - 1 {
      start = next
    }
    guard start > candidate.start || candidate.headStart - start >= 4 else { return }
    guard candidate.headStart - start >= 3, analysis.codes[start] < 0x10000,
      known.insert(PageNames.key(of: analysis.codes, start, candidate.headStart) &+ 9).inserted
    else { return }
    let stem = Array(analysis.codes[start..<candidate.headStart])
    stemStarts.insert(stem.prefix(2), value: Int32(stems.count))
    stems.append(stem)
    pairs.insert(KeyFilter.pair(stem[0], stem[1]))
  }

  func propose(in analysis: TextAnalysis, into buffer: inout CandidateBuffer) {
    var found: [Candidate] = []
    let codes = analysis.codes
    for start in 0..<max(0, codes.count - 1) where pairs.mayHold(KeyFilter.pair(codes[start], codes[start + 1])) {
      names.forEachMatch(in: codes, at: start) { end, value, _ in
        guard let type = Self.type(of: value) else { return }
        found.append(Candidate(start: start, end: end, type: type, kind: .familiar, headStart: end))
      }
      stemStarts.forEachMatch(in: codes, at: start) { end, value, _ in
        let reach = extend(codes, from: end, stems[Int(value)])
        // They ascend, and may be one.
        var last = 0
        for stop in [end, reach.core, reach.head] where stop != last {
          found.append(Candidate(start: start, end: stop, type: .unit, kind: .familiar, headStart: stop))
          last = stop
        }
      }
    }
    guard !found.isEmpty else { return }
    var isStart = [Bool](repeating: false, count: codes.count + 1)
    for candidate in found { isStart[candidate.start] = true }
    var taken = NumberedKeys(capacity: found.count * 4)
    for candidate in buffer.candidates where isStart[candidate.start] { _ = taken.insert(Self.place(candidate)) }
    for candidate in found where taken.insert(Self.place(candidate)) { buffer.append(candidate) }
  }

  private static func type(of value: Int32) -> EntityType? {
    switch value {
    case 0: .person
    case 1: .unit
    case 2: .place
    case 3: .programme
    default: nil
    }
  }

  /// How far letters of the trade name go on in order, and past a head such as 集团.
  private func extend(_ codes: UnsafeBufferPointer<UInt32>, from start: Int, _ stem: [UInt32]) -> (core: Int, head: Int)
  {
    var position = start
    var rest = stem[2...]
    while position < codes.count, let next = rest.firstIndex(of: codes[position]) {
      rest = rest[(next + 1)...]
      position += 1
    }
    var head = position
    for form in Self.shortHeads where position + form.count <= codes.count {
      if (0..<form.count).allSatisfy({ codes[position + $0] == form[$0] }) { head = position + form.count }
    }
    return (position, head)
  }

  private static func place(_ candidate: Candidate) -> UInt64 {
    UInt64(candidate.start) << 34 | UInt64(candidate.end) << 4 | UInt64(candidate.type.order)
  }

  /// 司, 团, 社.
  private static func isCompanyEnd(_ code: UInt32) -> Bool { code == 0x53F8 || code == 0x56E2 || code == 0x793E }

  private static let legalHeads = ["有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "集团公司", "集团", "公司", "专业合作社", "合作社"].map {
    $0.unicodeScalars.map(\.value)
  }
  private static let shortHeads = ["公司", "集团", "合作社", "分公司"].map { $0.unicodeScalars.map(\.value) }
}

extension TextAnalysis {
  /// Divisions that start at a position, the longer first.
  func divisions(startingAt start: Int) -> Slice<UnsafeBufferPointer<DivisionHit>> {
    var low = 0
    var high = divisions.count
    while low < high {
      let middle = (low + high) / 2
      if divisions[middle].start < start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < divisions.count, divisions[end].start == start { end += 1 }
    return divisions[low..<end]
  }
}
