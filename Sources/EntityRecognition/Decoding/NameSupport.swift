import EntityModel

/// How well a page speaks for a string being a name, gathered over all its occurrences: 高峰 beside a post in one sentence
/// is a person in the next as well.
struct NameSupport {
  /// By the number of a name and what is counted.
  private var levels: [UInt8] = []

  /// What is kept of a name; for units, places and programmes, how often they are proposed.
  private enum Row {
    static let person = 0
    static let quotation = 4
    static let width = 8
  }

  /// Notes the candidates of an article, their names numbered.
  mutating func note(_ candidates: [Candidate], in analysis: TextAnalysis, names: PageNames) {
    let missing = names.count * Row.width - levels.count
    if missing > 0 { levels.append(contentsOf: repeatElement(0, count: missing)) }
    var last = -1
    for candidate in candidates {
      let row = Int(candidate.name) * Row.width
      switch candidate.type {
      case .person:
        let strength = strength(candidate, analysis)
        if strength > levels[row + Row.person] { levels[row + Row.person] = strength }
      case .programme where candidate.kind == .quoted:
        increment(row + Row.quotation)
      case .unit, .place, .programme:
        let place = row + candidate.type.order
        if place != last { increment(place) }
        last = place
      }
    }
  }

  private mutating func increment(_ place: Int) { levels[place] = min(200, levels[place] + 1) }

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

  @inline(__always)
  func level(_ candidate: Candidate) -> Int {
    let row = Int(candidate.name) * Row.width
    // Names that were numbered after the last article was noted have none.
    guard row < levels.count else { return 0 }
    switch candidate.type {
    case .person: return Int(levels[row + Row.person])
    case .unit, .place, .programme:
      return min(3, Int(levels[row + (candidate.kind == .quoted ? Row.quotation : candidate.type.order)]))
    }
  }

  /// Number of times the page quotes a name, 3 at most.
  func quotationLevel(_ name: Int?) -> Int {
    guard let name, name * Row.width < levels.count else { return 0 }
    return min(3, Int(levels[name * Row.width + Row.quotation]))
  }
}

/// For each position of a text, how well supported the best candidate is that ends or starts there.
struct CandidateSides {
  private var endings: [UInt8]
  private var starts: [UInt8]
  private let count: Int

  init(_ candidates: [Candidate], in analysis: TextAnalysis, support: NameSupport) {
    let count = analysis.codes.count + 2
    self.count = count
    endings = [UInt8](repeating: 0, count: count * 4)
    starts = endings
    endings.withUnsafeMutableBufferPointer { endings in
      starts.withUnsafeMutableBufferPointer { starts in
        for candidate in candidates {
          let level = Self.level(candidate, support)
          let type = candidate.type.order * count
          endings[type + candidate.end] = max(endings[type + candidate.end], level)
          starts[type + candidate.start] = max(starts[type + candidate.start], level)
        }
      }
    }
  }

  private static func level(_ candidate: Candidate, _ support: NameSupport) -> UInt8 {
    switch candidate.type {
    case .person: UInt8(support.level(candidate))
    case .unit: candidate.kind == .brand || candidate.headStart == candidate.start ? 0 : 1
    case .place: candidate.kind == .division ? 2 : 0
    case .programme: candidate.kind == .quoted ? 1 : 0
    }
  }

  func ending(at position: Int, _ type: EntityType) -> UInt8 {
    position >= 0 && position < count ? endings[type.order * count + position] : 0
  }

  func starting(at position: Int, _ type: EntityType) -> UInt8 {
    position >= 0 && position < count ? starts[type.order * count + position] : 0
  }
}
