import EntityModel

/// works_for and works_in: who holds which post where.
///
/// Reads the post between a unit or place and the name after it (金乡县委组织部副部长周启山), in brackets after the name
/// (高峰（县公安局民警）), in a list line, and in the words of an appointment (任命马跃为…副县长).
struct PostRule {
  let page: PageGraph

  /// How far back names and ties are sought, counted in either; more than any report has, so that time stays linear.
  static let reach = 512

  func apply(to relations: inout [Relation]) {
    for sentence in page.outer.indices {
      let mentions = page.outer[sentence]
      for (position, index) in mentions.enumerated()
      where page.mentions[index].type == .person && !page.resolution.isByline[index] {
        let found = readBefore(mentions, position, &relations) || readAfter(mentions, position, &relations)
        if !found { readBarePost(mentions, position, sentence, &relations) }
      }
    }
    readSignatures(&relations)
  }

  // MARK: Before the name

  /// Walks back over 、-joined posts: 指挥部副指挥长、县政府副县长朱亚峰.
  private func readBefore(_ mentions: [Int], _ position: Int, _ relations: inout [Relation]) -> Bool {
    let person = mentions[position]
    var end = page.mentions[person].range.lowerBound
    var previous = position - 1
    var found = false
    while previous >= 0 {
      let owner = mentions[previous]
      let start = page.mentions[owner].range.upperBound
      guard page.mentions[owner].type != .programme, start < end || start == end else { break }
      // 赵九龙和李安敬: a name in the same list shares the post of the one before.
      guard let post = post(start..<max(start, end), of: person) else { break }
      if page.mentions[owner].type == .person {
        break
      }
      add(person, post, owner, &relations)
      found = true
      end = page.mentions[owner].range.lowerBound
      let code = end > 0 ? page.codes(person)[end - 1] : 0
      guard code == 0x3001 || code == 0x2C && false else { break }
      end -= 1
      previous -= 1
    }
    if !found, previous >= 0, page.mentions[mentions[previous]].type == .person {
      return shareWith(mentions[previous], person, &relations)
    }
    return found
  }

  /// 空巢老人张善云和邵作庆: joined by 和 or 、, the second has what the first has.
  private func shareWith(_ first: Int, _ second: Int, _ relations: inout [Relation]) -> Bool {
    let between = page.mentions[first].range.upperBound..<page.mentions[second].range.lowerBound
    guard between.count <= 1 else { return false }
    let joiner = page.text(page.mentions[second].article, between)
    guard joiner == "和" || joiner == "、" || joiner == "与" else { return false }
    let shared = relations.suffix(Self.reach).filter {
      $0.source == page.entity(first) && ($0.type == .worksFor || $0.type == .worksIn)
        && $0.evidence == page.evidence(second)
    }
    for relation in shared {
      relations.append(
        Relation(
          source: page.entity(second), type: relation.type, target: relation.target, role: relation.role,
          evidence: relation.evidence))
    }
    return !shared.isEmpty
  }

  private func add(_ person: Int, _ post: String, _ owner: Int, _ relations: inout [Relation]) {
    let source = page.entity(person)
    let target = page.entity(owner)
    let evidence = page.evidence(person)
    if page.mentions[owner].type == .place {
      relations.append(Relation(source: source, type: .worksIn, target: target, role: post, evidence: evidence))
      return
    }
    // 县委副书记、县长: the second post is that of the county itself.
    let parts = post.split(separator: "、").map(String.init)
    let civic = parts.filter { part in
      Self.civicPosts.contains { part == $0 || part.hasSuffix("副" + $0) && part.count <= $0.count + 3 }
    }
    let own = parts.filter { !civic.contains($0) }
    if !own.isEmpty {
      relations.append(
        Relation(
          source: source, type: .worksFor, target: target, role: own.joined(separator: "、"), evidence: evidence))
    } else if !page.resolution.entities[target].name.hasSuffix("委") {
      relations.append(Relation(source: source, type: .worksFor, target: target, role: post, evidence: evidence))
    }
    guard let role = civic.first, page.resolution.entities[target].name.hasSuffix("委") else { return }
    let scene = page.resolution.scenes[page.mentions[person].article]
    let names = role.hasSuffix("镇长") || role.hasSuffix("乡长") ? scene.townships : scene.counties
    let own1 = page.resolution.entities[target].name.dropLast()
    let place = page.place(named: String(own1)) ?? names.lazy.compactMap(page.place).first
    if let place {
      relations.append(Relation(source: source, type: .worksIn, target: place, role: role, evidence: evidence))
    }
  }

