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
  private let someGrounds: Statement
  private let mentions: Statement
  private let someMentions: Statement
  private let documentCount: Statement
  private let someDocuments: Statement

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
    ownRelations = try db.makeStatement(sql: WhoSQL.relations(where: "source = ?1", or: "target = ?1 AND ?2"))
    pairRelations = try db.makeStatement(
      sql: WhoSQL.relations(where: "source = ?1 AND target = ?2", or: "source = ?2 AND target = ?1"))
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
    someGrounds = try db.makeStatement(
      sql: WhoSQL.ordered(
        """
        \(WhoSQL.grounds(of: "json_each(?2) CROSS JOIN relation", where: "source = ?1 AND document = value"))
        UNION ALL
        \(WhoSQL.grounds(of: "json_each(?2) CROSS JOIN relation", where: "target = ?1 AND document = value"))
        """))
    mentions = try db.makeStatement(sql: WhoSQL.mentions(of: "appearance JOIN mention USING (document, entity)"))
    someMentions = try db.makeStatement(
      sql: WhoSQL.mentions(of: "json_each(?2) CROSS JOIN mention ON mention.document = value"))
    documentCount = try db.makeStatement(sql: "SELECT documents FROM entity WHERE id = ?")
    someDocuments = try db.makeStatement(
      sql: "SELECT document FROM appearance WHERE entity = ? ORDER BY document LIMIT \(QuoteReader.someDocuments)")
  }

  /// What orders rows of equal support: name, type, anchor.
  func key(_ entity: Int) throws -> [String] {
    let row = try entityRow(entity)
    return [row[2], row[1], row[3]]
  }

  func address(_ entity: Int) throws -> EntityAddress {
    let row = try entityRow(entity)
    return EntityAddress(type: try value(row[1]), name: row[2], anchor: row[3])
  }

  /// The entity as its documents show it; its `id` means nothing.
  func node(_ entity: Int) throws -> GraphNode { try nodes.node(try entityRow(entity), id: 0) }

  func row(_ entity: Int, focus: Focus) throws -> WhoRow {
    let address = try self.address(entity)
    let (districts, townships) = try nodes.areas(of: entity)
    let weight =
      switch focus {
      case .all: try Int.fetchOne(documentCount, arguments: [entity]) ?? 0
      case .candidate(_, let weight), .partner(_, let weight): weight
      }
    return WhoRow(
      name: address.name, type: address.type, roles: try nodes.roles(of: entity),
      units: try String.fetchAll(units, arguments: [entity]), districts: districts, townships: townships,
      relations: try relations(of: entity, type: address.type, focus: focus), weight: weight,
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
    switch focus {
    case .partner(let partner, _):
      return try quotes(from: Row.fetchCursor(pairGrounds, arguments: [partner, entity]))
    case .all:
      let some = try quotes(of: entity, in: Int.fetchAll(someDocuments, arguments: [entity]))
      return try some.isEmpty ? quotes(of: entity) { _ in true } : some
    case .candidate(let candidates, _):
      let some = try quotes(of: entity, in: candidates.someDocuments(entity))
      return try some.isEmpty ? quotes(of: entity) { try candidates.isTied(entity, $0) } : some
    }
  }

  /// From some documents alone: an entity may be named in ten thousands.
  private func quotes(of entity: Int, in documents: [Int]) throws -> [Quote] {
    guard !documents.isEmpty else { return [] }
    let arguments: StatementArguments = [entity, "[\(documents.map(String.init).joined(separator: ","))]"]
    let found = try quotes(from: Row.fetchCursor(someGrounds, arguments: arguments))
    return try found.isEmpty ? quotes(from: Row.fetchCursor(someMentions, arguments: arguments), limit: 1) : found
  }

  private func quotes(of entity: Int, where isWanted: (_ document: Int) throws -> Bool) throws -> [Quote] {
    let found = try quotes(from: Row.fetchCursor(ownGrounds, arguments: [entity]), where: isWanted)
    guard found.isEmpty else { return found }
    return try quotes(from: Row.fetchCursor(mentions, arguments: [entity]), limit: 1, where: isWanted)
  }

  /// Each once.
  private func quotes(
    from grounds: RowCursor, limit: Int = GraphStore.evidenceLimit, where isWanted: (Int) throws -> Bool = { _ in true }
  ) throws -> [Quote] {
    var quoted: [Quote] = []
    while quoted.count < limit, let row = try grounds.next() {
      guard try isWanted(row[0]) else { continue }
      let place = QuotePlace(document: row[0], sentence: row[1], start: row[2], end: row[3], text: row[4])
      if let quote = try quotes.quote(place), !quoted.contains(quote) { quoted.append(quote) }
    }
    return quoted
  }
}

/// Pieces of the statements above; ?1 and ?2 are entities.
private enum WhoSQL {
  static let isPair = "(source = ?1 AND target = ?2) OR (source = ?2 AND target = ?1)"

  /// (type, source name, target name, role, number of documents), best supported first. The two conditions are never
  /// both met.
  static func relations(where condition: String, or other: String) -> String {
    func ties(_ condition: String) -> String {
      """
      SELECT type, source, target, count(*) AS weight FROM relation WHERE \(condition)
      GROUP BY source, target, type
      """
    }
    return """
      SELECT tie.type, s.name, t.name,
        (SELECT role FROM relation
          WHERE source = tie.source AND target = tie.target AND type = tie.type AND role > ''
          GROUP BY role ORDER BY count(*) DESC, role LIMIT 1),
        weight
      FROM (\(ties(condition)) UNION ALL \(ties(other))) AS tie
      JOIN entity AS s ON s.id = source JOIN entity AS t ON t.id = target
      ORDER BY weight DESC, \(order(RelationType.allCases.map(\.rawValue), of: "tie.type")),
        s.name, t.name, s.anchor, t.anchor
      """
  }

  static func grounds(of relations: String = "relation", where condition: String) -> String {
    """
    SELECT relation.type, is_inferred, document, start, "end", sentence, quote FROM \(relations) WHERE \(condition)
    """
  }

  /// Where entity ?1 is mentioned, by document.
  static func mentions(of mentions: String) -> String {
    """
    SELECT document, sentence, 0, 0, NULL FROM \(mentions) JOIN document ON document.id = document
    WHERE entity = ?1 AND sentence IS NOT NULL ORDER BY document.name, sentence
    """
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
