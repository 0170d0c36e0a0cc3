import EntityModel
import GRDB

/// How much a store holds.
public struct GraphSummary: Sendable, Equatable {
  /// Number of documents.
  public let documents: Int
  /// Code points in all documents.
  public let characters: Int
  public let articles: Int
  public let sentences: Int
  public let mentions: Int
  /// Number of entities of each type; every type is listed.
  public let entities: [EntityType: Int]
  /// Number of edges that hold each kind of tie; every kind is listed.
  public let edges: [TieKind: Int]
}

/// How many nodes a store holds.
public struct NodeCounts: Sendable, Equatable {
  /// Number of documents.
  public let documents: Int
  /// Number of entities of each type; every type is listed.
  public let entities: [EntityType: Int]

  public var nodes: Int { entities.values.reduce(0, +) }
}

extension GraphStore {
  /// Counts documents and nodes, which takes no more than a look at each.
  /// - Throws: `GraphStorageError`.
  public func nodeCounts() throws -> NodeCounts { try read(GraphStore.nodeCounts) }

  private static func nodeCounts(_ db: Database) throws -> NodeCounts {
    var entities = Dictionary(uniqueKeysWithValues: EntityType.allCases.map { ($0, 0) })
    for row in try Row.fetchAll(db, sql: "SELECT type, count(*) FROM entity GROUP BY type") {
      entities[try value(row[0])] = row[1]
    }
    let documents = try Int.fetchOne(db, sql: "SELECT count(*) FROM document") ?? 0
    return NodeCounts(documents: documents, entities: entities)
  }

  /// Counts what is stored.
  /// - Complexity: linear in what is stored.
  /// - Throws: `GraphStorageError`.
  public func summary() throws -> GraphSummary {
    try read { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
      let nodes = try GraphStore.nodeCounts(db)
      var edges = Dictionary(uniqueKeysWithValues: TieKind.allCases.map { ($0, 0) })
      edges[.coOccurrence] = try count(
        """
        SELECT count(*) FROM (
          SELECT DISTINCT a.entity, b.entity FROM counted_window
          JOIN window_member AS a USING (document, window) JOIN window_member AS b USING (document, window)
          WHERE a.entity < b.entity)
        """)
      let pairs = "SELECT DISTINCT type, min(source, target), max(source, target) FROM relation"
      for row in try Row.fetchAll(db, sql: "SELECT type, count(*) FROM (\(pairs)) GROUP BY type") {
        edges[.relation(try value(row[0]))] = row[1]
      }
      return GraphSummary(
        documents: nodes.documents,
        characters: try count("SELECT total(length) FROM document"),
        articles: try count("SELECT count(*) FROM article"),
        sentences: try count("SELECT count(*) FROM sentence"),
        mentions: try count("SELECT count(*) FROM mention"),
        entities: nodes.entities, edges: edges)
    }
  }
}
