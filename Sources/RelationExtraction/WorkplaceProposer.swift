import EntityModel

/// Proposes, for each person and unit, the districts and towns it may work with, with what speaks for each.
///
/// Sources: the places in the name of a unit, the places and units it is tied to, where the articles play that name it,
/// and the places beside it in a sentence.
struct WorkplaceProposer {
  struct Candidate {
    let entity: Int
    let name: String
    let isTownship: Bool
    let support: Int
    let features: Range<Int>
  }

  /// What speaks for a place, as bits of a set.
  private struct Evidence {
    var bits: Set<Int> = []
    var support = 0
    /// Number of articles that name the entity and play there.
    var articles = 0
  }

  private struct Key: Hashable {
    let entity: Int
    let isTownship: Bool
    let name: String
  }

  let page: PageGraph
  let relations: [Relation]
  private(set) var candidates: [Candidate] = []
  private(set) var features: [Int32] = []
  private var evidence: [Key: Evidence] = [:]
  private var articlesOf: [Int: Set<Int>] = [:]
  private var placeIsTownship: [String: Bool] = [:]

  init(page: PageGraph, relations: [Relation]) {
    self.page = page
    self.relations = relations
  }

  mutating func propose() {
    for entity in page.resolution.entities where entity.type == .place {
      if entity.level == .county { placeIsTownship[entity.name] = false }
      if entity.level == .township { placeIsTownship[entity.name] = true }
    }
    noteScenes()
    noteNames()
    noteRelations()
    noteSentences()
    for key in evidence.keys.sorted(by: { ($0.entity, $0.name) < ($1.entity, $1.name) }) { emit(key) }
  }

  private mutating func note(_ entity: Int, _ name: String, isTownship: Bool, _ bit: Int, support: Int) {
    let key = Key(entity: entity, isTownship: isTownship, name: name)
    evidence[key, default: Evidence()].bits.insert(bit)
    evidence[key, default: Evidence()].support += support
  }

  // MARK: Evidence

  private mutating func noteScenes() {
    for (index, mention) in page.mentions.enumerated() where !page.articles[mention.article].isPageHead {
      let entity = page.entity(index)
      let type = page.resolution.entities[entity].type
      guard type == .person || type == .unit || type == .programme else { continue }
      let isNew = articlesOf[entity, default: []].insert(mention.article).inserted
      let scene = page.resolution.scenes[mention.article]
      let inHeading = mention.range.lowerBound < page.articles[mention.article].headingLength
      for (position, county) in scene.counties.enumerated() {
        note(entity, county, isTownship: false, min(2, position), support: position == 0 ? 2 : 0)
        if inHeading { note(entity, county, isTownship: false, 3, support: 0) }
        if scene.counties.count > 1 { note(entity, county, isTownship: false, 4, support: 0) }
      }
      for (position, town) in scene.townships.enumerated() {
        let isHeading = page.articles[mention.article].title.contains(town)
        note(entity, town, isTownship: true, min(1, position) + (isHeading ? 5 : 7), support: 2)
        if inHeading { note(entity, town, isTownship: true, 9, support: 0) }
        if isNew {
          evidence[Key(entity: entity, isTownship: true, name: town), default: Evidence()].articles += 1
        }
      }
    }
  }

  private mutating func noteNames() {
    for (entity, named) in page.resolution.unitPlaces.enumerated() {
      if let county = named.county { note(entity, county, isTownship: false, 10, support: 6) }
      if let township = named.township { note(entity, township, isTownship: true, 11, support: 6) }
    }
  }

  private mutating func noteRelations() {
    for relation in relations {
      let target = page.resolution.entities[relation.target]
      let base: Int
      switch relation.type {
      case .worksFor: base = 12
      case .worksIn: base = 16
      case .locatedIn: base = 20
      case .reportsOn: base = 24
      case .partnersWith: base = 28
      default: continue
      }
      notePlaces(of: target, relation.target, for: relation.source, base)
      if relation.type == .partnersWith {
        notePlaces(of: page.resolution.entities[relation.source], relation.source, for: relation.target, base)
      }
    }
  }

