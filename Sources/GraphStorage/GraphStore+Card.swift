import EntityModel
import GRDB

/// What is best known of one entity, at most so many lines of each kind.
public struct EntityCard: Sendable, Equatable, Encodable {
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
  /// Number of documents that mention it.
  public let documents: Int
  /// First and last day of issue as `YYYY-MM-DD`; nil where no document has one.
  public let firstDate: String?
  public let lastDate: String?
  /// Typed ties, the best supported first.
  public let ties: [TieReport]
  /// Number of all its typed ties.
  public let tieCount: Int
  /// Who is named together with it, the most often first.
  public let together: [Companion]
  /// The latest first.
  public let latest: [DocumentReport]

  /// An entity that is named together with another.
  public struct Companion: Sendable, Equatable, Encodable {
    public let other: EntityAddress
    /// Number of windows that name both.
    public let windows: Int
  }
}

extension GraphStore {
  /// The card of an entity; nil if there is none with this address.
  ///
  /// - Parameter limit: most lines of a kind.
  /// - Throws: `GraphStorageError`.
  public func card(_ address: EntityAddress, limit: Int = 50) throws -> EntityCard? {
    try read { db in
      guard let entity = try StoredNames(db).row(of: address) else { return nil }
      return try CardReader(db, limit: limit).card(entity, address)
    }
  }
}

private struct CardReader {
  private let db: Database
  private let limit: Int
  private let names: StoredNames

  init(_ db: Database, limit: Int) {
    self.db = db
    self.limit = limit
    names = StoredNames(db)
  }

  func card(_ entity: Int, _ address: EntityAddress) throws -> EntityCard {
    let node = try WhoRowReader(db).node(entity)
    let (ties, count) = try ties(of: entity)
    return EntityCard(
      address: address, aliases: node.aliases, level: node.level, code: node.code, parent: node.parent,
      roles: node.roles, districts: node.districts, townships: node.townships, inferred: node.isInferred,
      mentions: node.mentionCount, documents: node.documentCount, firstDate: node.firstDate, lastDate: node.lastDate,
      ties: ties, tieCount: count, together: try together(with: entity), latest: try latest(of: entity))
  }

  private func ties(of entity: Int) throws -> ([TieReport], Int) {
    let role = try db.makeStatement(
      sql: """
        SELECT role FROM relation WHERE source = ? AND target = ? AND type = ? AND role IS NOT NULL
        GROUP BY role ORDER BY count(*) DESC, role LIMIT 1
        """)
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT tie.type, source, target, tie.documents, count(*) OVER () FROM (
          SELECT type, source, target, target AS other, count(*) AS documents FROM relation WHERE source = ?1
          GROUP BY target, type
          UNION ALL
          SELECT type, source, target, source, count(*) FROM relation WHERE target = ?1 GROUP BY source, type
        ) AS tie JOIN entity ON entity.id = other
        ORDER BY tie.documents DESC, \(RelationType.rank(of: "tie.type")), source <> ?1, entity.type, name, anchor LIMIT ?2
        """, arguments: [entity, limit])
    let ties = try rows.map { row in
      let (source, target): (Int, Int) = (row[1], row[2])
      return TieReport(
        relation: try value(row[0]), reversed: source != entity,
        other: try names.address(source == entity ? target : source),
        role: try String.fetchOne(role, arguments: [source, target, row[0] as String]), documents: row[3])
    }
    return (ties, rows.first?[4] ?? 0)
  }

  private func together(with entity: Int) throws -> [EntityCard.Companion] {
    let counts = try Companions(db).counts(of: entity)
    // Names are read of those alone that may be among the most.
    let least = counts.values.sorted(by: >).prefix(limit).last ?? 0
    let most = try counts.filter { $0.value >= least }.map { other, windows in
      EntityCard.Companion(other: try names.address(other), windows: windows)
    }
    return Array(most.sorted { ($1.windows, $0.other) < ($0.windows, $1.other) }.prefix(limit))
  }

  private func latest(of entity: Int) throws -> [DocumentReport] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT name, date, (SELECT count(*) FROM mention WHERE document = id AND entity = ?1)
        FROM appearance JOIN document ON id = document WHERE entity = ?1 ORDER BY date DESC, name LIMIT ?2
        """, arguments: [entity, limit]
    ).map { DocumentReport(name: $0[0], date: $0[1], mentions: $0[2]) }
  }
}
