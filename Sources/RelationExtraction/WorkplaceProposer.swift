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
    /// What its features weigh, and they themselves where they are kept.
    let score: Int32
    let features: [Int32]
  }

  /// What speaks for a place.
  private struct Evidence {
    let place: Place
    /// A set of numbers below 64.
    var bits: UInt64 = 0
    var support = 0
    /// Number of articles that name the entity and play there.
    var articles = 0
  }

  /// A district or town that an entity may work with; `name` is the number of its name.
  private struct Place {
    let entity: Int
    let isTownship: Bool
    let name: Int

    var key: UInt64 { UInt64(entity) << 32 | UInt64(name) << 1 | (isTownship ? 1 : 0) }
  }

  /// Evidence that a unit's own name and ties give.
  private static let ownBits: UInt64 = 1 << 24 - 1 << 10

  let page: PageGraph
  let relations: [Relation]
  private(set) var candidates: [Candidate] = []
  private var writer: FeatureWriter
  private var evidence: [Evidence] = []
  private var numberOfPlace = NumberedKeys()
  private var names = NumberedNames()
  /// For each entity, how many articles name it, heads of pages left out.
  private var articleCounts: [Int]
  /// For each entity, what its name tells of its reach, and the last code point of the name.
  private let kinds: [UInt8]
  private let lastLetters: [UInt32]
  /// By the number of a name, whether it is a township's; nil where it is no county's either.
  private var isTownship: [Bool?] = []

  init(page: PageGraph, relations: [Relation], writer: FeatureWriter) {
    self.page = page
    self.writer = writer
    self.relations = relations
    articleCounts = [Int](repeating: 0, count: page.resolution.entities.count)
    var isAuthor = [Bool](repeating: false, count: page.resolution.entities.count)
    for index in page.mentions.indices where page.resolution.isByline[index] { isAuthor[page.entity(index)] = true }
    let (entities, places) = (page.resolution.entities, page.resolution.unitPlaces)
    kinds = entities.indices.map { Self.kind(of: entities[$0], places[$0], isAuthor: isAuthor[$0]) }
    lastLetters = entities.indices.map { entities[$0].name.unicodeScalars.last?.value ?? 0 }
  }

  mutating func propose() {
    let entities = page.resolution.entities
    for index in entities.indices where entities[index].type == .place {
      let name = names.number(of: entities[index].name)
      if name == isTownship.count { isTownship.append(nil) }
      if entities[index].level == .county { isTownship[name] = false }
      if entities[index].level == .township { isTownship[name] = true }
    }
    noteScenes()
    noteNames()
    noteRelations()
    noteSentences()
    let order = evidence.indices.sorted { a, b in
      let (first, second) = (evidence[a].place, evidence[b].place)
      if first.entity != second.entity { return first.entity < second.entity }
      if first.isTownship != second.isTownship { return second.isTownship }
      return names.names[first.name].precedes(names.names[second.name])
    }
    var start = 0
    while start < order.count {
      let group = evidence[order[start]].place
      let end =
        order[start...].firstIndex {
          evidence[$0].place.entity != group.entity || evidence[$0].place.isTownship != group.isTownship
        } ?? order.count
      emit(order[start..<end])
      start = end
    }
    candidates.sort { a, b in
      if a.entity != b.entity { return a.entity < b.entity }
      return a.name.isSame(as: b.name) ? b.isTownship && !a.isTownship : a.name.precedes(b.name)
    }
  }

  private mutating func note(_ entity: Int, _ name: String, isTownship: Bool, _ bit: Int, support: Int) {
    let index = index(of: Place(entity: entity, isTownship: isTownship, name: names.number(of: name)))
    evidence[index].bits |= 1 << UInt64(bit)
    evidence[index].support += support
  }

  private func isTownship(_ name: Int?) -> Bool? {
    guard let name, name < isTownship.count else { return nil }
    return isTownship[name]
  }

  private mutating func index(of place: Place) -> Int {
    let number = numberOfPlace.number(of: place.key)
    if number == evidence.count { evidence.append(Evidence(place: place)) }
    return number
  }

  // MARK: Evidence

  private mutating func noteScenes() {
    var rows = [[Int]](repeating: [], count: page.articles.count)
    for (index, mention) in page.mentions.enumerated() { rows[mention.article].append(index) }
    var lastArticle = [Int](repeating: -1, count: page.resolution.entities.count)
    for (article, row) in rows.enumerated() where !page.articles[article].isPageHead {
      let scene = page.resolution.scenes[article]
      let counties = scene.counties.map { names.number(of: $0) }
      let towns = scene.townships.map { (names.number(of: $0), page.articles[article].title.contains($0)) }
      for index in row where page.mentions[index].type != .place {
        let entity = page.entity(index)
        let isNew = lastArticle[entity] != article
        lastArticle[entity] = article
        if isNew { articleCounts[entity] += 1 }
        let inHeading = page.mentions[index].range.lowerBound < page.articles[article].headingLength
        for (position, county) in counties.enumerated() {
          let place = self.index(of: Place(entity: entity, isTownship: false, name: county))
          evidence[place].bits |= 1 << UInt64(min(2, position)) | (inHeading ? 1 << 3 : 0)
          if counties.count > 1 { evidence[place].bits |= 1 << 4 }
          evidence[place].support += position == 0 ? 2 : 0
        }
        for (position, (town, isHeading)) in towns.enumerated() {
          let place = self.index(of: Place(entity: entity, isTownship: true, name: town))
          let bit = min(1, position) + (isHeading ? 5 : 7)
          evidence[place].bits |= 1 << UInt64(bit) | (inHeading ? 1 << 9 : 0)
          evidence[place].support += 2
          if isNew { evidence[place].articles += 1 }
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
      let base: Int
      switch relation.type {
      case .worksFor: base = 12
      case .worksIn: base = 16
      case .locatedIn: base = 20
      case .reportsOn: base = 24
      case .partnersWith: base = 28
      default: continue
      }
      notePlaces(of: relation.target, for: relation.source, base)
      if relation.type == .partnersWith {
        notePlaces(of: relation.source, for: relation.target, base)
      }
    }
  }

  private mutating func notePlaces(of target: Int, for entity: Int, _ base: Int) {
    let entities = page.resolution.entities
    let type = entities[entity].type
    guard type == .person || type == .unit else { return }
    if entities[target].type == .place {
      let level = entities[target].level
      if level == .county { note(entity, entities[target].name, isTownship: false, base, support: 4) }
      if level == .township { note(entity, entities[target].name, isTownship: true, base, support: 4) }
      if let parent = entities[target].parent, let isTownship = isTownship(names.find(parent)) {
        note(entity, parent, isTownship: isTownship, base + 1, support: 3)
      }
    } else if entities[target].type == .unit {
      let named = page.resolution.unitPlaces[target]
      if let county = named.county { note(entity, county, isTownship: false, base + 2, support: 3) }
      if let township = named.township { note(entity, township, isTownship: true, base + 3, support: 3) }
    }
  }

  /// Towns and counties in the same sentence: directly before the name, or anywhere.
  private mutating func noteSentences() {
    let entities = page.resolution.entities
    let places = entities.indices.map { index -> (name: Int, isTownship: Bool)? in
      guard entities[index].type == .place, let name = names.find(entities[index].name) else { return nil }
      return isTownship(name).map { (name, $0) }
    }
    for row in page.outer {
      for (position, mention) in row.enumerated() where page.mentions[mention].type != .place {
        let entity = page.entity(mention)
        let type = page.mentions[mention].type
        guard type == .person || type == .unit, !page.resolution.isByline[mention] else { continue }
        for (other, place) in row.enumerated().prefix(40) where page.mentions[place].type == .place {
          guard let found = places[page.entity(place)] else { continue }
          let gap = page.mentions[mention].range.lowerBound - page.mentions[place].range.upperBound
          let bit = other < position ? (gap <= 3 ? 32 : other == position - 1 ? 33 : 34) : 35
          let index = index(of: Place(entity: entity, isTownship: found.isTownship, name: found.name))
          evidence[index].bits |= 1 << UInt64(bit)
          if bit == 32 { evidence[index].support += 2 }
        }
      }
    }
  }

  // MARK: Features

  /// Proposes the districts, or the towns, of one entity.
  private mutating func emit(_ group: ArraySlice<Int>) {
    guard let first = group.first else { return }
    let place = evidence[first].place
    let kind = Int(kinds[place.entity])
    let last = Int(lastLetters[place.entity])
    let rivals = min(4, group.count)
    let anyOwn = group.contains { evidence[$0].bits & Self.ownBits != 0 }
    let salt = 400 + (place.isTownship ? 1 : 0) + (page.resolution.entities[place.entity].type == .person ? 2 : 0)
    for index in group {
      let found = evidence[index]
      writer.begin(salt: salt)
      let bits = BitSet(found.bits)
      for bit in bits { writer.add(1, bit) }
      for a in bits { for b in bits where b > a { writer.add(2, a * 64 + b) } }
      writer.add(3, kind)
      for bit in bits { writer.add(4, kind * 64 + bit) }
      writer.add(5, rivals)
      for bit in bits { writer.add(6, rivals * 64 + bit) }
      writer.add(7, min(4, articleCounts[place.entity]) * 8 + min(4, found.articles))
      writer.add(8, (found.bits & Self.ownBits != 0 ? 1 : 0) + (anyOwn ? 2 : 0) + kind * 4)
      writer.add(9, last)
      candidates.append(
        Candidate(
          entity: place.entity, name: names.names[found.place.name], isTownship: place.isTownship,
          support: found.support, score: writer.sum, features: writer.features))
    }
  }

  /// What the name of an entity tells of its reach: its town's, its county's, a company, a byline.
  private static func kind(of entity: Entity, _ named: UnitPlaces, isAuthor: Bool) -> UInt8 {
    if entity.type == .person { return isAuthor ? 1 : 2 }
    if entity.type == .programme { return 3 }
    if named.township != nil { return 4 }
    let isCompany = companyEnds.ends(entity.name)
    if named.county != nil { return isCompany ? 5 : 6 }
    if isCompany { return 7 }
    return named.prefecture != nil ? 8 : 9
  }

  private static let companyEnds = WordList(["公司", "集团", "合作社", "厂", "行"])
}

/// The numbers of the bits of a word that are set, ascending.
private struct BitSet: Sequence, IteratorProtocol {
  private var word: UInt64

  init(_ word: UInt64) { self.word = word }

  mutating func next() -> Int? {
    guard word != 0 else { return nil }
    defer { word &= word - 1 }
    return word.trailingZeroBitCount
  }
}
