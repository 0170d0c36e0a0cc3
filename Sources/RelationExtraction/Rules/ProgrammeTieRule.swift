import EntityModel

/// runs and takes_part_in: who launched or hosts a programme, and who joins it.
///
/// The body that runs a programme stands before the verb (沂水农商银行推出“园区快贷”), after 由 (由区卫生健康局牵头), or is
/// the place the article is about; a body that 联合 brings in takes part.
struct ProgrammeTieRule {
  let page: PageGraph

  /// How many names on either side of a programme are looked at; a sentence has fewer, a list without end has not.
  static let reach = 128

  func apply(to relations: inout [Relation]) {
    var hasRunner = Set<Int>()
    for sentence in page.outer.indices {
      let mentions = page.outer[sentence]
      for (position, index) in mentions.enumerated() where page.mentions[index].type == .programme {
        let runners = self.runners(mentions, position)
        for (body, joins) in runners {
          add(joins ? .takesPartIn : .runs, body, index, false, &relations)
          if !joins { hasRunner.insert(page.entity(index)) }
        }
        for body in participants(mentions, position, excluding: Set(runners.map { page.entity($0.body) })) {
          add(.takesPartIn, body, index, false, &relations)
        }
      }
    }
    addRunnersOfScene(hasRunner, &relations)
  }

  private func add(
    _ type: RelationType, _ body: Int, _ programme: Int, _ isInferred: Bool, _ relations: inout [Relation]
  ) {
    relations.append(
      Relation(
        source: page.entity(body), type: type, target: page.entity(programme), evidence: page.evidence(programme),
        isInferred: isInferred))
  }

  // MARK: Runners

  private func runners(_ mentions: [Int], _ position: Int) -> [(body: Int, joins: Bool)] {
    let programme = mentions[position]
    if let passive = passiveRunners(mentions, position) { return passive }
    let codes = page.codes(programme)
    let start = page.mentions[programme].range.lowerBound
    // The clause before the programme: bodies, then the verb.
    var bodies: [Int] = []
    for other in mentions[..<position].suffix(Self.reach)
    where page.mentions[other].type == .unit || page.mentions[other].type == .place {
      bodies.append(other)
    }
    guard !bodies.isEmpty else { return [] }
    let lastEnd = page.mentions[bodies[bodies.count - 1]].range.upperBound
    guard Self.launches.occurs(in: codes, lastEnd..<max(lastEnd, start)) || isHeld(after: programme, codes) else {
      return []
    }
    let group = subjects(bodies)
    return group.map { body in (body, isBroughtIn(body)) }
  }

  /// The row of bodies that is the subject: joined by 、, 与, 和, 联合; a place after 在 is only where.
  private func subjects(_ bodies: [Int]) -> [Int] {
    var group: [Int] = []
    for body in bodies.reversed() {
      let range = page.mentions[body].range
      let before = range.lowerBound > 0 ? page.codes(body)[range.lowerBound - 1] : 0
      if page.mentions[body].type == .place, before == 0x5728 || before == 0x5230 || isInsideChainAfterAt(body) {
        continue
      }
      if let next = group.first {
        let gap = range.upperBound..<max(range.upperBound, page.mentions[next].range.lowerBound)
        let joint = page.text(page.mentions[body].article, gap)
        if joint.isEmpty { continue }
        guard gap.count <= 4, ["、", "与", "和", "及", "联合", "会同", "携手", "牵头,联合", ",联合", "同"].contains(joint) else { break }
      }
      group.insert(body, at: 0)
    }
    return group
  }

  /// 在胡集镇|胡集村广场: the second of a chain that 在 opens.
  private func isInsideChainAfterAt(_ body: Int) -> Bool {
    guard body > 0, page.mentions[body - 1].article == page.mentions[body].article,
      page.mentions[body - 1].range.upperBound == page.mentions[body].range.lowerBound
    else { return false }
    let start = page.mentions[body - 1].range.lowerBound
    return start > 0 && page.codes(body)[start - 1] == 0x5728
  }

  private func isBroughtIn(_ body: Int) -> Bool {
    let start = page.mentions[body].range.lowerBound
    guard start >= 2 else { return false }
    let before = page.text(page.mentions[body].article, max(0, start - 2)..<start)
    if before == "联合" || before == "会同" { return true }
    // 联合A、B: what follows in the same row.
    guard before.hasSuffix("、"), body > 0, page.mentions[body - 1].article == page.mentions[body].article,
      page.mentions[body - 1].range.upperBound == start - 1
    else { return false }
    return isBroughtIn(body - 1)
  }

