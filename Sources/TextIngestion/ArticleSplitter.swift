import EntityModel

/// Splits a page into articles: reports, signed pieces, captions, briefs, lists.
///
/// A tie means "in the same report", so the borders matter. Signs of a new article: a heading followed by a dateline or
/// a byline, a heading mark, the heading of a list or notice, a bullet, a photographer's line. A heading without such a
/// sign is a subheading. An article that another interrupts in mid-sentence (columns that the scan interleaved) goes on
/// in the paragraph that continues it.
public struct ArticleSplitter: Sendable {
  public init() {}

  /// The articles of a page in the order of their starts; the head of the page first, if there is one.
  public func articles(of document: Document) -> [Article] {
    let reader = LineReader(codes: document.codePoints)
    var assembler = ArticleAssembler(reader: reader, lines: reader.lines())
    return assembler.assemble()
  }
}

/// Walks over the lines of a page and hands each to an article.
struct ArticleAssembler {
  /// An article while its lines are being collected.
  struct Draft {
    var heading: [Int] = []
    /// Indices of the lines after the heading, in reading order.
    var body: [Int] = []
    var isPageHead = false
    var isCaption = false
    /// Whether its end was seen: a photographer's line, (作者系…).
    var isClosed = false

    var first: Int { min(heading.first ?? .max, body.first ?? .max) }
  }

  let reader: LineReader
  let lines: [PageLine]
  private(set) var drafts: [Draft] = []
  /// Index of the article that lines go to.
  private var current: Int?
  /// Index of an article that broke off in mid-sentence when another began.
  private var interrupted: Int?
  /// Articles that began since, the interrupting one apart: the more of them, the surer a paragraph must be to go back.
  private var articlesSinceInterruption = 0
  /// Pairs of characters of drafts, see `cohesion(_:_:)`.
  var pairsOfDraft: [Int: DraftPairs] = [:]

  init(reader: LineReader, lines: [PageLine]) {
    self.reader = reader
    self.lines = lines
  }

  mutating func assemble() -> [Article] {
    var index = 0
    while index < lines.count {
      switch lines[index].kind {
      case .pageHead:
        drafts.append(Draft(body: [index], isPageHead: true))
        index += 1
      case .heading: index = takeHeadings(from: index)
      case .dateline: index = takeDateline(index)
      case .byline: index = takeByline(index)
      case .brief: index = takeBrief(index)
      case .body: index = takeBody(index)
      }
    }
    return drafts.filter { !$0.body.isEmpty || !$0.heading.isEmpty }.sorted { $0.first < $1.first }.map(article)
  }

  // MARK: Lines

  private mutating func takeHeadings(from start: Int) -> Int {
    var end = start
    while end < lines.count, lines[end].kind == .heading, end - start < 6 {
      if end > start, lines[end].marks > 0, lines[end].marks <= lines[end - 1].marks, !isKicker(end - 1) { break }
      end += 1
      if isNotice(end - 1) { break }
    }
    let block = Array(start..<end)
    if let current, drafts[current].body.isEmpty, drafts[current].heading.allSatisfy(isNotice),
      !block.contains(where: isNotice),
      startsArticle(block)
    {
      // The title of a column (简讯) belongs to the first article under it.
      drafts[current].heading += block
    } else if startsArticle(block) {
      begin(Draft(heading: block))
    } else if let current {
      drafts[current].body += block
    } else {
      begin(Draft(heading: block))
    }
    return end
  }

  private mutating func takeDateline(_ index: Int) -> Int {
    if let last = drafts.indices.last, drafts[last].body.allSatisfy({ lines[$0].kind == .byline }),
      !drafts[last].heading.isEmpty, !drafts[last].isClosed
    {
      drafts[last].body.append(index)
      current = last
    } else {
      begin(Draft(body: [index]))
    }
    close(after: index)
    return index + 1
  }

