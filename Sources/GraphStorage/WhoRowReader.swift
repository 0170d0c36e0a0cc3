import EntityModel
import GRDB

/// Reads what a row of an answer shows.
struct WhoRowReader {
  private let db: Database
  private let nodes: NodeReader
  private let quotes: QuoteReader
  private let entities: Statement
  private let units: Statement
  private let ownRelations: Statement
  private let pairRelations: Statement
  private let ownGrounds: Statement
  private let pairGrounds: Statement
  private let mentions: Statement

  init(_ db: Database) throws {
    self.db = db
    nodes = try NodeReader(db)
    quotes = try QuoteReader(db)
    entities = try db.makeStatement(sql: "SELECT id, type, name, anchor FROM entity WHERE id = ?")
    units = try db.makeStatement(
      sql: """
        SELECT name FROM relation JOIN entity ON entity.id = target WHERE source = ? AND relation.type = 'works_for'
        GROUP BY name ORDER BY count(*) DESC, name
        """)
    ownRelations = try db.makeStatement(sql: WhoSQL.relations(where: "source = ?1 OR (target = ?1 AND ?2)"))
    pairRelations = try db.makeStatement(sql: WhoSQL.relations(where: WhoSQL.isPair))
    ownGrounds = try db.makeStatement(
      sql: WhoSQL.ordered(WhoSQL.grounds(where: "source = ?1 OR target = ?1")))
    pairGrounds = try db.makeStatement(
      sql: WhoSQL.ordered(
        """
        \(WhoSQL.grounds(where: WhoSQL.isPair))
        UNION ALL
        SELECT 'co_occurrence', 0, document, 0, 0, sentence, NULL FROM (\(NeighbourSupport.coOccurrences))
        WHERE other = ?2
        """))
    mentions = try db.makeStatement(
      sql: """
        SELECT document, sentence FROM appearance JOIN mention USING (document, entity)
        JOIN document ON document.id = document
        WHERE entity = ? AND sentence IS NOT NULL ORDER BY document.name, sentence
        """)
  }

  /// What orders rows of equal support: name, type, anchor.
  func key(_ entity: Int) throws -> [String] {
    let row = try entityRow(entity)
    return [row[2], row[1], row[3]]
  }

  /// The entity as its documents show it; its `id` means nothing.
  func node(_ entity: Int) throws -> GraphNode { try nodes.node(try entityRow(entity), id: 0) }

  func row(_ entity: Int, focus: Focus) throws -> WhoRow {
    let node = try self.node(entity)
    return WhoRow(
      name: node.name, type: node.type, roles: node.roles, units: try String.fetchAll(units, arguments: [entity]),
      districts: node.districts, townships: node.townships,
      relations: try relations(of: entity, type: node.type, focus: focus), weight: focus.weight,
      evidence: try evidence(for: entity, focus: focus))
  }

  private func entityRow(_ entity: Int) throws -> Row {
    guard let row = try Row.fetchOne(entities, arguments: [entity]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entity \(entity) is gone")
    }
    return row
  }

  private func relations(of entity: Int, type: EntityType, focus: Focus) throws -> [WhoRelation] {
    let rows: [Row]
    if case .partner(let partner, _) = focus {
      rows = try Row.fetchAll(pairRelations, arguments: [entity, partner])
    } else {
      // Everything lies in a place: only what starts from it says something about the place.
      rows = try Row.fetchAll(ownRelations, arguments: [entity, type != .place])
    }
    return try rows.map { row in
      WhoRelation(relation: try value(row[0]), source: row[1], target: row[2], role: row[3], weight: row[4])
    }
  }

  private func evidence(for entity: Int, focus: Focus) throws -> [Quote] {
    var quoted: [Quote] = []
    func add(_ quote: Quote?) -> Bool {
      if let quote, !quoted.contains(quote) { quoted.append(quote) }
      return quoted.count < GraphStore.evidenceLimit
    }
    let grounds: RowCursor
    var wanted: Set<Int>?
    switch focus {
    case .all: grounds = try Row.fetchCursor(ownGrounds, arguments: [entity])
    case .documents(let documents, _):
      wanted = documents
      grounds = try Row.fetchCursor(ownGrounds, arguments: [entity])
    case .partner(let partner, _): grounds = try Row.fetchCursor(pairGrounds, arguments: [partner, entity])
    }
    while let row = try grounds.next() {
      guard wanted?.contains(row[0]) ?? true else { continue }
      let place = QuotePlace(document: row[0], sentence: row[1], start: row[2], end: row[3], text: row[4])
      if !add(try quotes.quote(place)) { return quoted }
    }
    guard quoted.isEmpty else { return quoted }
    let others = try Row.fetchCursor(mentions, arguments: [entity])
    while quoted.isEmpty, let row = try others.next() {
      guard wanted?.contains(row[0]) ?? true else { continue }
      _ = add(try quotes.sentence(row[1], document: row[0]))
    }
    return quoted
  }
}

/// Pieces of the statements above; ?1 and ?2 are entities.
private enum WhoSQL {
  static let isPair = "(source = ?1 AND target = ?2) OR (source = ?2 AND target = ?1)"

  /// (type, source name, target name, role, number of documents), best supported first.
  static func relations(where condition: String) -> String {
    """
    SELECT relation.type, s.name, t.name,
      (SELECT role FROM relation AS other
        WHERE other.source = relation.source AND other.type = relation.type AND other.target = relation.target
          AND role IS NOT NULL
        GROUP BY role ORDER BY count(*) DESC, role LIMIT 1),
      count(*) AS weight
    FROM relation JOIN entity AS s ON s.id = source JOIN entity AS t ON t.id = target
    WHERE \(condition)
    GROUP BY relation.type, source, target
    ORDER BY weight DESC, \(order(RelationType.allCases.map(\.rawValue), of: "relation.type")),
      s.name, t.name, s.anchor, t.anchor
    """
  }

  static func grounds(where condition: String) -> String {
    "SELECT type, is_inferred, document, start, \"end\", sentence, quote FROM relation WHERE \(condition)"
  }

  /// What is printed before what is inferred; what tells most about somebody's work first; then by document.
  static func ordered(_ grounds: String) -> String {
    let kinds: [RelationType] = [
      .worksFor, .worksIn, .runs, .partnersWith, .takesPartIn, .reportsOn, .locatedIn, .partOf,
    ]
    return """
      SELECT document, sentence, start, "end", quote FROM (\(grounds)) JOIN document ON document.id = document
      WHERE sentence IS NOT NULL OR quote IS NOT NULL
      ORDER BY type = 'co_occurrence', is_inferred, \(order(kinds.map(\.rawValue), of: "type")),
        document.name, sentence, start, "end"
      """
  }

  private static func order(_ values: [String], of column: String) -> String {
    let cases = values.enumerated().map { "WHEN '\($1)' THEN \($0)" }.joined(separator: " ")
    return "CASE \(column) \(cases) ELSE \(values.count) END"
  }
}
