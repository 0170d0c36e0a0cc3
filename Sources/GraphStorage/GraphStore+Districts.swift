import EntityModel
import GRDB

/// What works with one county-level district.
public struct DistrictRow: Sendable, Equatable, Encodable {
  public let name: String
  public let persons: Int
  public let units: Int
  public let programmes: Int
  /// Typed ties of these persons, units and programmes, in documents that name the district for one of the ends.
  public let ties: Int
  /// Number of documents in which anything works with it.
  public let documents: Int
}

extension GraphStore {
  /// Every district that anything works with, the richest in persons and units first, then by name.
  ///
  ///     try store.districts().map(\.name)  // ["金乡县", "嘉祥县"]
  ///
  /// - Complexity: linear in what is stored.
  /// - Throws: `GraphStorageError`.
  public func districts() throws -> [DistrictRow] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          WITH member AS (
            SELECT works_with.name, document, entity, type FROM works_with JOIN entity ON entity.id = entity
            WHERE kind = 'district' AND type <> 'place'
          ), tie AS (
            SELECT DISTINCT name, source, relation.type, target
            FROM relation JOIN member USING (document) WHERE member.entity IN (source, target)
          )
          SELECT name, count(DISTINCT iif(type = 'person', entity, NULL)) AS persons,
            count(DISTINCT iif(type = 'unit', entity, NULL)) AS units,
            count(DISTINCT iif(type = 'programme', entity, NULL)) AS programmes,
            coalesce(ties, 0) AS ties, count(DISTINCT document) AS documents
          FROM member LEFT JOIN (SELECT name, count(*) AS ties FROM tie GROUP BY name) USING (name)
          GROUP BY name ORDER BY persons + units DESC, name
          """)
      return rows.map { row in
        DistrictRow(
          name: row["name"], persons: row["persons"], units: row["units"], programmes: row["programmes"],
          ties: row["ties"], documents: row["documents"])
      }
    }
  }
}
