import EntityModel

/// How well a page speaks for a string being a name, gathered over all its occurrences: 高峰 beside a post in one sentence
/// is a person in the next as well.
struct NameSupport {
  private var persons: [UInt64: UInt8] = [:]
  private var quotations: [UInt64: UInt8] = [:]
  private var spans: [UInt64: UInt8] = [:]

  /// Notes the candidates of an article.
  mutating func note(_ candidates: [Candidate], in analysis: TextAnalysis) {
    var last: UInt64 = 0
    for candidate in candidates {
      switch candidate.type {
      case .person:
        let key = Self.key(analysis.codes[candidate.start..<candidate.end])
        persons[key] = max(persons[key] ?? 0, strength(candidate, analysis))
      case .programme where candidate.kind == .quoted:
        let key = Self.key(analysis.codes[candidate.start..<candidate.end])
        quotations[key, default: 0] = min(200, (quotations[key] ?? 0) + 1)
      case .unit, .place, .programme:
        let key = Self.key(analysis.codes[candidate.start..<candidate.end]) &+ UInt64(candidate.type.order)
        if key != last { spans[key, default: 0] = min(200, (spans[key] ?? 0) + 1) }
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

  func level(_ candidate: Candidate, in codes: [UInt32]) -> Int {
    let letters = codes[candidate.start..<candidate.end]
    switch candidate.type {
    case .person: return Int(persons[Self.key(letters)] ?? 0)
    case .unit, .place, .programme:
      if candidate.kind == .quoted { return quotationLevel(letters) }
      return min(3, Int(spans[Self.key(letters) &+ UInt64(candidate.type.order)] ?? 0))
    }
  }

  /// Number of times the page quotes a string, 3 at most.
  func quotationLevel(_ letters: ArraySlice<UInt32>) -> Int { min(3, Int(quotations[Self.key(letters)] ?? 0)) }

  /// Hash of the code points but blanks and dots (FNV-1a).
  static func key(_ letters: ArraySlice<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for code in letters where code != 0x20 { hash = (hash ^ UInt64(code)) &* 0x100_0000_01B3 }
    return hash
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
      case .person: level = UInt8(support.level(candidate, in: analysis.codes))
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
