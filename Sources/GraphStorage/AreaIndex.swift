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

  /// What a row of `area_support` says.
  struct Sum: Equatable {
    var weight = 0
    /// Documents that give the area as a district of the entity.
    var documents = 0

    mutating func add(_ weight: Int, documents: Int) {
      self.weight += weight
      self.documents += documents
    }
  }

  /// A row of `area_part`.
  struct Part: Hashable {
    let parent: String
    let area: Int
  }

  private(set) var areas: [Int: Area] = [:]
  /// By the rows of the areas.
  private(set) var extents: [Int: AreaTies.Extent] = [:]
  private(set) var supports: [Support: Sum] = [:]
  private(set) var parts: [Part: Int] = [:]

  init() {}

  /// Of all documents that the connection sees.
  init(of db: Database) throws {
    let reader = try ContributionReader(db)
    for document in try Int.fetchAll(db, sql: "SELECT id FROM document") {
      let (contribution, entities) = try reader.ties(of: document)
      count(contribution, entities: entities)
    }
  }

  /// Adds what a document contributes, or with a `sign` of −1 takes it away; `entities` are the rows of its appearances.
  mutating func count(_ contribution: Contribution, entities: [Int], sign: Int = 1) {
    let ties = AreaTies(contribution)
    let ids = ties.areas.map(\.id)
    for tie in ties.ties {
      let type = contribution.appearances[tie.entity].address.type
      let support = Support(area: ids[tie.area], type: type, entity: entities[tie.entity])
      supports[support, default: Sum()].add(sign * tie.weight, documents: tie.isGiven ? sign : 0)
    }
    for part in ties.parts { parts[Part(parent: part.parent, area: ids[part.area]), default: 0] += sign }
    for (id, (area, extent)) in zip(ids, zip(ties.areas, ties.extents)) {
      areas[id] = area
      extents[id, default: AreaTies.Extent()].add(extent, sign: sign)
    }
  }
}

/// Keeps the tables of who works with which area in step with the documents.
///
/// What is added and taken away is gathered while a transaction runs and settled at its end in the order of the rows.
final class AreaIndex {
  private var changes = AreaSums()
  private let addArea: PreparedStatement
  private let extendArea: PreparedStatement
  private let removeArea: PreparedStatement
  private let addSupport: PreparedStatement
  private let subtractSupport: PreparedStatement
  private let removeSupport: PreparedStatement
  private let addPart: PreparedStatement
  private let subtractPart: PreparedStatement
  private let removePart: PreparedStatement

  init(_ db: Database) throws {
    addArea = try PreparedStatement(db, "INSERT OR IGNORE INTO area (id, level, name, county) VALUES (?, ?, ?, ?)")
    extendArea = try PreparedStatement(
      db, "UPDATE area SET documents = documents + ?2, ties = ties + ?3 WHERE id = ?1")
    removeArea = try PreparedStatement(
      db,
      """
      DELETE FROM area WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM area_support WHERE area = ?1)
        AND NOT EXISTS (SELECT 1 FROM area_part WHERE area = ?1)
      """)
    addSupport = try PreparedStatement(
      db,
      """
      INSERT INTO area_support (area, type, entity, weight, documents) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET weight = weight + excluded.weight, documents = documents + excluded.documents
      """)
    // No upsert: a row that is only there to be subtracted would not be let in.
    subtractSupport = try PreparedStatement(
      db,
      """
      UPDATE area_support SET weight = weight + ?4, documents = documents + ?5
      WHERE area = ?1 AND type = ?2 AND entity = ?3
      """)
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

  /// Sums all documents anew.
  static func refill(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM area_support; DELETE FROM area_part; DELETE FROM area")
    let index = try AreaIndex(db)
    index.changes = try AreaSums(of: db)
    try index.update()
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
    for (id, extent) in changes.extents where extent != AreaTies.Extent() {
      try extendArea.run(id, extent.documents, extent.ties)
    }
    let supports = changes.supports.filter { $0.value != AreaSums.Sum() }.sorted { a, b in
      (a.key.area, a.key.type.rawValue, a.key.entity) < (b.key.area, b.key.type.rawValue, b.key.entity)
    }
    for (row, change) in supports {
      let type = row.type.rawValue
      // A document that gives a district weighs, so that what is new weighs more than nothing.
      let isMore = change.weight >= 0 && change.documents >= 0
      try (isMore ? addSupport : subtractSupport).run(row.area, type, row.entity, change.weight, change.documents)
      if change.weight < 0 { try removeSupport.run(row.area, type, row.entity) }
    }
    for (row, change) in changes.parts where change != 0 {
      try (change > 0 ? addPart : subtractPart).run(row.parent, row.area, change)
      if change < 0 { try removePart.run(row.parent, row.area) }
    }
    for id in changes.areas.keys { try removeArea.run(id) }
    changes = AreaSums()
  }
}
