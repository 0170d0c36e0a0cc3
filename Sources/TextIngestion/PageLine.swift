import EntityModel

/// A line of a page, trimmed, with what its looks tell of its part in the page.
struct PageLine {
  enum Kind {
    /// Paper, date, page number, editors.
    case pageHead
    /// Short, without a full stop at its end.
    case heading
    /// A paragraph that opens with 本报讯 or the like.
    case dateline
    /// A line of its own that names authors or photographers.
    case byline
    /// A paragraph that opens with a bullet: an item of a column of briefs.
    case brief
    case body
  }

  /// Range in the document, blanks and heading marks at its ends left out.
  let range: Range<Int>
  /// Number of empty lines before it.
  let blankLinesBefore: Int
  /// Number of `#` before it.
  let marks: Int
  var kind: Kind

  var count: Int { range.count }
}

/// Cuts a page into lines and says what each looks like.
struct LineReader {
  let codes: [UInt32]

  /// The lines that hold any text, in order.
  func lines() -> [PageLine] {
    var lines: [PageLine] = []
    var start = 0
    var blank = 0
    while start <= codes.count {
      var end = start
      while end < codes.count && codes[end] != 0x0A && codes[end] != 0x0D && codes[end] != 0x0C { end += 1 }
      if let line = trimmed(start..<end, blankLinesBefore: blank) {
        lines.append(line)
        blank = 0
      } else {
        blank += 1
      }
      if end + 1 < codes.count && codes[end] == 0x0D && codes[end + 1] == 0x0A { end += 1 }
      start = end + 1
    }
    for index in lines.indices { lines[index].kind = kind(of: lines[index], at: index) }
    return lines
  }

  private func trimmed(_ range: Range<Int>, blankLinesBefore: Int) -> PageLine? {
    var lower = range.lowerBound
    var upper = range.upperBound
    func isPadding(_ code: UInt32) -> Bool { isBlank(code) || isIgnorable(code) }
    while lower < upper && isPadding(codes[lower]) { lower += 1 }
    while upper > lower && isPadding(codes[upper - 1]) { upper -= 1 }
    var marks = 0
    while lower < upper && codes[lower] == 0x23 {
      marks += 1
      lower += 1
    }
    while lower < upper && isPadding(codes[lower]) { lower += 1 }
    guard lower < upper else { return nil }
    return PageLine(range: lower..<upper, blankLinesBefore: blankLinesBefore, marks: marks, kind: .body)
  }

  private func kind(of line: PageLine, at index: Int) -> PageLine.Kind {
    if index < 3 && isPageHead(line) { return .pageHead }
    if isDateline(line) { return .dateline }
    if isByline(line) { return .byline }
    if isBrief(line) { return .brief }
    if isHeading(line) { return .heading }
    return .body
  }

  func code(_ line: PageLine, _ offset: Int) -> UInt32 {
    let index = line.range.lowerBound + offset
    return index < line.range.upperBound ? folded(codes[index]) : 0
  }

  func contains(_ line: PageLine, _ word: [UInt32], within limit: Int = .max) -> Bool {
    find(line, word, within: limit) != nil
  }

  /// Offset in the line of the first occurrence of `word` that starts before `limit`.
  func find(_ line: PageLine, _ word: [UInt32], within limit: Int = .max) -> Int? {
    guard line.count >= word.count else { return nil }
    let last = min(line.count - word.count, limit == .max ? .max : limit - 1)
    guard last >= 0 else { return nil }
    search: for offset in 0...last {
      for (index, code) in word.enumerated() where self.code(line, offset + index) != code { continue search }
      return offset
    }
    return nil
  }

  func hasPrefix(_ line: PageLine, _ word: [UInt32]) -> Bool { contains(line, word, within: 1) }

  func hasSuffix(_ line: PageLine, _ word: [UInt32]) -> Bool {
    line.count >= word.count
      && word.indices.allSatisfy { code(line, line.count - word.count + $0) == word[$0] }
  }

  /// A line among the first of a page that has two of: a full date, a page number, editors, a telephone.
  private func isPageHead(_ line: PageLine) -> Bool {
    guard line.count <= 120, !hasSuffix(line, Self.fullStop) else { return false }
    var signs = 0
    if let year = find(line, Self.year), year >= 4, contains(line, Self.month), contains(line, Self.day) { signs += 1 }
    if contains(line, Self.weekday) { signs += 1 }
    if Self.pageWords.contains(where: { contains(line, $0) }) { signs += 1 }
    if Self.editorWords.contains(where: { contains(line, $0) }) { signs += 1 }
    return signs >= 2
  }

