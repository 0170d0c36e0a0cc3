import EntityModel

extension ScoreRecorder {
  private struct Triple: Hashable {
    let type: RelationType
    let source: String
    let target: String

    /// `partners_with` has no direction: the lower id stands first.
    init(_ type: RelationType, _ source: String, _ target: String) {
      let isTurned = type == .partnersWith && target.utf8.lexicographicallyPrecedes(source.utf8)
      self.type = type
      self.source = isTurned ? target : source
      self.target = isTurned ? source : target
    }
  }

  /// Triples by the annotated entities at their ends. Each counts once, however often it is given.
  mutating func scoreRelations(_ extraction: DocumentExtraction, _ gold: GoldPage, _ matching: EntityMatching) {
    var annotated: [Triple: GoldPage.Relation] = [:]
    var order: [Triple] = []
    for relation in gold.relations {
      let triple = Triple(relation.relation, relation.from, relation.to)
      if annotated.updateValue(relation, forKey: triple) == nil { order.append(triple) }
    }
    let found = scoreFound(extraction, gold, matching, annotated)
    let entities = Dictionary(gold.entities.map { ($0.id, $0) }) { first, _ in first }
    for triple in order {
      guard let relation = annotated[triple], !(relation.optional ?? false) else { continue }
      if found.contains(triple) {
        score.relations[triple.type, default: Tally()].right += 1
        continue
      }
      guard let source = entities[relation.from], let target = entities[relation.to], !source.isOptional,
        !target.isOptional
      else { continue }
      score.relations[triple.type, default: Tally()].missed += 1
      note(.missedRelation, triple.type.rawValue, "\(source.name) → \(target.name)")
    }
  }

  /// Notes what is wrong among the relations given, and the roles of those that are right.
  /// - Returns: the annotated triples that were found.
  private mutating func scoreFound(
    _ extraction: DocumentExtraction, _ gold: GoldPage, _ matching: EntityMatching,
    _ annotated: [Triple: GoldPage.Relation]
  ) -> Set<Triple> {
    // An entity that matches none stands under its printed id, e1, e2, …
    func id(_ entity: Int) -> String { matching.goldOf[entity].map { gold.entities[$0].id } ?? "e\(entity + 1)" }
    var found: Set<Triple> = []
    var seen: Set<Triple> = []
    for relation in extraction.relations {
      let triple = Triple(relation.type, id(relation.source), id(relation.target))
      guard seen.insert(triple).inserted else { continue }
      if let wanted = annotated[triple] {
        found.insert(triple)
        scoreRole(relation.role, wanted)
        continue
      }
      if let source = matching.goldOf[relation.source], let target = matching.goldOf[relation.target],
        gold.entities[source].isOptional || gold.entities[target].isOptional
      {
        continue
      }
      score.relations[relation.type, default: Tally()].wrong += 1
      let ends = [relation.source, relation.target].map { extraction.entities[$0].name }
      note(.wrongRelation, relation.type.rawValue, "\(ends[0]) → \(ends[1])")
    }
    return found
  }

  /// A role is right when it is the annotated one or either ends with the other: 党委副书记, 副书记.
  private mutating func scoreRole(_ role: String?, _ wanted: GoldPage.Relation) {
    guard let annotated = wanted.role, !annotated.isEmpty, !(wanted.optional ?? false) else { return }
    let (a, b) = (NormalizedName(annotated), NormalizedName(role ?? ""))
    let isRight = !b.utf8.isEmpty && (a.hasSuffix(b) || b.hasSuffix(a))
    score.roles += Ratio(right: isRight ? 1 : 0, total: 1)
  }
}
