/// What stands directly before a position.
enum LeftContext: Int {
  case paragraphStart, openingQuote, closingQuote, stop, comma, listMark, openingBracket, closingBracket, blank
  case symbol, role, byline, launch, say, divisionFull, divisionShort, unitHead, placeHead
  case verb, noun, preposition, conjunction, possessive, particle, adverb, pronoun, numeral, time, adjective, locality
  case unknown, inside

  /// Its bit in a set of contexts.
  var bit: UInt64 { 1 &<< UInt64(rawValue) }
}

/// What stands directly after a position.
enum RightContext: Int {
  case textEnd, openingQuote, closingQuote, stop, listMark, openingBracket, closingBracket, blank
  case symbol, role, say, byline, photo, unitHead, placeHead, programmeHead, division
  case verb, noun, preposition, conjunction, possessive, particle, adverb, etc, numeral, time, pronoun, adjective
  case locality, unknown, inside
}

extension TextAnalysis {
  func leftContext(_ position: Int) -> LeftContext {
    guard position > 0 else { return .paragraphStart }
    let code = codes[position - 1]
    if !isHan(position - 1) {
      switch code {
      case 0x0A: return .paragraphStart
      case 0x201C, 0x2018, 0x300A, 0x3010: return .openingQuote
      case 0x201D, 0x2019, 0x300B, 0x3011: return .closingQuote
      case 0x3002, 0x21, 0x3F, 0x3B, 0x3A, 0x2026: return .stop
      case 0x2C: return .comma
      case 0x3001: return .listMark
      case 0x28: return .openingBracket
      case 0x29: return .closingBracket
      case 0x20: return .blank
      default: return .symbol
      }
    }
    let isDivision = divisionBefore[position] &- 1 < 8
    let cost = borderCost(position)
    // Most positions inside words need no more.
    guard cost < 64 * 10 else { return isDivision ? .divisionFull : .inside }
    let terms = endingTerms[position]
    if terms.contains(.byline), cost < 64 * 8 { return .byline }
    if roleLengthBefore[position] >= 2 { return .role }
    if isDivision { return .divisionFull }
    guard cost < 64 * 6 else { return .inside }
    if divisionBefore[position] != 0 { return .divisionShort }
    if unitLengthBefore[position] >= 2 { return .unitHead }
    if terms.contains(.launch) { return .launch }
    if terms.contains(.place), lengthBefore(position) > 1 { return .placeHead }
    if terms.contains(.say) { return .say }
    let wordClass = classBefore(position)
    if code == 0x7684, wordClass == .particle { return .possessive }
    switch wordClass {
    case .verb: return .verb
    case .noun, .verbalNoun, .idiom, .division: return .noun
    case .adjective, .attributive: return .adjective
    case .adverb: return .adverb
    case .preposition: return .preposition
    case .conjunction: return .conjunction
    case .particle: return .particle
    case .pronoun: return .pronoun
    case .numeral, .measure: return .numeral
    case .time: return .time
    case .locality: return .locality
    case .other, .unknown, .symbol: return .unknown
    }
  }

  func rightContext(_ position: Int) -> RightContext {
    guard position < codes.count else { return .textEnd }
    let code = codes[position]
    if !isHan(position) {
      switch code {
      case 0x0A: return .textEnd
      case 0x201C, 0x2018, 0x300A: return .openingQuote
      case 0x201D, 0x2019, 0x300B: return .closingQuote
      case 0x3002, 0x21, 0x3F, 0x3B, 0x3A, 0x2026, 0x2C: return .stop
      case 0x3001: return .listMark
      case 0x28: return .openingBracket
      case 0x29: return .closingBracket
      case 0x20: return .blank
      default: return .symbol
      }
    }
    if code == 0x6444 { return .photo }
    guard borderCost(position) < 64 * 6 else { return .inside }
    let terms = startingTerms[position]
    if code == 0x7B49 { return .etc }
    if terms.contains(.say) { return .say }
    if terms.contains(.byline) { return .byline }
    if terms.contains(.role) { return .role }
    if divisionAfter[position] != 0 { return .division }
    if terms.contains(.unit) { return .unitHead }
    if terms.contains(.programme) { return .programmeHead }
    if terms.contains(.place) { return .placeHead }
    let wordClass = classAfter(position)
    if code == 0x7684, wordClass == .particle { return .possessive }
    switch wordClass {
    case .verb: return .verb
    case .noun, .verbalNoun, .idiom, .division: return .noun
    case .adjective, .attributive: return .adjective
    case .adverb: return .adverb
    case .preposition: return .preposition
    case .conjunction: return .conjunction
    case .particle: return .particle
    case .pronoun: return .pronoun
    case .numeral, .measure: return .numeral
    case .time: return .time
    case .locality: return .locality
    case .other, .unknown, .symbol: return .unknown
    }
  }
}
