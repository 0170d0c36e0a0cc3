import EntityModel
import GRDB

/// Finds the entities of some types that work with a place or with what lies inside it.
struct PlaceSupport {
  private let db: Database
  private let types: [EntityType]
  /// Whether the connection sees some days alone: then sums over all documents are of no use.
  private let isConfined: Bool
  private let nodes: NodeReader
  private let parts: Statement
  private let areasOfName: Statement

  init(_ db: Database, types: [EntityType]) throws {
    self.db = db
    self.types = types
    isConfined = try IssueWindow.confines(db)
    nodes = try NodeReader(db)
    parts = try db.makeStatement(
      sql: """
        WITH RECURSIVE inside (name, id) AS (
          VALUES (?1, ?2) UNION
          SELECT area.name, area.id FROM inside JOIN main.area_part ON parent = inside.name
          JOIN main.area ON area.id = area_part.area)
        SELECT id FROM inside
        """)
    areasOfName = try db.makeStatement(
      sql: "SELECT id FROM main.area WHERE name = ? AND level IN ('county', 'township')")
  }

  /// The entities that belong to a place.
  func candidates(for place: EntityAddress, entity: Int) throws -> Candidates {
    let (level, parent) = try nodes.rank(of: entity)
    let itself = Area(level: level ?? .county, name: place.name).id
    // Of who works with a township the district may be unknown.
    let townships = ["", place.anchor, parent ?? ""].map { Area(level: .township, name: place.name, county: $0).id }
    switch level {
    case .province, .prefecture:
      return try candidates(inAreas: Set(Int.fetchAll(parts, arguments: [place.name, itself])))
    case .county: return try candidates(inAreas: [itself])
    case .township: return try candidates(inAreas: Set(townships))
    case nil: return try candidates(inAreas: Set(townships + [itself]))
    case .village, .site: return try candidates(tiedWithPlacesInside: entity)
    }
  }

  /// The place and all places inside it.
  func places(inside entity: Int) throws -> [Int] {
    // UNION, not UNION ALL: a page may claim two places to lie inside each other.
    try Int.fetchAll(
      db,
      sql: """
        WITH RECURSIVE inside (entity) AS (
          VALUES (?) UNION
          SELECT source FROM inside JOIN relation ON target = entity WHERE type = 'part_of')
        SELECT entity FROM inside
        """, arguments: [entity])
  }

  /// The same for a place that is known by name only.
  func candidates(forPlaceNamed name: String) throws -> Candidates {
    try candidates(inAreas: Set(try Int.fetchAll(areasOfName, arguments: [name])))
  }

  private func candidates(inAreas areas: Set<Int>) throws -> Candidates {
    let documents = try AreaDocuments(db, areas: areas)
    return Candidates(
      weights: try isConfined ? documents.weights(of: types) : sums(inAreas: areas),
      someDocuments: { try documents.some(of: $0) },
      isTied: { entity, document in try documents.entities(of: document).contains(entity) })
  }

  /// The weights over all documents.
  private func sums(inAreas areas: Set<Int>) throws -> [(entity: Int, weight: Int)] {
    let sums = try PreparedStatement(
      db,
      """
      SELECT entity, sum(weight) FROM area_support WHERE area IN (\(areas.sqlList)) AND type IN (\(types.sqlList))
      GROUP BY entity
      """)
    var weights: [(entity: Int, weight: Int)] = []
    try sums.readAll { weights.append(($0.int(0), $0.int(1))) }
    return weights
  }

