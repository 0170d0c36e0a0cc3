import EntityModel
import GRDB

/// Finds whom a person, unit or programme works with.
struct NeighbourSupport {
  private let typed: Statement
  private let together: Statement

  /// The co-occurrences of entity ?1 that mean something, as (other, weight, document, sentence). A reporter is,
  /// document by document, whoever reports on something: both must be reporters, or neither.
  static let coOccurrences = """
    SELECT beside.entity AS other, 1 AS weight, own.document, sentence
    FROM window_member AS own JOIN counted_window USING (document, window)
    JOIN window_member AS beside
      ON beside.document = own.document AND beside.window = own.window AND beside.entity <> ?1
    WHERE own.entity = ?1
      AND EXISTS (SELECT 1 FROM relation
        WHERE document = own.document AND source = ?1 AND type = 'reports_on')
      = EXISTS (SELECT 1 FROM relation
        WHERE document = own.document AND source = beside.entity AND type = 'reports_on')
    """

  init(_ db: Database) throws {
    typed = try db.makeStatement(
      sql: """
        SELECT source AS other FROM relation JOIN entity ON entity.id = source
        WHERE target = ?1 AND entity.type <> 'place' AND entity.type = coalesce(?2, entity.type)
        UNION ALL
        SELECT target FROM relation JOIN entity ON entity.id = target
        WHERE source = ?1 AND entity.type <> 'place' AND entity.type = coalesce(?2, entity.type)
        """)
    together = try db.makeStatement(
      sql: """
        SELECT other, sum(weight) FROM (\(NeighbourSupport.coOccurrences)) JOIN entity ON entity.id = other
        WHERE type IN ('person', 'unit') AND type = coalesce(?2, type) GROUP BY other
        """)
  }

  /// For each other entity of this type, or of any, the number of typed ties and of windows that join it with `entity`.
  func ties(of entity: Int, type: EntityType?) throws -> [Int: Int] {
    var ties: [Int: Int] = [:]
    for other in try Int.fetchAll(typed, arguments: [entity, type?.rawValue]) { ties[other, default: 0] += 1 }
    for row in try Row.fetchAll(together, arguments: [entity, type?.rawValue]) { ties[row[0], default: 0] += row[1] }
    return ties
  }
}
