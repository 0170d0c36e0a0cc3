import EntityModel

/// Which entity of the annotation each entity of an extraction is.
///
/// Canonical names are tried first for all entities, then aliases; of several annotated entities that bear a name the
/// first that is still free is taken. An entity whose annotated entity is already taken is a duplicate.
struct EntityMatching {
  /// For each entity of the extraction, the index of its annotated entity.
  private(set) var goldOf: [Int?]
  /// For each entity of the extraction, whether another stands for the same annotated entity already.
  private(set) var isDuplicate: [Bool]

  private struct Key: Hashable {
    let type: EntityType
    let name: NormalizedName
  }

  init(_ entities: [Entity], _ gold: GoldPage) {
    goldOf = [Int?](repeating: nil, count: entities.count)
    isDuplicate = [Bool](repeating: false, count: entities.count)
    let bearers = Self.bearers(of: gold)
    var taken: Set<Int> = []
    for (index, entity) in entities.enumerated() {
      let named = bearers[Key(type: entity.type, name: NormalizedName(entity.name))] ?? []
      guard let free = named.first(where: { !taken.contains($0) }) else { continue }
      goldOf[index] = free
      taken.insert(free)
    }
    for (index, entity) in entities.enumerated() where goldOf[index] == nil {
      for alias in entity.aliases {
        guard let named = bearers[Key(type: entity.type, name: NormalizedName(alias))] else { continue }
        let free = named.first { !taken.contains($0) }
        goldOf[index] = free ?? named[0]
        isDuplicate[index] = free == nil
        if let free { taken.insert(free) }
        break
      }
    }
    for (index, entity) in entities.enumerated() where goldOf[index] == nil {
      guard let first = bearers[Key(type: entity.type, name: NormalizedName(entity.name))]?.first else { continue }
      goldOf[index] = first
      isDuplicate[index] = true
    }
  }

  /// The annotated entities by each of their names, in the order of the annotation.
  private static func bearers(of gold: GoldPage) -> [Key: [Int]] {
    var bearers: [Key: [Int]] = [:]
    for (index, entity) in gold.entities.enumerated() {
      for name in Set(([entity.name] + entity.surfaces + (entity.also ?? [])).map(NormalizedName.init)) {
        bearers[Key(type: entity.type, name: name), default: []].append(index)
      }
    }
    return bearers
  }
}

extension ScoreRecorder {
  mutating func scoreEntities(_ entities: [Entity], _ gold: GoldPage, _ matching: EntityMatching) {
    for (index, entity) in entities.enumerated() {
      let type = entity.type
      guard let match = matching.goldOf[index] else {
        score.entities[type, default: Tally()].wrong += 1
        note(.wrongEntity, type.rawValue, entity.name)
        continue
      }
      let annotated = gold.entities[match]
      if annotated.isOptional { continue }
      if matching.isDuplicate[index] {
        score.entities[type, default: Tally()].wrong += 1
        note(.splitEntity, type.rawValue, "\(entity.name) = \(annotated.name)")
        continue
      }
      score.entities[type, default: Tally()].right += 1
      let canonical = ([annotated.name] + (annotated.also ?? [])).map(NormalizedName.init)
      let isCanonical = canonical.contains(NormalizedName(entity.name))
      score.canonicalNames += Ratio(right: isCanonical ? 1 : 0, total: 1)
      if !isCanonical { note(.wrongName, type.rawValue, "\(entity.name) ≠ \(annotated.name)") }
    }
    let found = Set(matching.goldOf.compactMap { $0 })
    for (index, entity) in gold.entities.enumerated() where !entity.isOptional && !found.contains(index) {
      score.entities[entity.type, default: Tally()].missed += 1
      note(.missedEntity, entity.type.rawValue, entity.name)
    }
  }
}
