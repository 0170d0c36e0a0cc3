import EntityModel

/// Persons: one name in one article is one person; in several articles it is one as long as nothing speaks against it:
/// a reporter is not the mayor of the same name, and two men with different posts in different towns are two.
///
/// Pages know nothing of each other, so what tells persons of one name apart on one page is what tells them apart on
/// two: the anchor is where the page has the person work, as far as people seldom work at two such places
/// (``Workplace``). Officials go from one office of a county to the next and are anchored to the county alone.
struct PersonRule {
  let page: PageMentions
  let workplaces: WorkplaceReader

  func apply(to identities: inout [Identity?]) {
    let groups = Rows(count: page.names.count, items: page.mentions.count) {
      page.mentions[$0].type == .person ? page.nameNumber($0) : nil
    }
    let known = identities
    for (number, name) in page.names.enumerated() {
      let group = groups[number]
      var clusters: [Cluster] = []
      for members in byArticle(group) {
        let article = page.mentions[members[0]].article
        let isByline = members.allSatisfy(self.isByline)
        let workplace =
          isByline ? nil : members.lazy.compactMap { workplaces.workplace(of: $0, identities: known) }.first
        if let fit = clusters.indices.first(where: { fits(article, isByline, workplace, clusters[$0]) }) {
          clusters[fit].members += members
          if clusters[fit].workplace == nil { clusters[fit].workplace = workplace }
        } else {
          clusters.append(Cluster(members: members, article: article, isByline: isByline, workplace: workplace))
        }
      }
      for (number, cluster) in clusters.enumerated() {
        let key = clusters.count == 1 ? name : "\(name)#\(number)"
        let anchor = anchor(of: cluster)
        for index in cluster.members { identities[index] = Identity(key: key, name: name, anchor: anchor) }
      }
    }
  }

  /// Mentions in the order of their articles, those of an article together.
  private func byArticle(_ mentions: ArraySlice<Int>) -> [[Int]] {
    if mentions.count <= 1 { return mentions.map { [$0] } }
    var rows: [[Int]] = []
    for index in mentions.sorted(by: { (page.mentions[$0].article, $0) < (page.mentions[$1].article, $1) }) {
      if let last = rows.last, page.mentions[last[0]].article == page.mentions[index].article {
        rows[rows.count - 1].append(index)
      } else {
        rows.append([index])
      }
    }
    return rows
  }

  /// Mentions of one person.
  private struct Cluster {
    var members: [Int]
    /// The first article that names the person.
    let article: Int
    /// Whether all members are of bylines; else none of the articles names the person in bylines alone.
    let isByline: Bool
    /// The first one that is known.
    var workplace: Workplace?
  }

  private func anchor(of cluster: Cluster) -> String {
    let county = page.scenes[cluster.article].counties.first ?? ""
    if cluster.isByline { return county + "署名作者" }
    switch cluster.workplace {
    case .unit(let name): return name
    case .township(let name): return county + name
    case .office, nil: return county
    }
  }

  private func fits(_ article: Int, _ isByline: Bool, _ workplace: Workplace?, _ cluster: Cluster) -> Bool {
    if isByline && cluster.isByline { return true }
    if isByline != cluster.isByline { return false }
    if let workplace, let other = cluster.workplace, workplace != other { return false }
    let here = page.scenes[article]
    let there = page.scenes[cluster.article]
    if here.counties.first != there.counties.first { return false }
    if let a = here.townships.first, let b = there.townships.first, a != b { return false }
    return !(here.townships.isEmpty && there.townships.isEmpty) || here.counties.first != nil
  }

  /// Whether a mention is an author's: 通讯员 or 记者 shortly before it, or 摄 after it.
  func isByline(_ index: Int) -> Bool {
    let mention = page.mentions[index]
    let codes = page.articles[mention.article].text.codes
    if page.articles[mention.article].isPageHead { return true }
    if isSignature(mention, codes) { return true }
    var position = mention.range.lowerBound
    let limit = max(0, position - 24)
    while position > limit {
      let code = codes[position - 1]
      if code == 0x5458 || code == 0x8005 { return isBylineWord(codes, position) }
      let isNamePart = (0x4E00...0x9FFF).contains(code) || code == 0x20 || code == 0x3001 || code == 0xB7
      if !isNamePart { break }
      position -= 1
    }
    return false
  }

  /// A name alone under the heading, or after a bullet on a line of its own.
  private func isSignature(_ mention: Mention, _ codes: [UInt32]) -> Bool {
    let (start, end) = (mention.range.lowerBound, mention.range.upperBound)
    guard end < codes.count, codes[end] == 0x0A, start > 0 else { return false }
    if end == page.articles[mention.article].headingLength - 1, codes[start - 1] == 0x20 || codes[start - 1] == 0x0A {
      return true
    }
    return start > 1 && codes[start - 1] == 0x20 && (0x25A0...0x25FF).contains(codes[start - 2])
  }

  private func isBylineWord(_ codes: [UInt32], _ end: Int) -> Bool {
    Self.bylineWords.contains { end >= $0.count && codes[(end - $0.count)..<end].elementsEqual($0) }
  }

  private static let bylineWords = ["通讯员", "记者", "作者"].map { $0.unicodeScalars.map(\.value) }
}
