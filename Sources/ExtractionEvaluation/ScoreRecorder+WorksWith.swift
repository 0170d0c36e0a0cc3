import EntityModel

extension ScoreRecorder {
  /// A person or unit and a division it works with.
  private struct Pair: Hashable, Comparable {
    /// Id of the annotated entity, or `?` and the name of one that matches none.
    let entity: String
    let division: NormalizedName

    static func < (a: Pair, b: Pair) -> Bool {
      a.entity == b.entity
        ? a.division < b.division : a.entity.unicodeScalars.lexicographicallyPrecedes(b.entity.unicodeScalars)
    }
  }

  /// Districts and towns of every person and unit.
  mutating func scoreWorksWith(_ entities: [Entity], _ gold: GoldPage, _ matching: EntityMatching) {
    score.districts = scorePairs(
      wanted: pairs(of: gold) { $0.districts },
      given: pairs(of: entities, gold, matching, { $0.districts }, open: { $0.districtsOptional }), gold,
      .wrongDistrict, .missedDistrict)
    score.townships = scorePairs(
      wanted: pairs(of: gold) { $0.townships },
      given: pairs(of: entities, gold, matching, { $0.townships }, open: { $0.townshipsOptional }), gold,
      .wrongTownship, .missedTownship)
  }

  private func pairs(of gold: GoldPage, _ divisions: (GoldPage.Entity) -> [String]?) -> Set<Pair> {
    var pairs: Set<Pair> = []
    for entity in gold.entities where (entity.type == .person || entity.type == .unit) && !entity.isOptional {
      for division in divisions(entity) ?? [] {
        pairs.insert(Pair(entity: entity.id, division: NormalizedName(division)))
      }
    }
    return pairs
  }

  private func pairs(
    of entities: [Entity], _ gold: GoldPage, _ matching: EntityMatching, _ divisions: (Entity) -> [String],
    open: (GoldPage.Entity) -> [String]?
  ) -> Set<Pair> {
    var pairs: Set<Pair> = []
    for (index, entity) in entities.enumerated() where entity.type == .person || entity.type == .unit {
      let match = matching.goldOf[index].map { gold.entities[$0] }
      if match?.isOptional ?? false { continue }
      let free = Set((match.flatMap(open) ?? []).map(NormalizedName.init))
      for division in divisions(entity).map(NormalizedName.init) where !free.contains(division) {
        pairs.insert(Pair(entity: match?.id ?? "?\(entity.name)", division: division))
      }
    }
    return pairs
  }

  private mutating func scorePairs(
    wanted: Set<Pair>, given: Set<Pair>, _ gold: GoldPage, _ wrong: Discrepancy.Kind, _ missed: Discrepancy.Kind
  ) -> Tally {
    let names = Dictionary(gold.entities.map { ($0.id, $0.name) }) { _, last in last }
    let (extra, lost) = (given.subtracting(wanted), wanted.subtracting(given))
    for (kind, pairs) in [(wrong, extra), (missed, lost)] {
      for pair in pairs.sorted() { note(kind, "", "\(names[pair.entity] ?? pair.entity) → \(pair.division.text)") }
    }
    return Tally(right: wanted.count - lost.count, wrong: extra.count, missed: lost.count)
  }
}
