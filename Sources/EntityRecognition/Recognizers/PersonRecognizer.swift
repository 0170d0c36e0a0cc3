import EntityModel

/// Proposes names of persons: surname and given name, names with a blank inside (王 伟), names of minorities (沙马·阿且),
/// names without a Han surname beside a post or a verb of saying, and the names of a byline.
struct PersonRecognizer {
  let analysis: TextAnalysis

  func propose(into buffer: inout CandidateBuffer) {
    let codes = analysis.codes
    for start in 0..<codes.count where analysis.isHan(start) {
      if codes[start] >= 0x4E00 { proposeHanNames(at: start, into: &buffer) }
    }
    for middle in 0..<codes.count where codes[middle] == 0xB7 { proposeDottedNames(around: middle, into: &buffer) }
    proposeBylineNames(into: &buffer)
  }

  private func proposeHanNames(at start: Int, into buffer: inout CandidateBuffer) {
    let codes = analysis.codes
    let surname = analysis.lexicon.surnameClass(codes[start])
    let isCompound =
      analysis.lexicon.beginsCompoundSurname(codes[start]) && analysis.isHan(start + 1)
      && analysis.lexicon.isCompoundSurname(codes[start], codes[start + 1])
    if isCompound {
      for length in 3...4 where isName(start, length) {
        add(start, start + length, .compoundName, into: &buffer)
      }
    }
    if surname > 0 {
      for length in 2...3 where isName(start, length) && isPlausible(start, start + length, surname) {
        add(start, start + length, length == 2 ? .shortName : .longName, into: &buffer)
      }
      if analysis.code(start + 1) == 0x20 { proposeSpacedName(at: start, into: &buffer) }
    }
    let left = analysis.left(start)
    if left.mayPrecedeForeignName {
      let longest = lengthOfSingles(from: start)
      // A surname and one or two letters are proposed as a Chinese name.
      var length = surname > 0 ? 4 : 2
      while length <= longest {
        add(start, start + length, .foreignName, into: &buffer)
        length += 1
      }
    }
    if left == .role { proposeWordName(at: start, into: &buffer) }
  }

  /// 法官助理平安说: a word of two characters after a post, before a verb of saying or the end of a clause.
  private func proposeWordName(at start: Int, into buffer: inout CandidateBuffer) {
    guard isName(start, 2), analysis.lengthAfter(start) == 2, analysis.startingTerms[start].isEmpty else { return }
    switch analysis.right(start + 2) {
    case .say, .stop, .verb, .textEnd, .listMark, .closingBracket, .blank:
      add(start, start + 2, .wordName, into: &buffer)
    default: return
    }
  }

  /// 王 伟, 王　伟, 王 力 中: single characters with blanks between, and nothing of a word on either side.
  private func proposeSpacedName(at start: Int, into buffer: inout CandidateBuffer) {
    var end = start + 3
    if analysis.code(end) == 0x20, analysis.isHan(end - 1), analysis.isHan(end + 1), !analysis.isHan(end + 2) {
      end += 2
    }
    guard analysis.isHan(end - 1), analysis.isHan(end + 1) || !analysis.isHan(end) || analysis.code(end) == 0x4E3A
    else {
      return
    }
    add(start, end, .spacedName, into: &buffer)
  }

  private func isName(_ start: Int, _ length: Int) -> Bool {
    (1..<length).allSatisfy { analysis.isHan(start + $0) }
  }

  /// Whether anything speaks for a name: its surroundings, or characters that make no word.
  private func isPlausible(_ start: Int, _ end: Int, _ surname: UInt8) -> Bool {
    if analysis.startingTerms[start + 1].contains(.role), analysis.lengthAfter(start + 1) == end - start - 1,
      end - start == 3
    {
      return false
    }
    let left = analysis.left(start)
    let isSupported = left == .role || left == .byline || analysis.right(end) == .say
    // Names without support hardly begin or end in the middle of a word.
    if !isSupported, analysis.borderCost(start) > 64 * 4 || analysis.borderCost(end) > 64 * 7 { return false }
    let limit: Int32 = 64 * (isSupported ? 30 : 14)
    return analysis.extraCost(start, end, nameCost: TextAnalysis.leastNameCost) < limit
      && analysis.extraCost(start, end, nameCost: analysis.nameCost(start, end)) < limit
  }

  /// How many characters, up to five, follow each other none of which belongs to a word with its neighbour.
  private func lengthOfSingles(from start: Int) -> Int {
    var position = start
    while position < start + 5, analysis.isHan(position),
      analysis.lengthAfter(position) == 1 || analysis.classAfter(position) == .unknown
    {
      switch analysis.classAfter(position) {
      case .particle, .preposition, .conjunction, .pronoun: return position - start
      default: position += 1
      }
    }
    return position - start
  }