  private mutating func notePlaces(of target: Entity, _ index: Int, for entity: Int, _ base: Int) {
    let type = page.resolution.entities[entity].type
    guard type == .person || type == .unit else { return }
    if target.type == .place {
      if target.level == .county { note(entity, target.name, isTownship: false, base, support: 4) }
      if target.level == .township { note(entity, target.name, isTownship: true, base, support: 4) }
      if let parent = target.parent, let isTownship = placeIsTownship[parent] {
        note(entity, parent, isTownship: isTownship, base + 1, support: 3)
      }
    } else if target.type == .unit {
      let named = page.resolution.unitPlaces[index]
      if let county = named.county { note(entity, county, isTownship: false, base + 2, support: 3) }
      if let township = named.township { note(entity, township, isTownship: true, base + 3, support: 3) }
    }
  }

  /// Towns and counties in the same sentence: directly before the name, or anywhere.
  private mutating func noteSentences() {
    for row in page.outer {
      for (position, mention) in row.enumerated() where page.mentions[mention].type != .place {
        let entity = page.entity(mention)
        let type = page.resolution.entities[entity].type
        guard type == .person || type == .unit, !page.resolution.isByline[mention] else { continue }
        for (other, place) in row.enumerated().prefix(40) where page.mentions[place].type == .place {
          let name = page.resolution.entities[page.entity(place)].name
          guard let isTownship = placeIsTownship[name] else { continue }
          let gap = page.mentions[mention].range.lowerBound - page.mentions[place].range.upperBound
          let bit = other < position ? (gap <= 3 ? 32 : other == position - 1 ? 33 : 34) : 35
          note(entity, name, isTownship: isTownship, bit, support: bit == 32 ? 2 : 0)
        }
      }
    }
  }

  // MARK: Features

  private mutating func emit(_ key: Key) {
    guard let found = evidence[key] else { return }
    let entity = page.resolution.entities[key.entity]
    let start = features.count
    var writer = FeatureWriter(salt: 400 + (key.isTownship ? 1 : 0) + (entity.type == .person ? 2 : 0))
    let bits = found.bits.sorted()
    for bit in bits { writer.add(1, bit) }
    for (position, a) in bits.enumerated() { for b in bits[(position + 1)...] { writer.add(2, a * 64 + b) } }
    let kind = self.kind(of: key.entity)
    writer.add(3, kind)
    for bit in bits { writer.add(4, kind * 64 + bit) }
    let rivals = evidence.keys.count { $0.entity == key.entity && $0.isTownship == key.isTownship }
    writer.add(5, min(4, rivals))
    for bit in bits { writer.add(6, min(4, rivals) * 64 + bit) }
    let articles = articlesOf[key.entity]?.count ?? 0
    writer.add(7, min(4, articles) * 8 + min(4, found.articles))
    let hasOwn = bits.contains { (10...23).contains($0) }
    let anyOwn = evidence.contains { other, value in
      other.entity == key.entity && other.isTownship == key.isTownship && value.bits.contains { (10...23).contains($0) }
    }
    writer.add(8, (hasOwn ? 1 : 0) + (anyOwn ? 2 : 0) + kind * 4)
    writer.add(9, Int(entity.name.unicodeScalars.last?.value ?? 0))
    features += writer.indices
    candidates.append(
      Candidate(
        entity: key.entity, name: key.name, isTownship: key.isTownship, support: found.support,
        features: start..<features.count))
  }

  /// What the name of an entity tells of its reach: its town's, its county's, a company, a byline.
  private func kind(of index: Int) -> Int {
    let entity = page.resolution.entities[index]
    if entity.type == .person {
      let isByline = page.mentions.indices.contains { page.entity($0) == index && page.resolution.isByline[$0] }
      return isByline ? 1 : 2
    }
    if entity.type == .programme { return 3 }
    let named = page.resolution.unitPlaces[index]
    if named.township != nil { return 4 }
    let isCompany = ["公司", "集团", "合作社", "厂", "行"].contains(where: entity.name.hasSuffix)
    if named.county != nil { return isCompany ? 5 : 6 }
    if isCompany { return 7 }
    return named.prefecture != nil ? 8 : 9
  }
}
