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
    let places = Dictionary(uniqueKeysWithValues: entities.enumerated().map { ($1, $0) })
    let order = try NodeOrder.ranks(db, of: entities)
    var pairs: [Int64: Pair] = [:]
    func add(_ first: Int, _ second: Int, _ kind: TieKind, _ count: Int) {
      let key = Int64(min(first, second)) << 32 | Int64(max(first, second))
      pairs[key, default: Pair()].counts[kind] += count
      // As an export does: ids rise in the order of nodes.
      let isForward = order[first] < order[second]
      pairs[key]?.direction[kind.index] += Int32(clamping: isForward ? count : -count)
    }
    let types = RelationType.allCases.filter { selection.includes(.relation($0)) }
    let typed = try PreparedStatement(
      db,
      """
      SELECT target, \(RelationType.rank(of: "type")), count(*) FROM relation
      WHERE source = ? AND type IN (\(types.sqlList)) GROUP BY target, type
      """)
    for (place, entity) in entities.enumerated() {
      try typed.readAll(entity) { row in
        guard let other = places[row.int(0)] else { return }
        add(place, other, .relation(RelationType.allCases[row.int(1)]), row.int(2))
      }
    }
    if selection.includes(.coOccurrence) {
      for (pair, windows) in try SharedWindows(db, of: entities).counts {
        pairs[pair, default: Pair()].counts[.coOccurrence] += windows
      }
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
}

/// The order of nodes: by type, name and anchor.
enum NodeOrder {
  /// For each entity its place among these.
  static func ranks(_ db: Database, of entities: [Int]) throws -> [Int] {
    var ranks: [Int: Int] = [:]
    let sorted = try PreparedStatement(
      db,
      """
      SELECT entity.id FROM json_each(?) AS shown CROSS JOIN entity ON entity.id = shown.value
      ORDER BY entity.type, name, anchor
      """)
    try sorted.readAll("[" + entities.map(String.init).joined(separator: ",") + "]") { ranks[$0.int(0)] = ranks.count }
    return entities.map { ranks[$0] ?? 0 }
  }
}

/// Who is tied to some entities by the kinds and weight that are selected.
struct Neighbours {
  private let minimumWeight: Int
  private let ties: PreparedStatement
  private let companions: Companions?

  init(_ db: Database, selection: GraphSelection) throws {
    minimumWeight = selection.minimumWeight
    let types = RelationType.allCases.filter { selection.includes(.relation($0)) }.sqlList
    ties = try PreparedStatement(
      db,
      """
      SELECT target FROM relation WHERE source = ?1 AND type IN (\(types)) UNION ALL
      SELECT source FROM relation WHERE target = ?1 AND type IN (\(types))
      """)
    companions = selection.includes(.coOccurrence) ? try Companions(db) : nil
  }

  func of(_ entities: Set<Int>) throws -> Set<Int> {
    var found: Set<Int> = []
    for entity in entities {
      var counts = try companions?.counts(of: entity) ?? [:]
      try ties.readAll(entity) { counts[$0.int(0), default: 0] += 1 }
      for (other, count) in counts where count >= minimumWeight { found.insert(other) }
    }
    return found
  }
}