  /// 本报金乡讯(…, 本报讯（…, 某某早报讯（…: the word 讯 soon after the start, before a bracket or a blank.
  private func isDateline(_ line: PageLine) -> Bool {
    guard line.count > 20 || contains(line, Self.reporter) || contains(line, Self.correspondent) else { return false }
    guard let offset = find(line, Self.dispatch, within: 16) else { return hasOpeningByline(line) }
    for index in 0..<offset where !(0x3400...0x9FFF).contains(code(line, index)) && code(line, index) != 0x20 {
      return false
    }
    let next = code(line, offset + 1)
    return next == 0x28 || next == 0x20 || next == 0x2C
      || (offset == 0 ? false : Self.paperSigns.contains(code(line, offset - 1)) && offset <= 6)
      || find(line, Self.reporter, within: offset + 3) != nil
  }

  /// （记者 … 通讯员 …） before the first sentence.
  private func hasOpeningByline(_ line: PageLine) -> Bool {
    code(line, 0) == 0x28 && line.count > 30
      && (contains(line, Self.reporter, within: 6) || contains(line, Self.correspondent, within: 6))
  }

  private func isByline(_ line: PageLine) -> Bool {
    guard line.count <= 48, !hasSuffix(line, Self.fullStop) else { return false }
    var offset = 0
    let bulleted = Self.isBullet(code(line, 0))
    if bulleted { offset = 1 }
    while code(line, offset) == 0x20 || code(line, offset) == 0x28 { offset += 1 }
    let rest = line.count - offset
    let first = code(line, offset)
    for word in Self.bylineWords where word[0] == first && startsWith(line, word, at: offset) {
      // 记者调查 and 编辑部 are headings; a byline has a blank, a colon or a name after its word.
      return rest <= 40 && !contains(line, Self.comma)
    }
    if hasSuffix(line, Self.photo) && rest <= 24 { return true }
    guard bulleted, rest >= 2, rest <= 14 else { return false }
    return (offset..<line.count).allSatisfy {
      (0x3400...0x9FFF).contains(code(line, $0)) || code(line, $0) == 0x20 || code(line, $0) == 0xB7
    }
  }

  private func startsWith(_ line: PageLine, _ word: [UInt32], at offset: Int) -> Bool {
    word.indices.allSatisfy { code(line, offset + $0) == word[$0] }
  }

  private func isBrief(_ line: PageLine) -> Bool {
    if Self.isBullet(code(line, 0)) { return line.count > 12 }
    // 【法院】, 〔更正〕, 〖清水河镇〗 before the text.
    guard [0x3010, 0x3014, 0x3016].contains(code(line, 0)) else { return false }
    return line.count > 30
  }

  private func isHeading(_ line: PageLine) -> Bool {
    guard line.count <= 40 || line.marks > 0 else { return false }
    let last = code(line, line.count - 1)
    if Self.sentenceEnds.contains(last) && last != 0x21 && last != 0x3F { return false }
    return line.marks > 0 || !contains(line, Self.fullStop)
  }

  static let fullStop = literal("。")
  static let comma = literal(",")
  static let dispatch = literal("讯")
  static let reporter = literal("记者")
  static let correspondent = literal("通讯员")
  static let photo = literal("摄")
  static let year = literal("年")
  static let month = literal("月")
  static let day = literal("日")
  static let weekday = literal("星期")
  static let paperSigns = Set(literal("报社网台"))
  static let pageWords = ["版", "第"].map(literal)
  static let editorWords = ["责编", "编辑", "校对", "版式", "美编", "热线", "主编", "值班", "统筹"].map(literal)
  /// Geometric shapes, blocks, stars, dingbats and the like at the start of a line.
  static func isBullet(_ code: UInt32) -> Bool {
    (0x2580...0x27BF).contains(code) || code == 0x203B || code == 0xB7 || code == 0x2023 || code == 0x2503
  }
  static let sentenceEnds = Set(literal("。!?;:,、…"))
  static let bylineWords = [
    "本报记者", "本报通讯员", "本报见习记者", "本报实习", "本报特约", "通讯员", "记者", "特约记者", "特约通讯员", "见习记者", "实习记者", "全媒体记者", "融媒体记者",
    "首席记者", "文/", "图/", "文图/", "图文/", "文、图/", "图、文/", "文字/", "摄影/", "摄影", "撰文", "文图", "图文", "作者", "供稿", "文|", "图|",
    "本报全媒体",
  ].map(literal)
}
