import EntityModel
import GRDB

/// What `AreaTies` say, summed over documents.
struct AreaSums {
  /// A row of `area_support`.
  struct Support: Hashable {
    let area: Int
    let type: EntityType
    let entity: Int
  }

  /// A row of `area_part`.
  struct Part: Hashable {
    let parent: String
    let area: Int
  }

  private(set) var areas: [Int: Area] = [:]
  private(set) var supports: [Support: Int] = [:]
  private(set) var parts: [Part: Int] = [:]

  /// Adds what a document contributes, or with a `sign` of −1 takes it away; `entities` are the rows of its appearances.
  mutating func count(_ contribution: Contribution, entities: [Int], sign: Int = 1) {
    let ties = AreaTies(contribution)
    let ids = ties.areas.map(\.id)
    for tie in ties.ties {
      let type = contribution.appearances[tie.entity].address.type
      supports[Support(area: ids[tie.area], type: type, entity: entities[tie.entity]), default: 0] += sign * tie.weight
    }
    for part in ties.parts { parts[Part(parent: part.parent, area: ids[part.area]), default: 0] += sign }
    for (id, area) in zip(ids, ties.areas) { areas[id] = area }
  }
}

/// Keeps the tables of who works with which area in step with the documents.
///
/// What is added and taken away is gathered while a transaction runs and settled at its end in the order of the rows.
final class AreaIndex {
  private var changes = AreaSums()
  private let addArea: PreparedStatement
  private let removeArea: PreparedStatement
  private let addSupport: PreparedStatement
  private let subtractSupport: PreparedStatement
  private let removeSupport: PreparedStatement
  private let addPart: PreparedStatement
  private let subtractPart: PreparedStatement
  private let removePart: PreparedStatement

  init(_ db: Database) throws {
    addArea = try PreparedStatement(db, "INSERT OR IGNORE INTO area (id, level, name, county) VALUES (?, ?, ?, ?)")
    removeArea = try PreparedStatement(
      db,
      """
      DELETE FROM area WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM area_support WHERE area = ?1)
        AND NOT EXISTS (SELECT 1 FROM area_part WHERE area = ?1)
      """)
    addSupport = try PreparedStatement(
      db,
      """
      INSERT INTO area_support (area, type, entity, weight) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET weight = weight + excluded.weight
      """)
    // No upsert: a row that is only there to be subtracted would not be let in.
    subtractSupport = try PreparedStatement(
      db, "UPDATE area_support SET weight = weight + ?4 WHERE area = ?1 AND type = ?2 AND entity = ?3")
    removeSupport = try PreparedStatement(
      db, "DELETE FROM area_support WHERE area = ? AND type = ? AND entity = ? AND weight = 0")
    addPart = try PreparedStatement(
      db,
      """
      INSERT INTO area_part (parent, area, documents) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET documents = documents + excluded.documents
      """)
    subtractPart = try PreparedStatement(
      db, "UPDATE area_part SET documents = documents + ?3 WHERE parent = ?1 AND area = ?2")
    removePart = try PreparedStatement(db, "DELETE FROM area_part WHERE parent = ? AND area = ? AND documents = 0")
  }

  /// Adds what a document contributes, or with a `sign` of −1 takes it away; `entities` are the rows of its appearances.
  func count(_ contribution: Contribution, entities: [Int], sign: Int) {
    changes.count(contribution, entities: entities, sign: sign)
  }

  /// Brings the tables up to date.
  func update() throws {
    for (id, area) in changes.areas.sorted(by: { $0.key < $1.key }) {
      try addArea.run(id, area.level.rawValue, area.name, area.county)
    }
    let supports = changes.supports.filter { $0.value != 0 }.sorted { a, b in
      (a.key.area, a.key.type.rawValue, a.key.entity) < (b.key.area, b.key.type.rawValue, b.key.entity)
    }
    for (row, change) in supports {
      let type = row.type.rawValue
      try (change > 0 ? addSupport : subtractSupport).run(row.area, type, row.entity, change)
      if change < 0 { try removeSupport.run(row.area, type, row.entity) }
    }
    for (row, change) in changes.parts where change != 0 {
      try (change > 0 ? addPart : subtractPart).run(row.parent, row.area, change)
      if change < 0 { try removePart.run(row.parent, row.area) }
    }
    for id in changes.areas.keys { try removeArea.run(id) }
    changes = AreaSums()
  }
}
