import EntityModel
import GRDB

/// All that is known of one entity.
public struct EntityReport: Sendable, Equatable, Encodable {
  public let address: EntityAddress
  public let aliases: [String]
  public let level: PlaceLevel?
  public let code: String?
  public let parent: String?
  public let roles: [String]
  public let districts: [String]
  public let townships: [String]
  /// Whether no document prints the name in so many words.
  public let inferred: Bool
  /// Number of mentions in all documents.
  public let mentions: Int
  /// Typed ties, the best supported first.
  public let ties: [TieReport]
  /// Who is named together with it, the closest (by `share`) first.
  public let together: [TogetherReport]
  /// By name.
  public let documents: [DocumentReport]
}

/// A typed tie of an entity.
public struct TieReport: Sendable, Equatable, Encodable {
  public let relation: RelationType
  /// Whether it runs from the other to the entity.
  public let reversed: Bool
  public let other: EntityAddress
  /// The role or manner most documents print.
  public let role: String?
  /// Number of documents that say so.
  public let documents: Int
}

/// How much an entity is named together with another. See `CoOccurrenceStatistics`.
public struct TogetherReport: Sendable, Equatable, Encodable {
  public let other: EntityAddress
  public let windows: Int
  public let articles: Int
  public let documents: Int
  /// Windows, each 1/(n − 1) where it names n.
  public let share: Double
  public let npmi: Double?
}

/// A document that mentions an entity.
public struct DocumentReport: Sendable, Equatable, Encodable {
  public let name: String
  public let date: String?
  public let mentions: Int
}

extension GraphStore {
  /// All that is known of the entities called `name`, in the order of nodes.
  ///
  ///     try store.show("周启山").first?.ties.first?.other.name  // 金乡县委组织部
  ///
  /// - Parameters:
  ///   - name: a name, an alias or an address.
  ///   - limit: most lines of `together`; nil for all.
  /// - Throws: `GraphStorageError`.
  public func show(_ name: String, limit: Int? = nil) throws -> [EntityReport] {
    try read { db in
      let reader = try EntityReportReader(db)
      return try StoredNames(db).find(name).map { try reader.report($0, limit: limit) }
    }
  }
}

private struct EntityReportReader {
  private let db: Database
  private let names: StoredNames
  private let nodes: WhoRowReader

  init(_ db: Database) throws {
    self.db = db
    names = StoredNames(db)
    nodes = try WhoRowReader(db)
  }

  func report(_ entity: Int, limit: Int?) throws -> EntityReport {
    let node = try nodes.node(entity)
    return EntityReport(
      address: try names.address(entity), aliases: node.aliases, level: node.level, code: node.code,
      parent: node.parent, roles: node.roles, districts: node.districts, townships: node.townships,
      inferred: node.isInferred, mentions: node.mentionCount, ties: try ties(of: entity),
      together: try together(with: entity, limit: limit), documents: try documents(of: entity))
  }

  private func ties(of entity: Int) throws -> [TieReport] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT relation.type, source <> ?1, iif(source = ?1, target, source) AS other,
          (SELECT role FROM relation AS same
            WHERE same.source = relation.source AND same.type = relation.type AND same.target = relation.target
              AND role IS NOT NULL
            GROUP BY role ORDER BY count(*) DESC, role LIMIT 1),
          count(*) AS documents
        FROM relation JOIN entity ON entity.id = iif(source = ?1, target, source)
        WHERE source = ?1 OR target = ?1 GROUP BY source, relation.type, target
        ORDER BY documents DESC, \(RelationType.rank(of: "relation.type")), source <> ?1, entity.type, name, anchor
        """, arguments: [entity])
    return try rows.map { row in
      TieReport(
        relation: try value(row[0]), reversed: row[1], other: try names.address(row[2]), role: row[3],
        documents: row[4])
    }
  }

  private func together(with entity: Int, limit: Int?) throws -> [TogetherReport] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT beside.entity, count(*), count(DISTINCT own.document || ' ' || article), count(DISTINCT own.document),
          sum(\(CoOccurrenceStatistics.shareUnit) / (size - 1)) AS share
        FROM window_member AS own JOIN counted_window USING (document, window)
        JOIN window_member AS beside
          ON beside.document = own.document AND beside.window = own.window AND beside.entity <> ?1
        JOIN entity ON entity.id = beside.entity
        WHERE own.entity = ?1 GROUP BY beside.entity ORDER BY share DESC, type, name, anchor LIMIT ?2
        """, arguments: [entity, limit ?? -1])
    let windows = try db.makeStatement(
      sql: "SELECT count(*) FROM window_member JOIN counted_window USING (document, window) WHERE entity = ?")
    let total = try Int.fetchOne(db, sql: "SELECT coalesce(sum(windows), 0) FROM first_print") ?? 0
    let own = try Int.fetchOne(windows, arguments: [entity]) ?? 0
    return try rows.map { row in
      let other: Int = row[0]
      return TogetherReport(
        other: try names.address(other), windows: row[1], articles: row[2], documents: row[3],
        share: Double(row[4] as Int) / Double(CoOccurrenceStatistics.shareUnit),
        npmi: CoOccurrenceStatistics.npmi(
          joint: row[1], a: own, b: try Int.fetchOne(windows, arguments: [other]) ?? 0, total: total,
          minimum: EdgeReader.minimumJointCount))
    }
  }

  private func documents(of entity: Int) throws -> [DocumentReport] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT name, date, (SELECT count(*) FROM mention WHERE document = id AND entity = appearance.entity)
        FROM appearance JOIN document ON id = document WHERE entity = ? ORDER BY name
        """, arguments: [entity]
    ).map { DocumentReport(name: $0[0], date: $0[1], mentions: $0[2]) }
  }
}