  private mutating func takeByline(_ index: Int) -> Int {
    let isPhoto = reader.hasSuffix(lines[index], LineReader.photo)
    guard let current else {
      begin(Draft(body: [index]))
      return index + 1
    }
    let hadBody = drafts[current].body.prefix(Self.reach).contains { lines[$0].kind != .byline }
    drafts[current].body.append(index)
    // （作者单位：…） and （通讯员 …） under the text sign it off.
    if isPhoto || (hadBody && reader.code(lines[index], 0) == 0x28) { drafts[current].isClosed = true }
    return index + 1
  }

  private mutating func takeBrief(_ index: Int) -> Int {
    takeAsArticle(index, isCaption: false)
    return index + 1
  }

  /// Begins an article that has no heading of its own, but for the title of the column it opens.
  private mutating func takeAsArticle(_ index: Int, isCaption: Bool) {
    if let current, drafts[current].body.isEmpty, drafts[current].heading.allSatisfy(isNotice) {
      drafts[current].body.append(index)
      drafts[current].isCaption = isCaption
    } else {
      begin(Draft(body: [index], isCaption: isCaption))
    }
    close(after: index)
  }

  private mutating func takeBody(_ index: Int) -> Int {
    if let current, drafts[current].isCaption, !drafts[current].isClosed {
      drafts[current].body.append(index)
      close(after: index)
      return index + 1
    }
    if isCaption(index) {
      takeAsArticle(index, isCaption: true)
      return index + 1
    }
    guard let current else {
      begin(Draft(body: [index]))
      return index + 1
    }
    let target = owner(of: index, current: current)
    if target == interrupted && target != current { self.current = target }
    drafts[target].body.append(index)
    if target == current { close(after: index) }
    return index + 1
  }

  /// Which article a paragraph without a sign of its own goes on with.
  private mutating func owner(of index: Int, current: Int) -> Int {
    let draft = drafts[current]
    if draft.isClosed, let open = lastOpen(before: current) { return open }
    guard let interrupted, interrupted != current else { return current }
    if draft.body.isEmpty && nextStructure(after: index) == .dateline { return interrupted }
    if let last = draft.body.last, isUnterminated(last) { return current }
    let bar = articlesSinceInterruption == 0 ? 1 : Self.distantCohesion
    return cohesion(index, interrupted) > bar * cohesion(index, current) ? interrupted : current
  }

  private mutating func begin(_ draft: Draft) {
    if let current, !drafts[current].isCaption, let last = drafts[current].body.last,
      lines[last].kind == .body || lines[last].kind == .dateline, isUnterminated(last)
    {
      interrupted = current
      articlesSinceInterruption = 0
    } else if !draft.isCaption {
      articlesSinceInterruption += 1
    }
    drafts.append(draft)
    current = drafts.count - 1
  }

  /// Closes the article when the line just taken signs it off.
  private mutating func close(after index: Int) {
    guard let current else { return }
    let line = lines[index]
    if reader.hasSuffix(line, LineReader.photo) || reader.hasSuffix(line, Self.photoInBrackets) || isSignedOff(index) {
      drafts[current].isClosed = true
    }
  }

  /// Whether a paragraph ends with who wrote it, in brackets.
  private func isSignedOff(_ index: Int) -> Bool {
    let line = lines[index]
    guard let bracket = lastBracket(of: line), line.count - bracket < 60 else { return false }
    let inside = PageLine(
      range: line.range.lowerBound + bracket..<line.range.upperBound, blankLinesBefore: 0, marks: 0, kind: .body)
    return Self.signOffs.contains { reader.contains(inside, $0, within: 8) }
  }

  /// How many articles or lines are looked through for one of a kind, so that time does not grow with their square; a
  /// page has fewer.
  private static let reach = 256

  /// The last article before one that is closed and is no caption and not closed itself.
  private func lastOpen(before index: Int) -> Int? {
    drafts[max(0, index - Self.reach)..<index].lastIndex {
      !$0.isCaption && !$0.isClosed && !$0.isPageHead && !$0.body.isEmpty
    }
  }

  // MARK: Signs

