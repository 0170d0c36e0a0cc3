import EntityModel

/// Works out with which districts and townships each person, unit and programme works: by the places in its own name, the
/// unit it works for, the place it works in, and the articles that name it.
public struct DistrictAssigner: Sendable {
  public init() {}

  /// Fills `districts` and `townships`, best supported first; places stay as they are.
  public func assign(
    to entities: inout [Entity], articles: [Article], mentions: [Mention], resolution: Resolution,
    relations: [Relation]
  ) {
    var districts = [[String: Int]](repeating: [:], count: entities.count)
    var townships = districts
    for (index, mention) in mentions.enumerated() where !articles[mention.article].isPageHead {
      let owner = resolution.entityOfMention[index]
      guard entities[owner].type != .place else { continue }
      let scene = resolution.scenes[mention.article]
      if let county = scene.counties.first { districts[owner][county, default: 0] += 2 }
      for township in scene.townships { townships[owner][township, default: 0] += 2 }
    }
    for (index, named) in resolution.unitPlaces.enumerated() {
      if let county = named.county { districts[index][county, default: 0] += 3 }
      if let township = named.township { townships[index][township, default: 0] += 3 }
    }
    for relation in relations
    where relation.type == .worksFor || relation.type == .worksIn || relation.type == .locatedIn {
      add(entities, relation, &districts, &townships)
    }
    for index in entities.indices where entities[index].type != .place {
      entities[index].districts = ranked(districts[index])
      entities[index].townships = ranked(townships[index])
    }
  }

  private func add(
    _ entities: [Entity], _ relation: Relation, _ districts: inout [[String: Int]], _ townships: inout [[String: Int]]
  ) {
    let target = entities[relation.target]
    if target.type == .place {
      if target.level == .county { districts[relation.source][target.name, default: 0] += 3 }
      if target.level == .township { townships[relation.source][target.name, default: 0] += 3 }
      if let parent = target.parent, target.level == .village || target.level == .site,
        let upper = entities.first(where: { $0.type == .place && $0.name == parent })
      {
        if upper.level == .township { townships[relation.source][parent, default: 0] += 3 }
      }
      if let parent = target.parent, target.level == .township { districts[relation.source][parent, default: 0] += 2 }
    } else if relation.type == .worksFor {
      for (name, weight) in districts[relation.target] where weight >= 3 {
        districts[relation.source][name, default: 0] += 2
      }
      for (name, weight) in townships[relation.target] where weight >= 3 {
        townships[relation.source][name, default: 0] += 2
      }
    }
  }

  private func ranked(_ support: [String: Int]) -> [String] {
    support.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}