  /// Of a place too small to be an area.
  private func candidates(tiedWithPlacesInside entity: Int) throws -> Candidates {
    let ties = try db.makeStatement(
      sql: """
        SELECT source AS other, document, relation.type <> 'reports_on' FROM relation JOIN entity ON entity.id = source
        WHERE target = ?1 AND entity.type IN (\(types.sqlList))
        UNION ALL
        SELECT target, document, 1 FROM relation JOIN entity ON entity.id = target
        WHERE source = ?1 AND entity.type IN (\(types.sqlList))
        """)
    let posts = try db.makeStatement(sql: "SELECT document FROM relation WHERE source = ? AND type = 'works_for'")
    var documents: [Int: Set<Int>] = [:]
    var weights: [Int: Int] = [:]
    for id in try places(inside: entity) {
      for row in try Row.fetchAll(ties, arguments: [id]) {
        let (other, document, tie): (Int, Int, Int) = (row[0], row[1], row[2])
        let isNew = documents[other, default: []].insert(document).inserted
        weights[other, default: 0] += tie + (isNew ? 1 : 0)
      }
    }
    for (other, found) in documents {
      weights[other, default: 0] += try Int.fetchAll(posts, arguments: [other]).count { found.contains($0) }
    }
    return Candidates(
      weights: weights.map { ($0.key, $0.value) }, someDocuments: { documents[$0]?.sorted() ?? [] },
      isTied: { documents[$0]?.contains($1) ?? false })
  }
}

/// Entities that may be in an answer for a place.
struct Candidates {
  /// Each once, in no certain order; the weight is that of `AreaTies`.
  var weights: [(entity: Int, weight: Int)]
  /// Documents that tie an entity with the place; not all, and none where it takes long to find them.
  let someDocuments: (_ entity: Int) throws -> [Int]
  /// Whether a document is among those that tie an entity with the place.
  let isTied: (_ entity: Int, _ document: Int) throws -> Bool
}

/// Which entities work with some areas, document by document; each document is read once.
final class AreaDocuments {
  private let db: Database
  private let areas: Set<Int>
  private let reader: ContributionReader
  private let someOfDistrict: Statement
  private var entitiesOfDocument: [Int: Set<Int>] = [:]

  init(_ db: Database, areas: Set<Int>) throws {
    self.db = db
    self.areas = areas
    reader = try ContributionReader(db)
    // A document that gives the county as a district ties the two.
    someOfDistrict = try db.makeStatement(
      sql: """
        SELECT document FROM works_with WHERE entity = ? AND kind = 'district' AND name IN (
          SELECT name FROM main.area WHERE id IN (\(areas.sqlList)) AND level = 'county')
        ORDER BY rank, document LIMIT \(QuoteReader.someDocuments)
        """)
  }

  /// Some documents that tie an entity with the areas; none where it takes long to find them.
  func some(of entity: Int) throws -> [Int] { try Int.fetchAll(someOfDistrict, arguments: [entity]) }

  func entities(of document: Int) throws -> Set<Int> {
    if let known = entitiesOfDocument[document] { return known }
    var found: Set<Int> = []
    try forEachTie(of: document) { entity, _, _ in found.insert(entity) }
    entitiesOfDocument[document] = found
    return found
  }

  /// The weights over all documents that the connection sees.
  func weights(of types: [EntityType]) throws -> [(entity: Int, weight: Int)] {
    let names = "SELECT name FROM main.area WHERE id IN (\(areas.sqlList))"
    let documents = try Int.fetchAll(
      db,
      sql: """
        SELECT document FROM works_with WHERE name IN (\(names)) UNION
        SELECT document FROM appearance JOIN entity ON entity.id = entity WHERE type = 'place' AND name IN (\(names))
        """)
    var weights: [Int: Int] = [:]
    for document in documents {
      try forEachTie(of: document) { entity, type, weight in
        if types.contains(type) { weights[entity, default: 0] += weight }
      }
    }
    return weights.map { ($0.key, $0.value) }
  }

  private func forEachTie(of document: Int, _ body: (_ entity: Int, _ type: EntityType, _ weight: Int) -> Void) throws {
    let (contribution, entities) = try reader.ties(of: document)
    let ties = AreaTies(contribution)
    let isAsked = ties.areas.map { areas.contains($0.id) }
    for tie in ties.ties where isAsked[tie.area] {
      body(entities[tie.entity], contribution.appearances[tie.entity].address.type, tie.weight)
    }
  }
}
