import EntityModel
import GRDB

extension GraphStore {
  /// Calls `body` with the graph, or a part of it, as it stands now; what is written meanwhile is not seen.
  ///
  ///     try store.withGraph { try GraphMLWriter().write($0, toPath: "guanxi.graphml") }
  ///
  /// - Throws: `GraphStorageError`, and what `body` throws.
  public func withGraph<Result>(
    _ selection: GraphSelection = GraphSelection(), _ body: (StoredGraph) throws -> Result
  ) throws -> Result {
    try read { try body(StoredGraph(db: $0, selection: selection)) }
  }
}

/// The graph summed over all stored documents, walked with cursors: neither nodes nor edges are held, only four bytes
/// for each. Valid inside `GraphStore.withGraph`.
public struct StoredGraph: GraphSource {
  private let db: Database
  private let selection: GraphSelection
  /// Nil where every node is selected.
  private let nodes: SelectedNodes?

  public var hasParallelEdges: Bool { selection.hasParallelEdges }

  init(db: Database, selection: GraphSelection) throws {
    self.db = db
    self.selection = selection
    nodes = selection.includesAllNodes ? nil : try SelectedNodes(db, selection)
  }

  /// Calls `body` for each node in the order of type (as text), name and anchor (by code point).
  /// - Throws: `DatabaseError`, and what `body` throws.
  public func forEachNode(_ body: (GraphNode) throws -> Void) throws {
    let reader = try NodeReader(db)
    let rows = try Row.fetchCursor(db, sql: "SELECT id, type, name, anchor FROM entity ORDER BY type, name, anchor")
    var rank = 0
    while let row = try rows.next() {
      if let id = nodes == nil ? rank : nodes?[rank] { try body(try reader.node(row, id: id)) }
      rank += 1
    }
  }

  /// - Throws: `DatabaseError`, and what `body` throws.
  public func forEachEdge(_ body: (GraphEdge) throws -> Void) throws {
    let reader = try EdgeReader(db, selection: selection)
    guard let nodes else { return try reader.readEdges(body) }
    try reader.readEdges { edge in
      guard let source = nodes[edge.source], let target = nodes[edge.target] else { return }
      var edge = edge
      edge.source = source
      edge.target = target
      try body(edge)
    }
  }
}

/// Sums an entity over the documents it appears in.
struct NodeReader {
  private let totals: Statement
  private let mentions: Statement
  private let aliases: Statement
  private let roles: Statement
  private let worksWith: Statement
  private let attributes: [Statement]

  init(_ db: Database) throws {
    totals = try db.makeStatement(
      sql: """
        SELECT count(*), min(is_inferred), min(date), max(date), max(level), max(code), max(parent)
        FROM appearance JOIN document ON document.id = document WHERE entity = ?
        """)
    mentions = try db.makeStatement(
      sql: "SELECT count(*) FROM appearance JOIN mention USING (document, entity) WHERE entity = ?")
    aliases = try db.makeStatement(sql: "SELECT DISTINCT name FROM alias WHERE entity = ? ORDER BY name")
    roles = try db.makeStatement(
      sql: "SELECT name FROM role WHERE entity = ? GROUP BY name ORDER BY count(*) DESC, name")
    worksWith = try db.makeStatement(
      sql: """
        SELECT kind, name FROM works_with WHERE entity = ?
        GROUP BY kind, name ORDER BY count(*) DESC, min(rank), name
        """)
    attributes = try ["level", "code", "parent"].map { column in
      try db.makeStatement(
        sql: """
          SELECT \(column) FROM appearance WHERE entity = ? AND \(column) IS NOT NULL
          GROUP BY \(column) ORDER BY count(*) DESC, \(column) LIMIT 1
          """)
    }
  }

  /// - Parameters:
  ///   - row: id, type, name and anchor of an entity.
  ///   - id: the node's place in the order of nodes.
  func node(_ row: Row, id: Int) throws -> GraphNode {
    let entity: Int = row[0]
    let name: String = row[2]
    let (districts, townships) = try areas(of: entity)
    var node = GraphNode(
      id: id, type: try value(row[1]), name: name, anchor: row[3],
      aliases: try String.fetchAll(aliases, arguments: [entity]).filter { $0 != name },
      roles: try roles(of: entity), districts: districts, townships: townships,
      mentionCount: try Int.fetchOne(mentions, arguments: [entity]) ?? 0)
    if let row = try Row.fetchOne(totals, arguments: [entity]) {
      node.documentCount = row[0]
      node.isInferred = row[1] ?? false
      node.firstDate = row[2]
      node.lastDate = row[3]
      // Most entities have none of these: then nothing more is asked.
      if let any: String = row[4] { node.level = PlaceLevel(rawValue: try preferred(0, entity) ?? any) }
      if let any: String = row[5] { node.code = try preferred(1, entity) ?? any }
      if let any: String = row[6] { node.parent = try preferred(2, entity) ?? any }
    }
    return node
  }

  /// As printed, the best supported first.
  func roles(of entity: Int) throws -> [String] { try String.fetchAll(roles, arguments: [entity]) }

  /// What it works with, the best supported first.
  func areas(of entity: Int) throws -> (districts: [String], townships: [String]) {
    var areas: (districts: [String], townships: [String]) = ([], [])
    let rows = try Row.fetchCursor(worksWith, arguments: [entity])
    while let row = try rows.next() {
      if row[0] == "district" { areas.districts.append(row[1]) } else { areas.townships.append(row[1]) }
    }
    return areas
  }

  /// Level and name of the next level up, of a place.
  func rank(of place: Int) throws -> (level: PlaceLevel?, parent: String?) {
    (try preferred(0, place).flatMap(PlaceLevel.init), try preferred(2, place))
  }

  /// What most documents say, the smallest of equals.
  private func preferred(_ attribute: Int, _ entity: Int) throws -> String? {
    try String.fetchOne(attributes[attribute], arguments: [entity])
  }
}

/// A value of an enumeration as a column holds it; the column's CHECK lists the same values.
func value<Value: RawRepresentable>(_ text: String) throws -> Value where Value.RawValue == String {
  guard let value = Value(rawValue: text) else {
    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(text)' is no \(Value.self)")
  }
  return value
}