  /// 沙马·阿且, 哈力木拉提·阿不都拉: up to seven characters on either side of the dot.
  private func proposeDottedNames(around middle: Int, into buffer: inout CandidateBuffer) {
    guard analysis.isHan(middle - 1), analysis.isHan(middle + 1) else { return }
    for before in 1...7 where (1...before).allSatisfy({ analysis.isHan(middle - $0) }) {
      for after in 1...7 where (1...after).allSatisfy({ analysis.isHan(middle + $0) }) {
        add(middle - before, middle + after + 1, .dottedName, into: &buffer)
      }
    }
  }

  /// After 通讯员 or 记者: names divided by blanks, commas or list marks, up to a bracket or the end of the line.
  private func proposeBylineNames(into buffer: inout CandidateBuffer) {
    let codes = analysis.codes
    for hit in analysis.terms where hit.terms.contains(.byline) {
      var position = hit.end
      guard position < codes.count, [0x20, 0x3A, 0x2F, 0x7C].contains(codes[position]) || hit.end - hit.start >= 2
      else {
        continue
      }
      var names = 0
      while position < codes.count, names < 8 {
        while position < codes.count, [0x20, 0x3A, 0x3001, 0x2C, 0x2F, 0x7C].contains(codes[position]) { position += 1 }
        if codes[hit.end] != 0x20 && codes[hit.end] != 0x3A && names == 0 && position == hit.end
          && !analysis.isHan(position)
        {
          break
        }
        var end = position
        while end < codes.count, analysis.isHan(end) || codes[end] == 0xB7 { end += 1 }
        if end == position { break }
        if end - position == 1, analysis.code(end) == 0x20, analysis.isHan(end + 1), !analysis.isHan(end + 2) {
          end += 2
          if end - position == 3 { add(position, end, .spacedName, into: &buffer) }
        } else if end - position <= 6, end - position >= 2 {
          if analysis.endingTerms[end].contains(.byline) || analysis.code(position) == 0x6444 {
            position = end
            continue
          }
          add(position, end, .bylineName, into: &buffer)
        } else {
          break
        }
        names += 1
        position = end
      }
    }
  }

  private func add(_ start: Int, _ end: Int, _ kind: Candidate.Kind, into buffer: inout CandidateBuffer) {
    buffer.append(Candidate(start: start, end: end, type: .person, kind: kind, headStart: end))
  }
}

extension TextAnalysis {
  /// What every name costs at least: the commonest surname.
  fileprivate static let leastNameCost: Int32 = 64 * 9

  /// Cost of a name by its surname and given name.
  func nameCost(_ start: Int, _ end: Int) -> Int32 {
    // Most are a surname and one or two letters.
    if end - start <= 3, isHan(start), isHan(start + 1), isHan(end - 1) {
      if end - start == 2 { return surnameCost(codes[start]) + lexicon.givenNameCost(codes[start + 1], 0) }
      if end - start == 3, !lexicon.isCompoundSurname(codes[start], codes[start + 1]) {
        return surnameCost(codes[start]) + lexicon.givenNameCost(codes[start + 1], 1)
          + lexicon.givenNameCost(codes[start + 2], 2)
      }
    }
    // Blanks and dots are no letters.
    var letters = 0
    var (first, second): (UInt32, UInt32) = (0, 0)
    for place in start..<end {
      let code = codes[place]
      if code == 0x20 || code == 0xB7 { continue }
      if letters == 0 { first = code } else if letters == 1 { second = code }
      letters += 1
    }
    guard letters >= 2 else { return 64 * 30 }
    let hasCompound = letters >= 3 && lexicon.isCompoundSurname(first, second)
    var cost = hasCompound ? Self.leastNameCost : surnameCost(first)
    let surnameLength = hasCompound ? 2 : 1
    if letters == surnameLength + 1 { return cost + lexicon.givenNameCost(lastLetter(before: end), 0) }
    var letter = 0
    for place in start..<end {
      let code = codes[place]
      if code == 0x20 || code == 0xB7 { continue }
      if letter >= surnameLength { cost += lexicon.givenNameCost(code, letter == surnameLength ? 1 : 2) }
      letter += 1
    }
    return cost
  }

  private func lastLetter(before end: Int) -> UInt32 {
    var place = end - 1
    while codes[place] == 0x20 || codes[place] == 0xB7 { place -= 1 }
    return codes[place]
  }

  private func surnameCost(_ code: UInt32) -> Int32 {
    // A byte for each class, the rarest lowest: nobody could foretell a branch.
    let costs: UInt32 = 0x09_0B_0D_12
    return 64 * Int32(costs &>> (8 * UInt32(lexicon.surnameClass(code))) & 0xFF)
  }
}

extension LeftContext {
  /// Whether a name without a Chinese surname may begin here.
  fileprivate var mayPrecedeForeignName: Bool {
    let set =
      Self.role.bit | Self.byline.bit | Self.openingQuote.bit | Self.comma.bit | Self.stop.bit | Self.possessive.bit
      | Self.paragraphStart.bit
    return set & bit != 0
  }
}
