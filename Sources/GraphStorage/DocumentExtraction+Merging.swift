import EntityModel

extension DocumentExtraction {
  /// The same findings with every (type, name, anchor) listed once, as the store keeps them.
  ///
  /// Two villages of one name in one county cannot be told apart by their anchors and become one entity: its mentions
  /// and co-occurrences are summed, of equal relations the first is kept, and ties of it with itself go.
  func mergingEqualEntities() -> DocumentExtraction {
    struct Key: Hashable {
      let type: EntityType
      let name: String
      let anchor: String
    }
    var merged: [Entity] = []
    var indexOfKey: [Key: Int] = [:]
    let index = entities.map { entity in
      let key = Key(type: entity.type, name: entity.name, anchor: entity.anchor)
      if let known = indexOfKey[key] {
        merged[known].unite(with: entity)
        return known
      }
      indexOfKey[key] = merged.count
      merged.append(entity)
      return merged.count - 1
    }
    guard merged.count < entities.count else { return self }
    return DocumentExtraction(
      document: document, articles: articles, sentences: sentences, mentions: mentions, entities: merged,
      entityOfMention: entityOfMention.map { index[$0] }, relations: relations(redirectedTo: index),
      coOccurrences: coOccurrences(redirectedTo: index))
  }
}

extension Entity {
  fileprivate mutating func unite(with other: Entity) {
    aliases = Set(aliases).union(other.aliases).sorted()
    level = level ?? other.level
    code = code ?? other.code
    parent = parent ?? other.parent
    roles += other.roles.filter { !roles.contains($0) }
    districts += other.districts.filter { !districts.contains($0) }
    townships += other.townships.filter { !townships.contains($0) }
    isInferred = isInferred && other.isInferred
  }
}

extension DocumentExtraction {
  private struct Triple: Hashable {
    let source: Int
    let type: RelationType
    let target: Int
  }

  fileprivate func relations(redirectedTo index: [Int]) -> [Relation] {
    var seen: Set<Triple> = []
    return relations.compactMap { relation in
      let triple = Triple(source: index[relation.source], type: relation.type, target: index[relation.target])
      guard triple.source != triple.target, seen.insert(triple).inserted else { return nil }
      return Relation(
        source: triple.source, type: relation.type, target: triple.target, role: relation.role,
        evidence: relation.evidence, isInferred: relation.isInferred)
    }
  }

  private struct Pair: Hashable {
    let a: Int
    let b: Int
  }

  fileprivate func coOccurrences(redirectedTo index: [Int]) -> [CoOccurrence] {
    var weights: [Pair: Int] = [:]
    for pair in coOccurrences where index[pair.a] != index[pair.b] {
      let (a, b) = (index[pair.a], index[pair.b])
      weights[Pair(a: min(a, b), b: max(a, b)), default: 0] += pair.weight
    }
    return weights.map { CoOccurrence(a: $0.a, b: $0.b, weight: $1) }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }
}
