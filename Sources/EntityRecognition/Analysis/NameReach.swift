import EntityModel

/// What a position is for names that their last word gives away, on the way back from that word: whether they may begin
/// there, and whether they may go on before it.
struct NameReach: OptionSet {
  let rawValue: UInt8

  /// A name of this type may begin here.
  static let unit = NameReach(rawValue: 1)
  static let place = NameReach(rawValue: 2)
  static let programme = NameReach(rawValue: 4)
  static let anyStart: NameReach = [.unit, .place, .programme]
  /// A preposition begins here, which units may hold (为民服务中心, 茶叶与食品学院), places and programmes not.
  static let preposition = NameReach(rawValue: 8)
  /// No name reaches across the character before.
  static let afterBreak = NameReach(rawValue: 16)
  static let lineStart = NameReach(rawValue: 32)
  static let afterOpeningQuote = NameReach(rawValue: 64)
  static let afterClosingQuote = NameReach(rawValue: 128)

  /// Where the way back may end or change.
  static let marks: NameReach = [.preposition, .afterBreak, .lineStart, .afterOpeningQuote, .afterClosingQuote]

  static func start(of type: EntityType) -> NameReach {
    switch type {
    case .person: []
    case .unit: .unit
    case .place: .place
    case .programme: .programme
    }
  }
}

extension TextAnalysis {
  /// What a position before the end of the text is.
  func nameReach(_ position: Int) -> NameReach {
    let mark = position > 0 ? markBefore(position) : .lineStart
    let cost = borderCost(position)
    let isFunctionWord = Self.functionWords & classAfter(position).bit != 0
    // Choices without branches, which nobody could foretell.
    var starts: NameReach = isFunctionWord ? .unit : .anyStart
    if cost != 0 { starts = cost <= 64 * 2 ? .unit : [] }
    // 县财政局, 镇综治办 begin after whatever word (联合, 会同) the analysis would rather read into them.
    if starts.isEmpty, codes[position].isRelativePrefix { starts = .unit }
    let isPreposition = cost == 0 && classAfter(position) == .preposition
    return starts.subtracting(barred(after: left(position))).union(mark).union(isPreposition ? .preposition : [])
  }

  /// What does not begin after a context, where a phrase goes on.
  @inline(__always)
  private func barred(after left: LeftContext) -> NameReach {
    func bit(_ set: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: set &>> UInt64(left.rawValue) & 1) }
    return NameReach(rawValue: bit(Self.unitGoesOn) | bit(Self.placeGoesOn) << 1 | bit(Self.programmeGoesOn) << 2)
  }

  /// No place or programme begins with one of these.
  private static var functionWords: UInt64 {
    WordClass.preposition.bit | WordClass.conjunction.bit | WordClass.particle.bit | WordClass.pronoun.bit
  }

  private static var unitGoesOn: UInt64 {
    LeftContext.unitHead.bit | LeftContext.role.bit | LeftContext.byline.bit | LeftContext.unknown.bit
  }
  private static var placeGoesOn: UInt64 { unitGoesOn | LeftContext.noun.bit }
  private static var programmeGoesOn: UInt64 { placeGoesOn | LeftContext.placeHead.bit }

  /// Names reach across words, brackets and dots inside them, not across other marks.
  private func markBefore(_ position: Int) -> NameReach {
    let code = codes[position - 1]
    if isHan(position - 1) { return [] }
    switch code {
    case 0x0A: return .lineStart
    case 0x201C: return .afterOpeningQuote
    case 0x201D: return .afterClosingQuote
    case 0x28, 0x29: return isCompanyBracket(position - 1, code) ? [] : .afterBreak
    case 0xB7, 0x2B, 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x26: return []
    default: return .afterBreak
    }
  }

  /// 上海路桥机电（佛山）有限公司: a place in brackets inside the name.
  private func isCompanyBracket(_ position: Int, _ code: UInt32) -> Bool {
    if code == 0x29 {
      return (2...7).contains { self.code(position - $0) == 0x28 } && isHan(position + 1)
    }
    return (2...7).contains { self.code(position + $0) == 0x29 && isHan(position + $0 + 1) }
  }
}