  /// The post that a stretch of a person's article is, or nil when it is none.
  private func post(_ range: Range<Int>, of person: Int) -> String? {
    let codes = page.codes(person)
    // Most stretches do not end like a post.
    guard let last = range.last(where: { codes[$0] != 0x20 && codes[$0] != 0x0A }), Self.postEnds.contains(codes[last])
    else { return nil }
    return Self.post(page.text(page.mentions[person].article, range))
  }

  /// The post that a text is, or nil when it is none.
  static func post(_ segment: String) -> String? {
    var text = segment.filter { !$0.isWhitespace }
    while let first = text.first, first == "的" || first == "、" || first == "," || first == "原" { text.removeFirst() }
    guard text.count <= 18, endsLikePost(text) else { return nil }
    guard !text.contains(where: { "。;:!?“”,".contains($0) }) else { return nil }
    for word in ["说", "组织", "联合", "前往", "来到", "走进", "邀请", "表示"] where text.contains(word) { return nil }
    return text
  }

  /// Whether a text has a post's last letter.
  static func endsLikePost(_ text: String) -> Bool {
    text.unicodeScalars.last.map { postEnds.contains($0.value) } ?? false
  }

  /// Code points that posts end with.
  private static let postEnds = Set(
    "记任长员席官师理裁事授生士人民者手工主干户友匠监医护警督委察夫民兵商导匠问部妈爷奶叔姨娘汉妻子女徒傅家属客学".unicodeScalars.map(\.value))
  static let civicPosts = ["县长", "区长", "市长", "镇长", "乡长", "州长", "旗长"]

  // MARK: After the name

  private func readAfter(_ mentions: [Int], _ position: Int, _ relations: inout [Relation]) -> Bool {
    guard position + 1 < mentions.count else { return false }
    let person = mentions[position]
    let owner = mentions[position + 1]
    guard page.mentions[owner].type == .unit || page.mentions[owner].type == .place else { return false }
    let codes = page.codes(person)
    let gap = page.mentions[person].range.upperBound..<page.mentions[owner].range.lowerBound
    guard gap.lowerBound <= gap.upperBound, gap.count <= 6 else { return false }
    let joint = page.text(page.mentions[person].article, gap)
    let isBracket = joint == "("
    let isListLine = joint == " "
    let isVerb = Self.joints.contains { joint.hasPrefix($0) || joint == $0 } && !joint.contains(",")
    guard isBracket || isListLine || isVerb else { return false }
    var last = owner
    var next = position + 2
    // 城关街道|解放社区|党委书记: the last of a chain of places counts.
    while next < mentions.count, page.mentions[mentions[next]].range.lowerBound == page.mentions[last].range.upperBound,
      page.mentions[mentions[next]].type != .person
    {
      last = mentions[next]
      next += 1
    }
    let start = page.mentions[last].range.upperBound
    var end = start
    while end < codes.count, end - start < 18, !Self.isPostBreak(codes[end], isBracket) { end += 1 }
    let segment = page.text(page.mentions[person].article, start..<end)
    guard let post = Self.post(String(segment.prefix { $0 != "职" || segment.hasSuffix("职工") })) else { return false }
    add(person, post, last, &relations)
    return true
  }

  private static func isPostBreak(_ code: UInt32, _ isBracket: Bool) -> Bool {
    switch code {
    case 0x29, 0x3002, 0x3B, 0x0A, 0x2C: true
    case 0x20, 0x28: !isBracket
    default: false
    }
  }

  private static let joints = [
    "为", "的", "任", "是", "担任", "当选", "当选为", "出任", "系", "同志为", "同志任", "应聘上", "来自", ",男,", ",女,",
  ]

  // MARK: A post without a unit

