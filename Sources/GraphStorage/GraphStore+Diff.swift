import EntityModel
import GRDB

/// A node or tie that one of two graphs has and the other has not.
public struct GraphChange: Sendable, Equatable, Encodable {
  public enum Kind: String, Sendable, Encodable {
    case new, vanished
  }

  public let change: Kind
  /// The county-level district it works with first; of a tie, that of its source or else of its target. Nil if unknown.
  public let district: String?
  /// The node, or the source of the tie.
  public let entity: EntityAddress
  /// Of a tie.
  public let relation: RelationType?
  /// Of a tie.
  public let target: EntityAddress?
}

extension GraphStore {
  /// What `new` has that `old` has not and the other way round: nodes and typed ties, by district (unknown ones last),
  /// new before vanished, nodes before ties, then in the order of nodes.
  ///
  /// - Complexity: linear in both graphs; holds the changes.
  /// - Throws: `GraphStorageError`.
  public static func changes(from old: GraphStore, to new: GraphStore) throws -> [GraphChange] {
    // One connection cannot be read twice at a time.
    if old === new { return [] }
    return try old.read { oldDatabase in
      try new.read { newDatabase in
        let (before, after) = (try GraphSide(oldDatabase, .vanished), try GraphSide(newDatabase, .new))
        var changes: [GraphChange] = []
        try before.entities.differences(from: after.entities) { isOld, row in
          changes.append(try (isOld ? before : after).node(row))
        }
        try before.ties.differences(from: after.ties) { isOld, row in
          changes.append(try (isOld ? before : after).tie(row))
        }
        return changes.sorted(by: GraphStore.isBefore)
      }
    }
  }

  private static func isBefore(_ a: GraphChange, _ b: GraphChange) -> Bool {
    if a.district != b.district {
      guard let x = a.district, let y = b.district else { return b.district == nil }
      return precedes(x, y)
    }
    if a.change != b.change { return a.change == .new }
    if (a.relation == nil) != (b.relation == nil) { return a.relation == nil }
    if a.entity != b.entity { return a.entity < b.entity }
    if a.relation != b.relation { return precedes(a.relation?.rawValue ?? "", b.relation?.rawValue ?? "") }
    guard let x = a.target, let y = b.target else { return false }
    return x < y
  }
}

/// One of the two graphs.
private struct GraphSide {
  private let kind: GraphChange.Kind
  private let names: StoredNames
  private let district: Statement
  private let place: Statement
  private let db: Database

  init(_ db: Database, _ kind: GraphChange.Kind) throws {
    self.db = db
    self.kind = kind
    names = StoredNames(db)
    district = try db.makeStatement(
      sql: """
        SELECT name FROM appearance JOIN works_with USING (document, entity) WHERE entity = ? AND kind = 'district'
        GROUP BY name ORDER BY count(*) DESC, min(rank), name LIMIT 1
        """)
    place = try db.makeStatement(sql: "SELECT max(level = 'county') FROM appearance WHERE entity = ?")
  }

  /// Rows have the same numbers in every store, so that two of them can be compared as they are walked.
  var entities: SortedRows { SortedRows(db, sql: "SELECT id FROM entity ORDER BY id", columns: 1) }

  var ties: SortedRows {
    return SortedRows(
      db, sql: "SELECT DISTINCT source, \(RelationType.rank(of: "type")), target FROM relation ORDER BY 1, 2, 3",
      columns: 3)
  }

  func node(_ row: [Int]) throws -> GraphChange {
    GraphChange(
      change: kind, district: try district(of: row[0]), entity: try names.address(row[0]), relation: nil, target: nil)
  }

  func tie(_ row: [Int]) throws -> GraphChange {
    GraphChange(
      change: kind, district: try district(of: row[0]) ?? district(of: row[2]), entity: try names.address(row[0]),
      relation: RelationType.allCases[row[1]], target: try names.address(row[2]))
  }

  private func district(of entity: Int) throws -> String? {
    let address = try names.address(entity)
    guard address.type == .place else { return try String.fetchOne(district, arguments: [entity]) }
    if try Bool.fetchOne(place, arguments: [entity]) ?? false { return address.name }
    return address.anchor.isEmpty ? nil : address.anchor
  }
}

/// Rows of numbers, ascending.
private struct SortedRows {
  private let db: Database
  private let sql: String
  private let columns: Int

  init(_ db: Database, sql: String, columns: Int) {
    self.db = db
    self.sql = sql
    self.columns = columns
  }

  /// Calls `body` for each row that only one of the two has, and whether it is this one.
  func differences(from other: SortedRows, _ body: (Bool, [Int]) throws -> Void) throws {
    let (mine, theirs) = (try Row.fetchCursor(db, sql: sql), try Row.fetchCursor(other.db, sql: other.sql))
    func next(_ cursor: RowCursor) throws -> [Int]? { try cursor.next().map { row in (0..<columns).map { row[$0] } } }
    var (a, b) = (try next(mine), try next(theirs))
    while true {
      if let x = a, let y = b {
        if x == y {
          (a, b) = (try next(mine), try next(theirs))
        } else if x.lexicographicallyPrecedes(y) {
          try body(true, x)
          a = try next(mine)
        } else {
          try body(false, y)
          b = try next(theirs)
        }
      } else if let x = a {
        try body(true, x)
        a = try next(mine)
      } else if let y = b {
        try body(false, y)
        b = try next(theirs)
      } else {
        return
      }
    }
  }
}
