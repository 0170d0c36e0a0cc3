import EntityModel
import GRDB

/// One line of evidence for a tie: a document that says so, and where.
public struct EvidenceRow: Sendable, Equatable, Encodable {
  /// `works_for`, …, `co_occurrence`.
  public let tie: String
  public let source: EntityAddress
  public let target: EntityAddress
  /// The role or manner as printed.
  public let role: String?
  /// Whether the page does not print the link in so many words.
  public let inferred: Bool
  public let date: String?
  /// Heading of the article; empty for a caption, nil where the evidence is in none.
  public let article: String?
  public let quote: Quote
}

extension GraphStore {
  /// Every place in the documents that ties two entities: typed ties first in the order of `RelationType`, printed
  /// before inferred, then each window that names both (of an article, its heading), reprints included; within these
  /// by document and place.
  ///
  ///     try store.why("周启山", "金乡县委组织部").first?.quote.text  // 金乡县委组织部副部长周启山表示，…
  ///
  /// - Parameters:
  ///   - a, b: names, aliases or addresses; where several entities bear one, the evidence for all of them.
  ///   - limit: most lines; nil for all.
  /// - Throws: `GraphStorageError`.
  public func why(_ a: String, _ b: String, limit: Int? = nil) throws -> [EvidenceRow] {
    try read { db in
      let names = StoredNames(db)
      let evidence = try EvidenceReader(db)
      var rows: [EvidenceRow] = []
      let others = try names.find(b)
      for first in try names.find(a) {
        for second in others where second != first { rows += try evidence.rows(between: first, and: second) }
      }
      return Array(rows.prefix(limit ?? rows.count))
    }
  }
}

/// Reads where documents tie two entities.
struct EvidenceReader {
  private let names: StoredNames
  private let texts: TextReader
  private let typed: Statement
  private let together: Statement

  init(_ db: Database) throws {
    names = StoredNames(db)
    texts = try TextReader(db)
    typed = try db.makeStatement(
      sql: """
        SELECT relation.type, source, role, is_inferred, date, title, document.name,
          coalesce(sentence.start, relation.start), coalesce(sentence."end", relation."end"),
          coalesce(sentence.text, quote), document.id
        FROM relation JOIN document ON document.id = relation.document
        LEFT JOIN sentence ON sentence.document = relation.document AND sentence.ordinal = relation.sentence
        LEFT JOIN article ON article.document = relation.document AND article.ordinal = sentence.article
        WHERE (source = ?1 AND target = ?2) OR (source = ?2 AND target = ?1)
        ORDER BY \(RelationType.rank(of: "relation.type")), is_inferred, document.name, relation.start, source
        """)
    together = try db.makeStatement(
      sql: """
        SELECT DISTINCT date, title, document.name, coalesce(sentence.start, article.start),
          coalesce(sentence."end", article."end"), iif(sentence.ordinal IS NULL, title, sentence.text), document.id
        FROM window_member AS one JOIN window_member AS other
          ON other.document = one.document AND other.window = one.window AND other.entity = ?2
        JOIN name_window ON name_window.document = one.document AND name_window.ordinal = one.window
        JOIN document ON document.id = one.document
        JOIN article ON article.document = one.document AND article.ordinal = name_window.article
        LEFT JOIN sentence ON sentence.document = one.document AND sentence.ordinal = name_window.sentence
        WHERE one.entity = ?1
        ORDER BY document.name, 4
        """)
  }

  func rows(between a: Int, and b: Int) throws -> [EvidenceRow] {
    let addresses = [a: try names.address(a), b: try names.address(b)]
    let other = [a: b, b: a]
    func row(
      _ tie: String, _ source: Int, role: String?, inferred: Bool, _ row: Row, at column: Int
    ) throws -> EvidenceRow {
      guard let target = other[source], let from = addresses[source], let to = addresses[target] else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entity \(source) is no end of the tie")
      }
      let (start, end): (Int, Int) = (row[column + 3], row[column + 4])
      let words: String? = row[column + 5]
      return EvidenceRow(
        tie: tie, source: from, target: to, role: role, inferred: inferred, date: row[column],
        article: row[column + 1],
        quote: Quote(
          document: row[column + 2], start: start, end: end,
          text: try words ?? texts.quote(row[column + 6], start, end)))
    }
    var rows = try Row.fetchAll(typed, arguments: [a, b]).map {
      try row($0[0], $0[1], role: $0[2], inferred: $0[3], $0, at: 4)
    }
    rows += try Row.fetchAll(together, arguments: [a, b]).map {
      try row(TieKind.coOccurrence.name, a, role: nil, inferred: false, $0, at: 0)
    }
    return rows
  }
}