  /// “云上家医”由区卫生健康局牵头; 大赛由A主办，B承办.
  private func passiveRunners(_ mentions: [Int], _ position: Int) -> [(body: Int, joins: Bool)]? {
    let programme = mentions[position]
    let codes = page.codes(programme)
    var cursor = page.mentions[programme].range.upperBound
    let limit = min(codes.count, cursor + 24)
    while cursor < limit, codes[cursor] != 0x7531 {
      if codes[cursor] == 0x3002 { return nil }
      cursor += 1
    }
    guard cursor < limit else { return nil }
    var bodies: [(body: Int, joins: Bool)] = []
    var end = cursor + 1
    for other in mentions[(position + 1)...] {
      let range = page.mentions[other].range
      guard page.mentions[other].type == .unit || page.mentions[other].type == .place else { break }
      let joint = page.text(page.mentions[other].article, min(end, range.lowerBound)..<range.lowerBound)
      guard joint.count <= 6 else { break }
      bodies.append((other, joint.contains("联合")))
      end = range.upperBound
    }
    guard !bodies.isEmpty else { return nil }
    return Self.hostings.occurs(in: codes, end..<min(codes.count, end + 8)) ? bodies : nil
  }

  /// 大赛在…举行: hosted, though no verb stands before it.
  private func isHeld(after programme: Int, _ codes: [UInt32]) -> Bool {
    let end = page.mentions[programme].range.upperBound
    return Self.holdings.occurs(in: codes, end..<min(codes.count, end + 10))
  }

  /// A programme that no sentence gives to anybody is the article's own town's or county's.
  private func addRunnersOfScene(_ hasRunner: Set<Int>, _ relations: inout [Relation]) {
    var seen = hasRunner
    let bodies = unitsInHeadings()
    for index in page.mentions.indices where page.mentions[index].type == .programme {
      guard seen.insert(page.entity(index)).inserted else { continue }
      let article = page.mentions[index].article
      guard !page.articles[article].isPageHead else { continue }
      if let body = bodies[article] ?? page.scenePlace(article) {
        relations.append(
          Relation(
            source: body, type: .runs, target: page.entity(index), evidence: page.evidence(index), isInferred: true))
      }
    }
  }

  /// For each article, the unit that its heading names first (嘉祥县妇联).
  private func unitsInHeadings() -> [Int?] {
    var units = [Int?](repeating: nil, count: page.articles.count)
    for (index, mention) in page.mentions.enumerated() where mention.type == .unit && units[mention.article] == nil {
      if mention.range.upperBound <= page.articles[mention.article].headingLength {
        units[mention.article] = page.entity(index)
      }
    }
    return units
  }

  // MARK: Participants

  private func participants(_ mentions: [Int], _ position: Int, excluding: Set<Int>) -> [Int] {
    let programme = mentions[position]
    let end = page.mentions[programme].range.upperBound
    let codes = page.codes(programme)
    let start = page.mentions[programme].range.lowerBound
    let joins = Self.joinings.occurs(in: codes, max(0, start - 6)..<start)
    let members = Self.memberships.begins(codes, end..<min(codes.count, end + 12))
    guard joins || members else { return [] }
    let near = members ? mentions[(position + 1)...].prefix(Self.reach) : mentions[..<position].suffix(Self.reach)
    return near.filter { index in
      let type = page.mentions[index].type
      let isFit = members ? type == .person : type == .person || type == .unit
      return isFit && !excluding.contains(page.entity(index)) && !page.resolution.isByline[index]
    }
  }

  private static let launches = WordList([
    "开展", "启动", "实施", "推行", "推出", "推进", "推广", "打造", "创建", "创新", "建立", "构建", "举办", "举行", "承办", "主办", "组织", "发起", "探索",
    "深化",
    "落实", "试行", "试点", "上线", "开通", "开办", "开设", "设立", "制定", "出台", "开发", "引入", "搭建", "擦亮", "培育", "成立", "联合", "合办", "制作",
    "办的",
    "共建", "总结", "提炼", "实行", "采取", "完善", "健全", "升级", "建成", "建起",
  ])
  private static let hostings = WordList([
    "牵头", "主办", "承办", "合办", "开发", "统筹", "推出", "联办", "共建", "组织", "发起", "共管", "投用", "举办", "打造", "运营",
  ])
  private static let holdings = WordList(["启动", "开幕", "举行", "上线", "开赛", "开班", "启用"])
  private static let joinings = WordList(["参加", "参与", "加入", "成为", "入选", "走进", "支持下进了", "应用"])
  private static let memberships = WordList(["队员", "学员", "成员", "选手", "负责人", "会员"])
}
