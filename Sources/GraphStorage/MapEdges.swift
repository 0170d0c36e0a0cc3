import EntityModel
import GRDB

/// Ties between a few nodes, counted from their own rows.
struct PairCounts {
  /// By the positions of the ends among the nodes; each at least of the selection's weight.
  private(set) var edges: [GraphMap.Edge] = []

  /// What ties one pair, the lower position first.
  private struct Pair {
    var counts = TieCounts()
    /// For each kind, in how many documents more it runs from the lower to the higher node than back.
    var direction = SIMD16<Int32>()
  }

  init(_ db: Database, selection: GraphSelection, among entities: [Int]) throws {
    let shown = Shown.list(entities)
    let places = Dictionary(uniqueKeysWithValues: entities.enumerated().map { ($1, $0) })
    let order = try PairCounts.order(db, entities, shown)
    var pairs: [Int64: Pair] = [:]
    func add(_ a: Int, _ b: Int, _ kind: TieKind, _ count: Int) {
      guard let first = places[a], let second = places[b] else { return }
      let key = Int64(min(first, second)) << 32 | Int64(max(first, second))
      pairs[key, default: Pair()].counts[kind] += count
      // As an export does: ids rise in the order of nodes.
      let isForward = order[first] < order[second]
      pairs[key]?.direction[kind.index] += Int32(clamping: isForward ? count : -count)
    }
    for kind in RelationType.allCases where selection.includes(.relation(kind)) {
      let rows = try Row.fetchCursor(
        db,
        sql: """
          \(Shown.table)
          SELECT source, target, count(*) FROM shown CROSS JOIN relation ON source = entity
          WHERE type = ?2 AND target IN (SELECT entity FROM shown) GROUP BY source, target
          """, arguments: [shown, kind.rawValue])
      while let row = try rows.next() { add(row[0], row[1], .relation(kind), row[2]) }
    }
    if selection.includes(.coOccurrence) {
      let rows = try Row.fetchCursor(db, sql: PairCounts.together, arguments: [shown])
      while let row = try rows.next() { add(row[0], row[1], .coOccurrence, row[2]) }
    }
    for (key, pair) in pairs where pair.counts.total >= selection.minimumWeight {
      let (low, high) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
      let forward = pair.direction[pair.counts.strongest.index]
      // Of a tie without direction, from the first in the order of nodes.
      let isFirst = pair.counts.isTyped ? forward >= 0 : true
      let (first, second) = order[low] < order[high] ? (low, high) : (high, low)
      edges.append(
        GraphMap.Edge(source: isFirst ? first : second, target: isFirst ? second : first, counts: pair.counts))
    }
  }

  /// For each entity its place among these in the order of nodes.
  private static func order(_ db: Database, _ entities: [Int], _ shown: String) throws -> [Int] {
    var ranks: [Int: Int] = [:]
    let sorted = try Int.fetchCursor(
      db, sql: "\(Shown.table) SELECT id FROM shown JOIN entity ON id = entity ORDER BY type, name, anchor",
      arguments: [shown])
    while let id = try sorted.next() { ranks[id] = ranks.count }
    return entities.map { ranks[$0] ?? 0 }
  }

  private static let together = """
    \(Shown.table), \(Reprints.table)
    SELECT a.entity, b.entity, count(*)
    FROM shown CROSS JOIN window_member AS a ON a.entity = shown.entity
    JOIN window_member AS b ON b.document = a.document AND b.window = a.window AND b.entity > a.entity
    WHERE b.entity IN (SELECT entity FROM shown) AND \(Reprints.excluded("a"))
    GROUP BY a.entity, b.entity
    """
}

/// The entities a statement is about, given as ?1.
enum Shown {
  static let table = "WITH shown (entity) AS MATERIALIZED (SELECT value FROM json_each(?1))"

  static func list(_ entities: some Collection<Int>) -> String {
    "[" + entities.map(String.init).joined(separator: ",") + "]"
  }
}

/// Windows of articles that were printed before: few, so that leaving them out costs less than looking for the others.
enum Reprints {
  static let table = """
    reprint (document, window) AS MATERIALIZED (
      SELECT name_window.document, name_window.ordinal FROM article AS one
      JOIN name_window ON name_window.document = one.document AND name_window.article = one.ordinal
      WHERE EXISTS (
        SELECT 1 FROM article AS other
        WHERE other.digest = one.digest AND (other.document, other.ordinal) < (one.document, one.ordinal)))
    """

  /// A condition on the windows of a table called so.
  static func excluded(_ table: String) -> String {
    "(\(table).document, \(table).window) NOT IN (SELECT document, window FROM reprint)"
  }
}

/// Who is tied to some entities by the kinds and weight that are selected.
struct Neighbours {
  private let minimumWeight: Int
  private let statement: Statement

  init(_ db: Database, selection: GraphSelection) throws {
    minimumWeight = selection.minimumWeight
    let types = RelationType.allCases.filter { selection.includes(.relation($0)) }
    let list = types.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    var ties = """
      SELECT source AS own, target AS other FROM shown CROSS JOIN relation ON source = entity WHERE type IN (\(list))
      UNION ALL
      SELECT target, source FROM shown CROSS JOIN relation ON target = entity WHERE type IN (\(list))
      """
    if selection.includes(.coOccurrence) {
      ties += """

        UNION ALL
        SELECT a.entity, b.entity FROM shown CROSS JOIN window_member AS a ON a.entity = shown.entity
        JOIN window_member AS b ON b.document = a.document AND b.window = a.window AND b.entity <> a.entity
        WHERE \(Reprints.excluded("a"))
        """
    }
    statement = try db.makeStatement(
      sql: """
        \(Shown.table), \(Reprints.table)
        SELECT DISTINCT other FROM (SELECT other FROM (\(ties)) GROUP BY own, other HAVING count(*) >= ?2)
        """)
  }

  func of(_ entities: Set<Int>) throws -> [Int] {
    try Int.fetchAll(statement, arguments: [Shown.list(entities.sorted()), minimumWeight])
  }
}
