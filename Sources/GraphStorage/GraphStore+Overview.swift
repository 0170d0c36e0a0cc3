import EntityModel
import GRDB

/// What a store is about, as far as it is known without walking all of it.
public struct StoreOverview: Sendable, Equatable {
  public let documents: Int
  /// Number of entities of each type; every type is listed.
  public let entities: [EntityType: Int]
  /// First and last day of issue as `YYYY-MM-DD`; nil where no document has one.
  public let firstDate: String?
  public let lastDate: String?
}

/// A place in the tree of places.
public struct PlaceBranch: Sendable, Equatable, Encodable {
  public let address: EntityAddress
  public let level: PlaceLevel?
  /// Number of documents that mention it.
  public let documents: Int
  /// Number of places directly inside it.
  public let inside: Int
}

/// How many documents tie which programme to which district.
public struct ProgrammeMatrix: Sendable, Equatable, Encodable {
  /// Names of districts, those with the most documents first.
  public let districts: [String]
  public let programmes: [Row]
  /// Number of all programmes that work with a district.
  public let total: Int

  public struct Row: Sendable, Equatable, Encodable {
    public let address: EntityAddress
    /// For each of `districts`, the number of documents.
    public let documents: [Int]
  }
}

extension GraphStore {
  /// - Throws: `GraphStorageError`.
  public func overview() throws -> StoreOverview {
    try read { db in
      var entities = Dictionary(uniqueKeysWithValues: EntityType.allCases.map { ($0, 0) })
      for row in try Row.fetchAll(db, sql: "SELECT type, count(*) FROM entity GROUP BY type") {
        entities[try value(row[0])] = row[1]
      }
      let days = try Row.fetchOne(db, sql: "SELECT count(*), min(date), max(date) FROM document")
      return StoreOverview(
        documents: days?[0] ?? 0, entities: entities, firstDate: days?[1], lastDate: days?[2])
    }
  }

  /// The places directly inside another, or the districts of the county level; the best documented first.
  ///
  /// - Throws: `GraphStorageError`.
  public func places(inside parent: EntityAddress?, limit: Int) throws -> [PlaceBranch] {
    try read { db in
      let members: String
      var arguments: StatementArguments = [limit]
      if let parent {
        guard let entity = try StoredNames(db).row(of: parent) else { return [] }
        members = "SELECT DISTINCT source FROM relation WHERE target = ?2 AND type = 'part_of'"
        arguments += [entity]
      } else {
        members = "SELECT DISTINCT entity FROM appearance WHERE level = 'county'"
      }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT type, name, anchor, count(*) AS documents,
            (SELECT count(DISTINCT source) FROM relation WHERE target = entity.id AND relation.type = 'part_of') AS inside,
            max(level) AS level
          FROM entity JOIN appearance ON entity = id WHERE id IN (\(members))
          GROUP BY id ORDER BY documents DESC, name, anchor LIMIT ?1
          """, arguments: arguments)
      return try rows.map { row in
        PlaceBranch(
          address: EntityAddress(type: try value(row[0]), name: row[1], anchor: row[2]),
          level: (row["level"] as String?).flatMap(PlaceLevel.init(rawValue:)), documents: row["documents"],
          inside: row["inside"])
      }
    }
  }

  /// The districts and programmes that most documents tie together.
  ///
  /// - Throws: `GraphStorageError`.
  public func programmeMatrix(districts districtLimit: Int, programmes limit: Int) throws -> ProgrammeMatrix {
    try read { db in
      var cells: [Int: [String: Int]] = [:]
      var districts: [String: Int] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT entity.id, works_with.name, count(*) FROM entity JOIN works_with ON works_with.entity = entity.id
          WHERE entity.type = 'programme' AND kind = 'district' GROUP BY 1, 2
          """)
      while let row = try rows.next() {
        let (entity, name, count): (Int, String, Int) = (row[0], row[1], row[2])
        cells[entity, default: [:]][name] = count
        districts[name, default: 0] += count
      }
      let columns = districts.sorted { $0.value != $1.value ? $0.value > $1.value : precedes($0.key, $1.key) }
        .prefix(districtLimit).map(\.key)
      let names = StoredNames(db)
      let weights = cells.mapValues { $0.values.reduce(0, +) }
      // Names are read of those alone that may be among the best.
      let least = weights.values.sorted(by: >).prefix(limit).last ?? 0
      let best = try weights.filter { $0.value >= least }.map { (entity: $0.key, address: try names.address($0.key)) }
        .sorted { a, b in
          let (first, second) = (weights[a.entity] ?? 0, weights[b.entity] ?? 0)
          return first != second ? first > second : a.address < b.address
        }
      return ProgrammeMatrix(
        districts: columns,
        programmes: best.prefix(limit).map { programme in
          ProgrammeMatrix.Row(
            address: programme.address, documents: columns.map { cells[programme.entity]?[$0] ?? 0 })
        }, total: cells.count)
    }
  }
}
