import EntityModel

/// How well a page speaks for a string being a name, gathered over all its occurrences: 高峰 beside a post in one sentence
/// is a person in the next as well.
struct NameSupport {
  private var persons = KeyedLevels()
  private var quotations = KeyedLevels()
  private var spans = KeyedLevels()

  /// Notes the candidates of an article, their keys set.
  mutating func note(_ candidates: [Candidate], in analysis: TextAnalysis) {
    var last: UInt64 = 0
    for candidate in candidates {
      switch candidate.type {
      case .person:
        let strength = strength(candidate, analysis)
        if strength > 0 { persons.update(candidate.key) { $0 = max($0, strength) } }
      case .programme where candidate.kind == .quoted:
        quotations.increment(candidate.key)
      case .unit, .place, .programme:
        let key = candidate.key &+ UInt64(candidate.type.order)
        if key != last { spans.increment(key) }
        last = key
      }
    }
  }

  /// 0 nothing, 1 one side, 2 both sides or a byline.
  private func strength(_ candidate: Candidate, _ analysis: TextAnalysis) -> UInt8 {
    if candidate.kind == .bylineName || candidate.kind == .spacedName { return 3 }
    let left = analysis.left(candidate.start)
    let right = analysis.right(candidate.end)
    let leftSpeaks = left == .role
    let rightSpeaks = right == .say || right == .photo
    if leftSpeaks && right != .inside { return rightSpeaks || right == .stop || right == .listMark ? 3 : 2 }
    return rightSpeaks && left != .inside ? 1 : 0
  }

  func level(_ candidate: Candidate) -> Int {
    switch candidate.type {
    case .person: return Int(persons[candidate.key])
    case .unit, .place, .programme:
      if candidate.kind == .quoted { return min(3, Int(quotations[candidate.key])) }
      return min(3, Int(spans[candidate.key &+ UInt64(candidate.type.order)]))
    }
  }

  /// Number of times the page quotes a string, 3 at most.
  func quotationLevel(_ letters: Slice<UnsafeBufferPointer<UInt32>>) -> Int {
    min(3, Int(quotations[Self.key(letters)]))
  }

  /// Hash of the code points but blanks and dots (FNV-1a).
  @inline(__always)
  static func key(_ letters: some Sequence<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for code in letters where code != 0x20 { hash = (hash ^ UInt64(code)) &* 0x100_0000_01B3 }
    return hash
  }
}

/// A small number for each of many keys that are hashes already: open addressing, at most half full.
struct KeyedLevels {
  private var keys = [UInt64](repeating: 0, count: 512)
  private var levels = [UInt8](repeating: 0, count: 512)
  private var count = 0

  /// The level of a key, 0 at first.
  @inline(__always)
  subscript(key: UInt64) -> UInt8 {
    let place = place(of: key)
    return keys[place] == 0 ? 0 : levels[place]
  }

  mutating func update(_ key: UInt64, _ change: (inout UInt8) -> Void) {
    var place = place(of: key)
    if keys[place] == 0 {
      if (count + 1) * 2 > keys.count {
        grow()
        place = self.place(of: key)
      }
      keys[place] = key
      count += 1
    }
    change(&levels[place])
  }

  /// Counts a key once more, up to 200.
  mutating func increment(_ key: UInt64) { update(key) { $0 = min(200, $0 + 1) } }

  /// Where a key is, or the free place where it belongs.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = keys.count &- 1
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
    while keys[place] != key && keys[place] != 0 { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    var larger = KeyedLevels()
    larger.keys = [UInt64](repeating: 0, count: keys.count * 2)
    larger.levels = [UInt8](repeating: 0, count: keys.count * 2)
    for (place, key) in keys.enumerated() where key != 0 { larger.update(key) { $0 = levels[place] } }
    self = larger
  }
}

/// For each position of a text, how well supported the best candidate is that ends or starts there.
struct CandidateSides {
  private var endings: [UInt8]
  private var starts: [UInt8]
  private let count: Int

  init(_ candidates: [Candidate], in analysis: TextAnalysis, support: NameSupport) {
    count = analysis.codes.count + 2
    endings = [UInt8](repeating: 0, count: count * 4)
    starts = endings
    for candidate in candidates {
      var level = UInt8(1)
      switch candidate.type {
      case .person: level = UInt8(support.level(candidate))
      case .unit: if candidate.kind == .brand || candidate.headStart == candidate.start { level = 0 }
      case .place: level = candidate.kind == .division ? 2 : 0
      case .programme: level = candidate.kind == .quoted ? 1 : 0
      }
      let type = candidate.type.order * count
      endings[type + candidate.end] = max(endings[type + candidate.end], level)
      starts[type + candidate.start] = max(starts[type + candidate.start], level)
    }
  }

  func ending(at position: Int, _ type: EntityType) -> UInt8 {
    position >= 0 && position < count ? endings[type.order * count + position] : 0
  }

  func starting(at position: Int, _ type: EntityType) -> UInt8 {
    position >= 0 && position < count ? starts[type.order * count + position] : 0
  }
}
