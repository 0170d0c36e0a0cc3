import EntityModel
import GRDB

/// Finds the entities of some types that work with a place or with what lies inside it.
struct PlaceSupport {
  private let nodes: WhoRowReader
  private let byName: Statement
  private let districts: Statement
  private let ties: Statement
  private let inside: Statement
  private let posts: Statement

  /// A name under which `works_with` may hold a place.
  private struct Area: Hashable {
    let name: String
    let kind: String
    /// Of a township: names of the district around it; empty when unknown.
    var counties: Set<String> = []
  }

  init(_ db: Database, types: [EntityType]) throws {
    nodes = try WhoRowReader(db)
    let types = types.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    byName = try db.makeStatement(
      sql: """
        SELECT document, entity FROM works_with JOIN entity ON entity.id = entity
        WHERE works_with.name = ? AND kind = ? AND type IN (\(types))
        """)
    districts = try db.makeStatement(
      sql: "SELECT name FROM works_with WHERE document = ? AND entity = ? AND kind = 'district'")
    ties = try db.makeStatement(
      sql: """
        SELECT source AS other, document, relation.type <> 'reports_on' FROM relation JOIN entity ON entity.id = source
        WHERE target = ?1 AND entity.type IN (\(types))
        UNION ALL
        SELECT target, document, 1 FROM relation JOIN entity ON entity.id = target
        WHERE source = ?1 AND entity.type IN (\(types))
        """)
    // UNION, not UNION ALL: a page may claim two places to lie inside each other.
    inside = try db.makeStatement(
      sql: """
        WITH RECURSIVE inside (entity) AS (
          VALUES (?) UNION
          SELECT source FROM inside JOIN relation ON target = entity WHERE type = 'part_of')
        SELECT entity FROM inside
        """)
    posts = try db.makeStatement(sql: "SELECT document FROM relation WHERE source = ? AND type = 'works_for'")
  }

  /// For each entity of these types, why it belongs to the place.
  func support(of place: GraphNode, entity: Int) throws -> [Int: Support] {
    var support: [Int: Support] = [:]
    var areas: Set<Area> = []
    for id in try places(inside: entity) {
      for row in try Row.fetchAll(ties, arguments: [id]) {
        support[row[0], default: Support()].ties += row[2]
        support[row[0], default: Support()].documents.insert(row[1])
      }
      areas.formUnion(PlaceSupport.areas(of: id == entity ? place : try nodes.node(id)))
    }
    try add(areas, to: &support)
    for (other, found) in support {
      let posts = try Int.fetchAll(posts, arguments: [other])
      support[other]?.ties += posts.count { found.documents.contains($0) }
    }
    return support
  }

  /// The place and all places inside it.
  func places(inside entity: Int) throws -> [Int] { try Int.fetchAll(inside, arguments: [entity]) }

  /// The same for a place that is known by name only.
  func support(ofPlaceNamed name: String) throws -> [Int: Support] {
    var support: [Int: Support] = [:]
    try add([Area(name: name, kind: "district"), Area(name: name, kind: "township")], to: &support)
    return support
  }

  private static func areas(of place: GraphNode) -> [Area] {
    let around = Set([place.anchor, place.parent ?? ""]).subtracting(["", place.name])
    let district = Area(name: place.name, kind: "district")
    let township = Area(name: place.name, kind: "township", counties: around)
    switch place.level {
    case .province, .prefecture, .county: return [district]
    case .township: return [township]
    case nil: return [district, township]
    case .village, .site: return []
    }
  }

  private func add(_ areas: Set<Area>, to support: inout [Int: Support]) throws {
    for area in areas {
      for row in try Row.fetchAll(byName, arguments: [area.name, area.kind]) {
        let (document, entity): (Int, Int) = (row[0], row[1])
        if !area.counties.isEmpty {
          // Many counties have a 城关镇: the entity's own district must agree where the document names one.
          let own = try Set(String.fetchAll(districts, arguments: [document, entity]))
          guard own.isEmpty || !own.isDisjoint(with: area.counties) else { continue }
        }
        support[entity, default: Support()].documents.insert(document)
      }
    }
  }
}