  private func startsArticle(_ block: [Int]) -> Bool {
    guard let current else { return true }
    let draft = drafts[current]
    if draft.isClosed || draft.isCaption { return true }
    if lines[block[0]].marks > 0 { return !isSection(block) }
    let next = block[block.count - 1] + 1
    guard next < lines.count else { return false }
    if lines[next].kind == .dateline { return true }
    if lines[next].kind == .byline && !reader.hasSuffix(lines[next], LineReader.photo) { return true }
    if block.contains(where: isNotice) || isLabelled(block[0]) { return true }
    if block.count > 1, let last = block.last, isLoneName(last) { return true }
    if block.count > 1, isKicker(block[0]), lines[block[0]].blankLinesBefore > 0 { return true }
    if let last = draft.body.last, isUnterminated(last), nextStructure(after: next - 1) == .dateline { return true }
    return false
  }

  /// Whether a marked heading is that of a section: deeper than the title, alone, naming no place, and followed by a
  /// text that nobody signs.
  private func isSection(_ block: [Int]) -> Bool {
    guard let current, let opening = block.first, block.count == 1 else { return false }
    let draft = drafts[current]
    let titleMarks = draft.heading.first.map { lines[$0].marks } ?? 0
    guard lines[opening].marks > titleMarks, draft.body.contains(where: { lines[$0].kind == .body }),
      !isLabelled(opening), !isKicker(opening), !isNotice(opening)
    else { return false }
    for index in lines.indices[(opening + 1)...].prefix(12) {
      switch lines[index].kind {
      case .heading: return index > opening + 1
      case .dateline, .byline, .brief, .pageHead: return false
      case .body: if isSignedOff(index) { return false }
      }
    }
    return true
  }

  /// The kind of the next line that is no plain paragraph, a few lines ahead at most.
  private func nextStructure(after index: Int) -> PageLine.Kind {
    for line in lines[(index + 1)...].prefix(3) where line.kind != .body { return line.kind }
    return .body
  }

  /// 安远县：电商街上的…, 西牛镇 “三送”…, 【人事】, ◇光荣榜◇: a heading that says where, or is marked off.
  private func isLabelled(_ index: Int) -> Bool {
    let line = lines[index]
    let first = reader.code(line, 0)
    if LineReader.isBullet(first) || [0x3010, 0x3014, 0x3016].contains(first) { return true }
    for offset in 2..<min(10, max(2, line.count - 2)) {
      let code = reader.code(line, offset)
      if code == 0x3A || code == 0x20 || code == 0xFF5C || code == 0x7C {
        return Self.kickerEnds.contains(reader.code(line, offset - 1))
      }
    }
    return false
  }

  private func isNotice(_ index: Int) -> Bool {
    lines[index].count <= 40 && Self.noticeEnds.contains { reader.hasSuffix(lines[index], $0) }
  }

  /// A line that is a personal name and nothing else: the author under a heading.
  private func isLoneName(_ index: Int) -> Bool {
    let line = lines[index]
    guard (2...5).contains(line.count) else { return false }
    return (0..<line.count).allSatisfy {
      (0x4E00...0x9FFF).contains(reader.code(line, $0)) || reader.code(line, $0) == 0x20
        || reader.code(line, $0) == 0xB7
    }
  }

  /// A short line over the heading that says where: 鸡黍镇, 嘉祥县妇联.
  private func isKicker(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.count <= (line.marks > 0 ? 20 : 14), !reader.contains(line, [0x2C]) else { return false }
    return line.count <= 3 || Self.kickerEnds.contains(reader.code(line, line.count - 1))
  }

  /// A paragraph that ends with its photographer, or is followed by a line that names one.
  private func isCaption(_ index: Int) -> Bool {
    guard lines[index].count < 400 else { return false }
    if lines[index].blankLinesBefore >= 2, lines[index].count < 260, reader.contains(lines[index], Self.pictured) {
      return true
    }
    // Set apart by a gap, a caption may run over a few paragraphs.
    let reach = lines[index].blankLinesBefore >= 3 ? 3 : 1
    for line in lines[index...].prefix(reach + 1) {
      let isSigned = reader.hasSuffix(line, LineReader.photo) || reader.hasSuffix(line, Self.photoInBrackets)
      if line.kind == .byline { return isSigned }
      guard line.kind == .body else { return false }
      if isSigned { return line.range == lines[index].range || reach > 1 }
    }
    return false
  }

