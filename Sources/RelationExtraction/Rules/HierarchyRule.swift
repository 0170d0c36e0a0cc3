import EntityModel

/// part_of and located_in: what the names themselves and their neighbours say about where things lie.
struct HierarchyRule {
  let page: PageGraph

  func apply(to relations: inout [Relation]) {
    var firstMention = [Int](repeating: -1, count: page.resolution.entities.count)
    for index in page.mentions.indices.reversed() { firstMention[page.entity(index)] = index }
    for (index, entity) in page.resolution.entities.enumerated() where firstMention[index] >= 0 {
      let mention = firstMention[index]
      switch entity.type {
      case .place:
        guard let parent = entity.parent.flatMap({ page.placeOfName[$0] }) else { continue }
        relations.append(
          Relation(source: index, type: .partOf, target: parent, evidence: page.evidence(mention), isInferred: true))
      case .unit:
        guard let place = place(of: entity, index, mention) else { continue }
        relations.append(
          Relation(source: index, type: .locatedIn, target: place, evidence: page.evidence(mention), isInferred: true))
      case .person, .programme: continue
      }
    }
  }

  /// The deepest place that a unit's name holds; else the place it stands beside; else where its article plays.
  private func place(of entity: Entity, _ index: Int, _ mention: Int) -> Int? {
    let named = page.resolution.unitPlaces[index]
    if let deep = [named.village, named.township].lazy.compactMap({ $0.flatMap { page.placeOfName[$0] } }).first {
      return deep
    }
    if let site = siteNamed(in: entity.name) { return site }
    if let beside = placeBeside(index) { return beside }
    if let wide = [named.county, named.prefecture].lazy.compactMap({ $0.flatMap { page.placeOfName[$0] } }).first {
      return wide
    }
    guard !isFromElsewhere(entity.name) else { return nil }
    return page.scenePlace(page.mentions[mention].article)
  }

  /// 沙沟水库 in 沙沟水库管理所: a place of the page that opens the name.
  private func siteNamed(in name: String) -> Int? {
    var best: (count: Int, index: Int)?
    for (place, index) in page.placeOfName where place.count >= 3 && name.count > place.count && name.hasPrefix(place) {
      let level = page.resolution.entities[index].level
      guard level == .site || level == .village, place.count > best?.count ?? 0 else { continue }
      best = (place.count, index)
    }
    return best?.index
  }

  /// 走进高桥镇智能装备产业园，山东沂力数控…: a place directly before the first mention of the unit in a sentence.
  private func placeBeside(_ entity: Int) -> Int? {
    for (index, mention) in page.mentions.enumerated()
    where page.entity(index) == entity && page.sentenceOfMention[index] >= 0 {
      let row = page.outer[page.sentenceOfMention[index]]
      guard let position = row.firstIndex(of: index), position > 0 else { continue }
      let previous = row[position - 1]
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
    ["公司", "集团", "大学", "学院", "报", "医院", "研究院", "研究所", "电视台", "银行"].contains(where: name.hasSuffix)
      || ["省", "中国", "全国", "国家"].contains(where: name.contains)
  }
}
