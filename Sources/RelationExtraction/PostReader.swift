/// Reads the post that a text gives a person at a body.
struct PostReader {
  let page: PageGraph

  /// Up to eight characters before a position, back to a mark, a digit or the particle 的.
  static func postBefore(_ end: Int, in codes: [UInt32]) -> ArraySlice<UInt32> {
    var start = end
    while start > 0, end - start < 8, (0x4E00...0x9FFF).contains(codes[start - 1]), codes[start - 1] != 0x7684 {
      start -= 1
    }
    return codes[start..<end]
  }

  /// The post of a person: between the body and the name (县委组织部|副部长|周启山), after the body where the name comes
  /// first (马跃为…政府|副县长), else what stands directly before the name; nil where nothing does.
  func post(of person: Int, at body: Int) -> String? {
    let (name, owner) = (page.mentions[person].range, page.mentions[body].range)
    let isNear = page.sentenceOfMention[person] == page.sentenceOfMention[body] && person != body
    if isNear, owner.upperBound <= name.lowerBound {
      if let post = between(owner.upperBound..<name.lowerBound, person) { return post }
    } else if isNear, let post = after(owner.upperBound, person) {
      return post
    }
    return directlyBefore(person)
  }

  /// Text between body and name: its first part, and the parts that name a department of the same committee.
  private func between(_ range: Range<Int>, _ person: Int) -> String? {
    guard range.count > 0, range.count <= 20 else { return nil }
    let letters = page.codes(person)[range].filter { $0 != 0x20 }.drop { Self.openers.contains($0) }
    guard !letters.isEmpty, !letters.contains(where: Self.breaks.contains) else { return nil }
    let parts = letters.split(separator: 0x3001).map(Array.init)
    guard let first = parts.first else { return nil }
    var kept = [first]
    for part in parts.dropFirst() {
      guard Self.departments.begins(part, part.indices) else { break }
      kept.append(part)
    }
    // 党组书记、局长 is one post of one body; 县长 after it is the county's.
    if kept.count == 1, parts.count == 2 {
      let second = parts[1]
      if !Self.civicPosts.ends(second, second.indices), Self.pairedPosts.ends(second, second.indices),
        !(Self.secretary.ends(first, first.indices) && Self.supervisor.begins(second, second.indices))
      {
        kept.append(second)
      }
    }
    return String(codePoints: Array(kept.joined(separator: [0x3001])))
  }

  /// 的、,原任, which lead on to a post.
  private static let openers = Set("的、,原任".unicodeScalars.map(\.value))
  private static let breaks = Set("。;:!?“”,()0123456789".unicodeScalars.map(\.value))

  /// Text after a body that follows the name, up to a mark.
  private func after(_ start: Int, _ person: Int) -> String? {
    let codes = page.codes(person)
    var end = start
    var letters = 0
    while end < codes.count, letters < 14 {
      let code = codes[end]
      guard (0x4E00...0x9FFF).contains(code) || code == 0x20 || code == 0x201C || code == 0x201D else { break }
      if (0x4E00...0x9FFF).contains(code) { letters += 1 }
      end += 1
    }
    var text = page.text(page.mentions[person].article, start..<end).filter { !" “”".contains($0) }
    while let first = text.first, "的里做任".contains(first) { text.removeFirst() }
    return (1...12).contains(text.count) && PostRule.endsLikePost(text) ? text : nil
  }

  /// 驻村电工刘洋: the run of characters before the name, without the name before it.
  private func directlyBefore(_ person: Int) -> String? {
    let range = page.mentions[person].range
    let run = Self.postBefore(range.lowerBound, in: page.codes(person))
    var start = run.startIndex
    let position = page.positionInSentence[person]
    if position > 0 {
      let previous = page.outer[page.sentenceOfMention[person]][position - 1]
      start = max(start, page.mentions[previous].range.upperBound)
    }
    guard start < range.lowerBound, range.lowerBound - start >= 2 else { return nil }
    let text = page.text(page.mentions[person].article, start..<range.lowerBound)
    return PostRule.endsLikePost(text) ? text : nil
  }

  private static let departments = WordList(["组织部", "宣传部", "统战部", "政法委", "社会工作部", "办公室"])
  private static let pairedPosts = WordList([
    "局长", "院长", "校长", "所长", "董事长", "总经理", "理事长", "主席", "馆长", "站长", "主任",
  ])
  private static let civicPosts = WordList(PostRule.civicPosts)
  // 书记、监委主任 are posts of two bodies.
  private static let secretary = WordList(["书记"])
  private static let supervisor = WordList(["监"])
}