  private func isUnterminated(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.kind != .heading && line.kind != .byline else { return false }
    return !Self.paragraphEnds.contains(reader.code(line, line.count - 1))
  }

  private func lastBracket(of line: PageLine) -> Int? {
    let last = reader.code(line, line.count - 1)
    guard last == 0x29 else { return nil }
    return (0..<line.count).reversed().first { reader.code(line, $0) == 0x28 }
  }

  // MARK: Text

  /// Puts the lines of an article together: those that break off in mid-sentence are joined.
  private func article(_ draft: Draft) -> Article {
    var text = FoldedText()
    // Once for all lines: reserving for each anew copies what came before.
    let length = (draft.heading + draft.body).reduce(0) { $0 + lines[$1].count + 1 }
    text.codes.reserveCapacity(length)
    text.offsets.reserveCapacity(length)
    for (position, index) in draft.heading.enumerated() {
      var isQuoting = false
      append(lines[index], to: &text, &isQuoting)
      let isLast = position == draft.heading.count - 1
      let separator: UInt32 = isLast || isKicker(index) ? 0x0A : 0x20
      text.codes.append(separator)
      text.offsets.append(UInt32(lines[index].range.upperBound - 1))
    }
    let headingLength = text.codes.count
    let title = String(codePoints: text.codes.dropLast().map { $0 == 0x0A ? 0x20 : $0 })
    var isQuoting = false
    for (position, index) in draft.body.enumerated() {
      append(lines[index], to: &text, &isQuoting)
      let next = position + 1 < draft.body.count ? draft.body[position + 1] : nil
      if let next, lines[next].kind == .body, isUnterminated(index) { continue }
      isQuoting = false
      text.codes.append(0x0A)
      text.offsets.append(UInt32(lines[index].range.upperBound - 1))
    }
    let all = draft.heading + draft.body
    let start = all.map { lines[$0].range.lowerBound }.min() ?? 0
    let end = all.map { lines[$0].range.upperBound }.max() ?? start
    return Article(
      span: Span(start, end), title: title, text: text, headingLength: headingLength,
      isPageHead: draft.isPageHead)
  }

  /// - Parameter isQuoting: whether a straight quotation mark is open; a paragraph begins without.
  private func append(_ line: PageLine, to text: inout FoldedText, _ isQuoting: inout Bool) {
    // Written side by side and added at once: adding one by one would check the arrays for each.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * line.count) { buffer in
      var count = 0
      var wasBlank = false
      for offset in line.range {
        var code = reader.codes[offset]
        // Most are Chinese characters, which stand for themselves.
        if !(0x4E00...0x9FFF).contains(code) {
          if isIgnorable(code) { continue }
          code = folded(code)
          // Straight marks open and close by turns.
          if code == 0x22 {
            code = isQuoting ? 0x201D : 0x201C
            isQuoting.toggle()
          }
          if code == 0x09 || code == 0x0B { code = 0x20 }
          if code == 0x20 && wasBlank { continue }
        }
        wasBlank = code == 0x20
        buffer[count] = code
        buffer[line.count + count] = UInt32(offset)
        count += 1
      }
      text.codes.append(contentsOf: buffer[..<count])
      text.offsets.append(contentsOf: buffer[line.count..<(line.count + count)])
    }
  }

  /// How many times as cohesive as with the current article a paragraph must be with one that lies further back.
  static let distantCohesion = 1.5
  static let pictured = literal("图为")
  static let photoInBrackets = literal("摄)")
  static let signOffs = ["作者", "记者", "通讯员", "文/", "来源", "供稿", "整理"].map(literal)
  static let noticeEnds = [
    "动态", "新闻", "简讯", "短讯", "简 讯", "短 讯", "公 告", "声 明", "播报", "声明", "公告", "讣告", "讣 告", "通知", "名单", "启事", "联播", "公示",
    "光荣榜", "快讯", "速递", "要闻", "信息",
    "短波", "集锦", "拾零", "人物", "任免",
  ].map(literal)
  static let kickerEnds = Set(literal("县镇道乡区市局村委心司联办院校会团社站所行队"))
  static let paragraphEnds = Set(literal("。!?;:…”)》】』」~"))
}
