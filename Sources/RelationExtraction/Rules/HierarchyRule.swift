import EntityModel

/// part_of and located_in: what the names themselves and their neighbours say about where things lie.
struct HierarchyRule {
  let page: PageGraph

  func apply(to relations: inout [Relation]) {
    let mentions = Rows(count: page.resolution.entities.count, items: page.mentions.count, row: page.entity)
    let entities = page.resolution.entities
    for index in entities.indices {
      guard let mention = mentions[index].first else { continue }
      switch entities[index].type {
      case .place:
        guard let parent = entities[index].parent.flatMap(page.place) else { continue }
        relations.append(
          Relation(source: index, type: .partOf, target: parent, evidence: page.evidence(mention), isInferred: true))
      case .unit:
        guard let place = place(ofUnit: index, entities[index].name, mentions[index]) else { continue }
        relations.append(
          Relation(source: index, type: .locatedIn, target: place, evidence: page.evidence(mention), isInferred: true))
      case .person, .programme: continue
      }
    }
  }

  /// The deepest place that a unit's name holds; else the place it stands beside; else where its article plays.
  private func place(ofUnit index: Int, _ name: String, _ mentions: ArraySlice<Int>) -> Int? {
    let named = page.resolution.unitPlaces[index]
    if let deep = [named.village, named.township].lazy.compactMap({ $0.flatMap(page.place) }).first {
      return deep
    }
    if let site = siteNamed(in: name) { return site }
    if let beside = placeBeside(mentions) { return beside }
    if let wide = [named.county, named.prefecture].lazy.compactMap({ $0.flatMap(page.place) }).first {
      return wide
    }
    guard !isFromElsewhere(name) else { return nil }
    return mentions.first.flatMap { page.scenePlace(page.mentions[$0].article) }
  }

  /// 沙沟水库 in 沙沟水库管理所: a place of the page that opens the name.
  private func siteNamed(in name: String) -> Int? {
    var found: Int?
    name.withCodePoints { codes in
      guard codes.count > 3, page.placeOpenings.contains(PageGraph.opening(codes)) else { return }
      for length in (3..<codes.count).reversed() where found == nil {
        let opening = String(codePoints: UnsafeBufferPointer(rebasing: codes[..<length]))
        guard let place = page.place(named: opening) else { continue }
        let level = page.resolution.entities[place].level
        if level == .site || level == .village { found = place }
      }
    }
    return found
  }

  /// 走进高桥镇智能装备产业园，山东沂力数控…: a place directly before the first mention of the unit in a sentence.
  private func placeBeside(_ mentions: ArraySlice<Int>) -> Int? {
    for index in mentions where page.positionInSentence[index] > 0 {
      let mention = page.mentions[index]
      let previous = page.outer[page.sentenceOfMention[index]][page.positionInSentence[index] - 1]
      guard page.mentions[previous].type == .place else { continue }
      let gap = page.mentions[previous].range.upperBound..<mention.range.lowerBound
      guard gap.lowerBound <= gap.upperBound, gap.count <= 2 else { continue }
      let joint = page.text(mention.article, gap)
      guard ["", ",", "的", "里", "内", "上", "上,", "里,", ":"].contains(joint) else { continue }
      let place = page.entity(previous)
      guard let level = page.resolution.entities[place].level, level >= .township else { continue }
      return place
    }
    return nil
  }

  /// A company or a college is not in the county because an article there names it.
  private func isFromElsewhere(_ name: String) -> Bool {
    Self.endsElsewhere.ends(name) || Self.wideWords.contains(where: name.contains)
  }

  private static let endsElsewhere = WordList([
    "公司", "集团", "大学", "学院", "报", "医院", "研究院", "研究所", "电视台", "银行",
  ])
  private static let wideWords = ["省", "中国", "全国", "国家"]
}
