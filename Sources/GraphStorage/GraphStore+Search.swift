import EntityModel
import GRDB

/// How a name was found, best first.
public enum MatchKind: String, Sendable, Codable, CaseIterable, Comparable {
  /// It is the name of the entity, or its address.
  case name
  /// It is another form met in the documents.
  case alias
  /// It is part of a name or alias.
  case part
  /// It is the first letters of how a name is read, or how these begin.
  case initials
  /// One character more, less or other makes it a name or alias.
  case oneOff = "one_off"

  public static func < (a: MatchKind, b: MatchKind) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// An entity found by name.
public struct SearchHit: Sendable, Equatable, Encodable {
  public let address: EntityAddress
  public let match: MatchKind
  /// The name or alias that matches.
  public let matched: String
  /// Number of documents that mention the entity.
  public let documents: Int
}

extension GraphStore {
  /// The entities a person may mean by `text`, the likeliest first; each once, by its best match.
  ///
  /// Kinds of matches stand in the order of `MatchKind`; within one, names closest in length come first, then the
  /// better documented, then in the order of nodes.
  ///
  ///     try store.search("jxx").first?.address.name  // 金乡县
  ///
  /// - Parameter limit: most hits.
  /// - Throws: `GraphStorageError`.
  public func search(_ text: String, limit: Int = 10) throws -> [SearchHit] {
    try read { db in try NameSearch(db).hits(for: text, limit: limit) }
  }
}

/// Finds entities by what somebody types.
struct NameSearch {
  private let db: Database
  private let entities: Statement

  init(_ db: Database) throws {
    self.db = db
    entities = try db.makeStatement(
      sql: """
        SELECT id, type, name, anchor, documents
        FROM entity WHERE name = ?1 OR id IN (SELECT entity FROM alias WHERE name = ?1)
        """)
  }

  /// Those whose name or address it is; where there are none, those that have it as an alias.
  func exact(_ text: String) throws -> [SearchHit] {
    if let address = EntityAddress(text) {
      let found = try hits(forName: address.name, of: .name).filter { $0.address == address }
      if !found.isEmpty { return found }
    }
    let found = try hits(forName: text, of: .name)
    let best = found.map(\.match).min()
    return found.filter { $0.match == best }
  }

  func hits(for text: String, limit: Int) throws -> [SearchHit] {
    // No name has a NUL; SQLite would take it for the end of the text, and of the quotes around it.
    guard !text.isEmpty, !text.utf8.contains(0), limit > 0 else { return [] }
    var best: [EntityAddress: SearchHit] = [:]
    func add(_ hits: [SearchHit]) {
      for hit in hits where best[hit.address] == nil { best[hit.address] = hit }
    }
    add(try exact(text))
    if best.count < limit { add(try hits(forName: text, of: .name)) }
    for kind in [MatchKind.part, .initials, .oneOff] where best.count < limit {
      // An entity may bear several of the names, or be found already.
      for name in try names(like: text, kind: kind).prefix(2 * limit + 8) {
        add(try hits(forName: name, of: kind))
        if best.count >= 4 * limit { break }
      }
    }
    return Array(ranked(Array(best.values), wanted: text.unicodeScalars.count).prefix(limit))
  }

  private func ranked(_ hits: [SearchHit], wanted: Int) -> [SearchHit] {
    func order(_ hit: SearchHit) -> (Int, Int) {
      (abs(hit.matched.unicodeScalars.count - wanted), -hit.documents)
    }
    return hits.sorted { a, b in
      if a.match != b.match { return a.match < b.match }
      return order(a) != order(b) ? order(a) < order(b) : a.address < b.address
    }
  }

  /// The entities that bear a name, or have it as an alias.
  private func hits(forName name: String, of kind: MatchKind) throws -> [SearchHit] {
    try Row.fetchAll(entities, arguments: [name]).map { row in
      let address = EntityAddress(type: try value(row[1]), name: row[2], anchor: row[3])
      let isName = address.name.utf8.elementsEqual(name.utf8)
      return SearchHit(
        address: address, match: kind == .name && !isName ? .alias : kind, matched: name, documents: row[4])
    }
  }

  /// Names and aliases like the one wanted, closest in length first, then by code point.
  func names(like text: String, kind: MatchKind) throws -> [String] {
    let wanted = text.unicodeScalars.map(\.value)
    switch kind {
    case .name, .alias: return [text]
    case .part:
      return try names(containing: text, lengths: nil).filter { $0 != text }
    case .initials:
      guard let spelled = Pinyin.initials(of: text).first, text.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
      return try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT text FROM initials JOIN name ON name.id = name WHERE initials >= ?1 AND initials < ?1 || '~'
          ORDER BY length(initials), text LIMIT 256
          """, arguments: [spelled])
    case .oneOff:
      guard wanted.count > 1 else { return [] }
      // One change leaves one half as it is.
      let middle = wanted.count / 2
      let scalars = Array(text.unicodeScalars)
      var found: Set<String> = []
      for half in [scalars[..<middle], scalars[middle...]] {
        let half = String(String.UnicodeScalarView(half))
        found.formUnion(try names(containing: half, lengths: (wanted.count - 1)...(wanted.count + 1)))
      }
      return found.filter { isOneEditApart($0.unicodeScalars.map(\.value), wanted) }.sorted(by: precedes)
    }
  }

  /// Names that contain `part`; at most 256, or all of these lengths.
  private func names(containing part: String, lengths: ClosedRange<Int>?) throws -> [String] {
    let phrase = "\"\(NameIndex.characters(part).replacingASCII("\"", with: "\"\""))\""
    let (least, most) = (lengths?.lowerBound ?? 0, lengths?.upperBound ?? Int.max)
    return try String.fetchAll(
      db,
      sql: """
        SELECT text FROM name_text JOIN name ON name.id = name_text.rowid
        WHERE name_text MATCH ? AND length(text) BETWEEN ? AND ? ORDER BY length(text), text LIMIT ?
        """, arguments: [phrase, least, most, lengths == nil ? 256 : -1])
  }
}
