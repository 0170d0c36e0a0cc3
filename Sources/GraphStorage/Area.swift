import EntityModel

/// A province, prefecture, county-level district or township, by its name: what is asked for in *who works with …*.
struct Area {
  let level: PlaceLevel
  let name: String
  /// Of a township: the county-level district around it, for many counties have a 城关镇; empty when unknown.
  var county = ""

  /// Follows from the other values.
  var id: Int { stableID("area", level.rawValue, name, county) }

  /// What the place itself is; nil below the township.
  init?(_ place: Contribution.Appearance) {
    guard place.address.type == .place, let level = place.level, level <= .township else { return nil }
    let county = level == .township ? place.parent ?? place.address.anchor : ""
    self.init(level: level, name: place.address.name, county: county)
  }

  init(level: PlaceLevel, name: String, county: String = "") {
    self.level = level
    self.name = name
    self.county = county
  }
}

/// How much the entities of one document work with areas.
///
/// An entity works with its districts and townships, and with the areas that hold a place it has a tie with. One such
/// area weighs 1, and 1 more for each typed tie with a place in it (a report on a place is none) and for each post.
struct AreaTies {
  /// `entity` and `area` are indices into the appearances of the contribution and into `areas`.
  struct Tie {
    let entity: Int
    let area: Int
    var weight: Int
    /// Whether the document gives the area as a district of the entity.
    var isGiven = false
  }

  /// How much works with an area: of one document, or summed over several.
  struct Extent: Equatable {
    /// Documents in which a person, unit or programme works with it.
    var documents = 0
    /// Typed ties of these, in each document that prints them.
    var ties = 0

    mutating func add(_ other: Extent, sign: Int) {
      documents += sign * other.documents
      ties += sign * other.ties
    }
  }

  /// Each once.
  private(set) var areas: [Area] = []
  /// For each of `areas`.
  private(set) var extents: [Extent] = []
  /// Each pair once; an entity is not listed with the area it is.
  private(set) var ties: [Tie] = []
  /// Prefectures and counties by index into `areas`, with the name of the area around each; each pair once.
  private(set) var parts: [(area: Int, parent: String)] = []
  private var indexOfID: [Int: Int] = [:]
  private var tieOfPair: [Int: Int] = [:]

  init(_ contribution: Contribution) {
    let appearances = contribution.appearances
    let counties = AreaTies.countiesOfTownships(appearances)
    let itself = appearances.map { Area($0).map { index(of: $0) } }
    for (appearance, area) in zip(appearances, itself) {
      guard let area, let parent = appearance.parent, areas[area].level < .township else { continue }
      if !parts.contains(where: { $0.area == area && $0.parent == parent }) { parts.append((area, parent)) }
    }
    var areasOfEntity: [[Int]] = []
    for (entity, appearance) in appearances.enumerated() {
      var found = itself[entity].map { [$0] } ?? []
      func find(_ area: Area) {
        let index = index(of: area)
        if !found.contains(index) { found.append(index) }
      }
      for district in appearance.districts { find(Area(level: .county, name: district)) }
      for township in appearance.townships {
        let around = counties[township]?.first { appearance.districts.contains($0) } ?? appearance.districts.first
        let county = around ?? counties[township]?.first ?? ""
        find(Area(level: .township, name: township, county: county))
        if !county.isEmpty { find(Area(level: .county, name: county)) }
      }
      for area in found where area != itself[entity] {
        let isGiven = areas[area].level == .county && appearance.districts.contains(areas[area].name)
        ties[tie(entity, area)].isGiven = isGiven
      }
      areasOfEntity.append(found)
    }
    spread(&areasOfEntity, over: contribution.relations.filter { $0.type == .partOf })
    for relation in contribution.relations {
      for (entity, place) in [(relation.source, relation.target), (relation.target, relation.source)]
      where appearances[place].address.type == .place {
        for area in areasOfEntity[place] where area != itself[entity] {
          ties[tie(entity, area)].weight += relation.type == .reportsOn ? 0 : 1
        }
      }
    }
    var posts = Array(repeating: 0, count: appearances.count)
    for relation in contribution.relations where relation.type == .worksFor { posts[relation.source] += 1 }
    for index in ties.indices { ties[index].weight += posts[ties[index].entity] }
    extents = extents(of: contribution)
  }

  private func extents(of contribution: Contribution) -> [Extent] {
    var extents = Array(repeating: Extent(), count: areas.count)
    var areasOfEntity = Array(repeating: [Int](), count: contribution.appearances.count)
    for tie in ties where contribution.appearances[tie.entity].address.type != .place {
      areasOfEntity[tie.entity].append(tie.area)
      extents[tie.area].documents = 1
    }
    for relation in contribution.relations {
      let areasOfSource = areasOfEntity[relation.source]
      for area in areasOfSource { extents[area].ties += 1 }
      for area in areasOfEntity[relation.target] where !areasOfSource.contains(area) { extents[area].ties += 1 }
    }
    return extents
  }

  /// By name, the counties around the townships of the document, ascending.
  private static func countiesOfTownships(_ appearances: [Contribution.Appearance]) -> [String: [String]] {
    var counties: [String: [String]] = [:]
    for appearance in appearances where appearance.address.type == .place && appearance.level == .township {
      if let area = Area(appearance), !area.county.isEmpty { counties[area.name, default: []].append(area.county) }
    }
    return counties.mapValues { $0.sorted(by: precedes) }
  }

  /// What lies in a place lies in the county and township around it; a page may claim two places to lie in each other.
  private func spread(_ areasOfEntity: inout [[Int]], over parts: [Contribution.Relation]) {
    var isSettled = false
    while !isSettled {
      isSettled = true
      for part in parts {
        for area in areasOfEntity[part.target]
        where areas[area].level >= .county && !areasOfEntity[part.source].contains(area) {
          areasOfEntity[part.source].append(area)
          isSettled = false
        }
      }
    }
  }

  private mutating func index(of area: Area) -> Int {
    let next = areas.count
    let index = indexOfID[area.id, default: next]
    if index == next {
      indexOfID[area.id] = next
      areas.append(area)
    }
    return index
  }

  /// The place in `ties` of a pair, which is added if need be.
  private mutating func tie(_ entity: Int, _ area: Int) -> Int {
    let pair = entity << 32 | area
    if let index = tieOfPair[pair] { return index }
    tieOfPair[pair] = ties.count
    ties.append(Tie(entity: entity, area: area, weight: 1))
    return ties.count - 1
  }
}
