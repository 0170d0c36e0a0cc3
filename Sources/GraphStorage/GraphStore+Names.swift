import EntityModel
import GRDB

extension GraphStore {
  /// The entities that bear exactly this name; where none does, those that have it as an alias. In the order of
  /// nodes, with the ids an export of the same state gives them.
  ///
  /// `find("金乡")` gives the place 金乡县 if 金乡 is an alias of it and nothing is called 金乡.
  ///
  /// - Throws: `GraphStorageError`.
  public func find(_ name: String) throws -> [GraphNode] {
    try read { db in try StoredNames(db).find(name).map { try StoredNames(db).node($0) } }
  }

  /// Names and aliases like `name`, the likeliest first: one character off, beginning with it, containing it,
  /// contained in it; among these the more similar in length, then the better documented, then by code point.
  ///
  /// `nearestNames(to: "金香县", limit: 3)` gives `["金乡县"]`.
  ///
  /// - Complexity: linear in the number of names.
  /// - Throws: `GraphStorageError`.
  public func nearestNames(to name: String, limit: Int = 5) throws -> [String] {
    let wanted = name.unicodeScalars.map(\.value).filter { !isBlank($0) }
    guard !wanted.isEmpty, limit > 0 else { return [] }
    return try read { db in
      var best: [NearName] = []
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT name, sum(documents) FROM (
            SELECT name, documents FROM entity
            UNION ALL SELECT name, count(*) FROM alias GROUP BY name)
          GROUP BY name
          """)
      while let row = try rows.next() {
        let text: String = row[0]
        let codes = text.unicodeScalars.map(\.value)
        guard codes != wanted, let likeness = Likeness(of: codes, to: wanted) else { continue }
        let difference = abs(codes.count - wanted.count)
        best.append(NearName(likeness: likeness, difference: difference, documents: row[1], name: text))
        if best.count >= 4 * limit + 64 { best = Array(best.sorted().prefix(limit)) }
      }
      return best.sorted().prefix(limit).map(\.name)
    }
  }
}

/// How a name is like the one asked for, likeliest first.
enum Likeness: Int {
  case oneCharacterOff, beginsWithIt, containsIt, isContained

  init?(of name: [UInt32], to wanted: [UInt32]) {
    if isOneEditApart(name, wanted) && max(name.count, wanted.count) > 1 {
      self = .oneCharacterOff
    } else if name.starts(with: wanted) {
      self = .beginsWithIt
    } else if name.contains(wanted) {
      self = .containsIt
    } else if name.count > 1 && wanted.contains(name) {
      self = .isContained
    } else {
      return nil
    }
  }
}

/// Whether inserting, removing or replacing one element turns one into the other.
func isOneEditApart(_ a: [UInt32], _ b: [UInt32]) -> Bool {
  guard abs(a.count - b.count) <= 1, a != b else { return false }
  let prefix = zip(a, b).prefix { $0 == $1 }.count
  let suffix = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
  return prefix + suffix >= max(a.count, b.count) - 1
}

private struct NearName: Comparable {
  let likeness: Likeness
  let difference: Int
  let documents: Int
  let name: String

  static func < (a: NearName, b: NearName) -> Bool {
    let (x, y) = ((a.likeness.rawValue, a.difference, -a.documents), (b.likeness.rawValue, b.difference, -b.documents))
    return x != y ? x < y : precedes(a.name, b.name)
  }
}

/// Whether `a` comes before `b` by code point, as in SQLite; Swift's own order is by normal form.
func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

/// Finds entities by name.
struct StoredNames {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Rows of `entity`: the one with this address, else those called `name`, else those with such an alias; in the
  /// order of nodes.
  func find(_ name: String) throws -> [Int] {
    if let address = EntityAddress(name), let entity = try row(of: address) { return [entity] }
    let named = try Int.fetchAll(
      db, sql: "SELECT id FROM entity WHERE name = ? ORDER BY type, name, anchor", arguments: [name])
    if !named.isEmpty { return named }
    return try Int.fetchAll(
      db,
      sql: """
        SELECT id FROM entity WHERE id IN (SELECT entity FROM alias WHERE name = ?) ORDER BY type, name, anchor
        """, arguments: [name])
  }

  /// The row of an entity; nil if there is none.
  func row(of address: EntityAddress) throws -> Int? {
    try Int.fetchOne(
      db, sql: "SELECT id FROM entity WHERE type = ? AND name = ? AND anchor = ?",
      arguments: [address.type.rawValue, address.name, address.anchor])
  }

  func address(_ entity: Int) throws -> EntityAddress {
    guard let row = try Row.fetchOne(db, sql: "SELECT type, name, anchor FROM entity WHERE id = ?", arguments: [entity])
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entity \(entity) is gone") }
    return EntityAddress(type: try value(row[0]), name: row[1], anchor: row[2])
  }

  /// - Complexity: linear in the number of entities before it, for its place among them.
  func node(_ entity: Int) throws -> GraphNode {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT id, type, name, anchor FROM entity WHERE id = ?", arguments: [entity]),
      let rank = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM entity WHERE (type, name, anchor) < (SELECT type, name, anchor FROM entity WHERE id = ?)
          """, arguments: [entity])
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entity \(entity) is gone") }
    return try NodeReader(db).node(row, id: rank)
  }
}
