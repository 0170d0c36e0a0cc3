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
        guard let place = place(of: entity, mention) else { continue }
        relations.append(
          Relation(source: index, type: .locatedIn, target: place, evidence: page.evidence(mention), isInferred: true))
      case .person, .programme: continue
      }
    }
  }

  /// The deepest place that a unit's name or its surroundings name.
  private func place(of entity: Entity, _ mention: Int) -> Int? {
    var best: (level: PlaceLevel, end: Int, index: Int)?
    for (name, index) in page.placeOfName {
      let place = page.resolution.entities[index]
      guard let level = place.level, level >= .county, name.count >= 2 else { continue }
      for form in [name] + place.aliases where form.count >= 2 {
        guard let range = entity.name.firstRange(of: form), range.upperBound < entity.name.endIndex else { continue }
        let end = entity.name.distance(from: entity.name.startIndex, to: range.upperBound)
        if best.map({ (level, end, index) > ($0.level, $0.end, $0.index) }) ?? true { best = (level, end, index) }
      }
    }
    if let best { return best.index }
    // 冰鲜食界济宁供应链: a company from elsewhere is not here because the article is.
    guard !isFromElsewhere(entity.name) else { return nil }
    return page.scenePlace(page.mentions[mention].article)
  }

  private func isFromElsewhere(_ name: String) -> Bool {
    name.hasSuffix("公司") || name.hasSuffix("集团") || name.hasSuffix("大学") || name.hasSuffix("学院")
      || name.hasSuffix("报") || name.contains("省") || name.contains("中国")
  }
}