  /// 所长李卫民: the unit is the last one named whose name fits the post; 镇长 belongs to the town of the article.
  private func readBarePost(_ mentions: [Int], _ position: Int, _ sentence: Int, _ relations: inout [Relation]) {
    let person = mentions[position]
    let codes = page.codes(person)
    let end = page.mentions[person].range.lowerBound
    var start = end
    while start > 0, end - start < 12, (0x4E00...0x9FFF).contains(codes[start - 1]) || codes[start - 1] == 0x3001 {
      start -= 1
    }
    if position > 0 { start = max(start, page.mentions[mentions[position - 1]].range.upperBound) }
    guard start < end, Self.barePostList.ends(codes, start..<end) else { return }
    let segment = page.text(page.mentions[person].article, start..<end)
    guard let (post, suffixes) = Self.barePosts.first(where: { segment.hasSuffix($0.0) }) else { return }
    let article = page.mentions[person].article
    let scene = page.resolution.scenes[article]
    let source = page.entity(person)
    func add(_ type: RelationType, _ target: Int) {
      relations.append(
        Relation(
          source: source, type: type, target: target, role: fullPost(segment, post), evidence: page.evidence(person),
          isInferred: true))
    }
    switch suffixes.first {
    case "镇": if let place = scene.townships.lazy.compactMap(page.place).first { add(.worksIn, place) }
    case "县": if let place = scene.counties.lazy.compactMap(page.place).first { add(.worksIn, place) }
    case "村": if let place = lastMention(before: person, where: { isVillage($0) }) { add(.worksIn, page.entity(place)) }
    default:
      let unit = lastMention(before: person) { index in
        page.mentions[index].type == .unit
          && suffixes.contains { page.resolution.entities[page.entity(index)].name.hasSuffix($0) }
      }
      if let unit { add(.worksFor, page.entity(unit)) }
    }
  }

  private func fullPost(_ segment: String, _ post: String) -> String {
    segment.hasSuffix("副" + post) ? "副" + post : post
  }

  private func isVillage(_ index: Int) -> Bool {
    page.mentions[index].type == .place && page.resolution.entities[page.entity(index)].level == .village
  }

  private func lastMention(before person: Int, where fits: (Int) -> Bool) -> Int? {
    var index = person - 1
    while index >= max(0, person - Self.reach), page.mentions[index].article == page.mentions[person].article {
      if fits(index) { return index }
      index -= 1
    }
    return nil
  }

  /// Posts that a unit's last word goes with; the longest first.
  private static let barePosts: [(String, [String])] = [
    ("党支部书记", ["党支部", "公司", "合作社"]), ("总经理", ["公司", "集团", "厂"]), ("董事长", ["公司", "集团"]),
    ("理事长", ["合作社", "协会", "联社", "残联", "商会"]),
    ("列车长", ["段"]), ("指导员", ["中队", "大队"]), ("教导员", ["派出所", "大队"]), ("大队长", ["大队"]), ("所长", ["所", "派出所"]), ("院长", ["院"]),
    ("校长", ["校", "小学", "中学", "学院", "大学", "一中"]), ("园长", ["幼儿园"]), ("厂长", ["厂"]), ("局长", ["局"]), ("站长", ["站"]),
    ("馆长", ["馆"]),
    ("庭长", ["庭"]), ("行长", ["行", "银行"]), ("队长", ["队"]), ("队员", ["队"]), ("会长", ["会", "商会"]), ("部长", ["部"]),
    ("经理", ["公司"]),
    ("主任", ["中心", "办", "办公室", "委员会", "业委会"]), ("医生", ["医院", "卫生院", "中心"]), ("民警", ["派出所", "大队"]), ("镇长", ["镇"]),
    ("乡长", ["镇"]),
    ("县长", ["县"]), ("区长", ["县"]), ("市长", ["县"]), ("村民", ["村"]), ("居民", ["村"]), ("网格员", ["村"]), ("老人", ["村"]),
    ("村主任", ["村"]),
    ("村支书", ["村"]), ("学员", ["村"]), ("职工", ["公司", "厂"]), ("员工", ["公司", "厂"]), ("厂长", ["厂"]), ("徒弟", ["厂"]),
  ]

  private static let barePostList = WordList(barePosts.map(\.0))

  // MARK: Signed pieces

  /// (作者系邹城市兖山街道党委书记): the post of the author under the heading.
  private func readSignatures(_ relations: inout [Relation]) {
    for index in page.mentions.indices where page.mentions[index].type == .unit {
      let mention = page.mentions[index]
      let codes = page.codes(index)
      let start = mention.range.lowerBound
      guard start >= 4 else { continue }
      guard Self.signatures.ends(codes, max(0, start - 6)..<start) else { continue }
      let author = page.mentions.indices.first {
        page.mentions[$0].article == mention.article && page.resolution.isByline[$0]
      }
      guard let author else { continue }
      var end = mention.range.upperBound
      while end < codes.count, end - mention.range.upperBound < 18, codes[end] != 0x29, codes[end] != 0x0A { end += 1 }
      let role = Self.post(page.text(mention.article, mention.range.upperBound..<end))
      relations.append(
        Relation(
          source: page.entity(author), type: .worksFor, target: page.entity(index), role: role,
          evidence: page.evidence(index)))
    }
  }

  private static let signatures = WordList(["作者系", "作者为", "作者单位:", "作者单位", "作者是"])
}
