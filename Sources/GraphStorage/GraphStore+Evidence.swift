import EntityModel
import GRDB

/// Some of the evidence for a tie, to be read in its articles.
public struct EvidencePage: Sendable, Equatable, Encodable {
  public let passages: [Passage]
  /// Number of all passages.
  public let total: Int

  public init(passages: [Passage], total: Int) {
    self.passages = passages
    self.total = total
  }
}

/// A line of evidence in its article.
public struct Passage: Sendable, Equatable, Encodable {
  /// `works_for`, …, `co_occurrence`.
  public let tie: String
  public let source: EntityAddress
  public let target: EntityAddress
  /// The role or manner as printed.
  public let role: String?
  /// Whether the page does not print the link in so many words.
  public let inferred: Bool
  /// Name of the document.
  public let document: String
  public let date: String?
  /// Heading of the article; empty for a caption.
  public let title: String
  /// Offsets of the evidence in the document, in code points.
  public let start: Int
  public let end: Int
  /// The article in the order of the page.
  public let sentences: [PassageSentence]

  public init(
    tie: String, source: EntityAddress, target: EntityAddress, role: String?, inferred: Bool, document: String,
    date: String?, title: String, start: Int, end: Int, sentences: [PassageSentence]
  ) {
    (self.tie, self.source, self.target, self.role, self.inferred) = (tie, source, target, role, inferred)
    (self.document, self.date, self.title) = (document, date, title)
    (self.start, self.end, self.sentences) = (start, end, sentences)
  }
}

/// A sentence of an article.
public struct PassageSentence: Sendable, Equatable, Encodable {
  /// Whether it is the evidence, or a part of it.
  public let evidence: Bool
  /// What it says, on one line, cut where names begin and end.
  public let parts: [Part]

  /// A name, or what lies between names.
  public struct Part: Sendable, Equatable, Encodable {
    public let text: String
    /// Which end of the tie it names; nil for none.
    public let names: End?
  }

  public enum End: String, Sendable, Encodable {
    case source, target
  }
}

extension GraphStore {
  /// The evidence for what ties two entities, in the order of `why`, with the articles it stands in.
  ///
  /// - Parameters:
  ///   - limit: most passages.
  ///   - offset: number of passages to pass over.
  /// - Returns: nil if there is no entity of one of the addresses.
  /// - Throws: `GraphStorageError`.
  public func evidence(_ a: EntityAddress, _ b: EntityAddress, limit: Int, offset: Int = 0) throws -> EvidencePage? {
    try read { db in
      let names = StoredNames(db)
      guard let first = try names.row(of: a), let second = try names.row(of: b) else { return nil }
      return try PassageReader(db).page(first, second, [first: a, second: b], limit: limit, offset: offset)
    }
  }
}

private struct PassageReader {
  private let db: Database
  private let texts: TextReader
  private let sentences: Statement
  private let mentions: Statement

  init(_ db: Database) throws {
    self.db = db
    texts = try TextReader(db)
    sentences = try db.makeStatement(
      sql: """
        SELECT start, "end", text FROM sentence WHERE document = ? AND article = ? ORDER BY start, "end"
        """)
    mentions = try db.makeStatement(
      sql: "SELECT start, \"end\", entity FROM mention WHERE document = ?1 AND entity IN (?2, ?3) ORDER BY start")
  }

  func page(
    _ a: Int, _ b: Int, _ addresses: [Int: EntityAddress], limit: Int, offset: Int
  ) throws -> EvidencePage {
    let rows = try Row.fetchAll(db, sql: PassageReader.grounds, arguments: [a, b, limit, offset])
    let passages = try rows.compactMap { row in
      let source: Int = row["source"]
      return try passage(row, source: source, target: source == a ? b : a, addresses)
    }
    let count = "SELECT count(*) FROM (\(PassageReader.lines))"
    return EvidencePage(passages: passages, total: try Int.fetchOne(db, sql: count, arguments: [a, b]) ?? 0)
  }

  private func passage(
    _ row: Row, source: Int, target: Int, _ addresses: [Int: EntityAddress]
  ) throws -> Passage? {
    guard let from = addresses[source], let to = addresses[target] else { return nil }
    let (document, article): (Int, Int?) = (row["document"], row["article"])
    let evidence = Span(row["start"], row["end"])
    var parts: [PassageSentence] = []
    if let article {
      let marks = try Row.fetchAll(mentions, arguments: [document, source, target]).map { mention in
        let end: PassageSentence.End = (mention[2] as Int) == source ? .source : .target
        return (span: Span(mention[0], mention[1]), end: end)
      }
      let text = try texts.bytes(of: document).map { String(decoding: $0, as: UTF8.self).unicodeScalars.map(\.value) }
      for row in try Row.fetchAll(sentences, arguments: [document, article]) {
        let span = Span(row[0], row[1])
        let isEvidence = evidence.overlaps(span)
        if let text {
          parts.append(PassageSentence(evidence: isEvidence, parts: MarkedLine.parts(of: span, in: text, marks)))
        } else {
          // A document of an older version: its words are known, but not where in them the names are.
          let words: String = row[2] ?? ""
          parts.append(PassageSentence(evidence: isEvidence, parts: [PassageSentence.Part(text: words, names: nil)]))
        }
      }
    } else if let quote: String = row["quote"] {
      parts = [PassageSentence(evidence: true, parts: [PassageSentence.Part(text: quote, names: nil)])]
    }
    return Passage(
      tie: row["tie"], source: from, target: to, role: row["role"], inferred: row["is_inferred"], document: row["name"],
      date: row["date"], title: row["title"] ?? "", start: evidence.start, end: evidence.end, sentences: parts)
  }

  /// Lines of evidence; `kind` orders the kinds.
  private static let lines = """
    SELECT CASE relation.type \(RelationType.allCases.enumerated().map { "WHEN '\($1.rawValue)' THEN \($0)" }
      .joined(separator: " ")) END AS kind,
      relation.type AS tie, source, role, is_inferred, document, sentence,
      NULL AS article, start AS own_start, "end" AS own_end, quote
    FROM relation WHERE (source = ?1 AND target = ?2) OR (source = ?2 AND target = ?1)
    UNION ALL
    SELECT DISTINCT \(RelationType.allCases.count), '\(TieKind.coOccurrence.name)', ?1, NULL, 0, one.document,
      name_window.sentence, name_window.article, NULL, NULL, NULL
    FROM window_member AS one JOIN window_member AS other
      ON other.document = one.document AND other.window = one.window AND other.entity = ?2
    JOIN name_window ON name_window.document = one.document AND name_window.ordinal = one.window
    WHERE one.entity = ?1
    """

  private static let grounds = """
    SELECT tie, source, role, is_inferred, line.document AS document, document.name AS name, date, title, quote,
      coalesce(line.article, sentence.article, article.ordinal) AS article,
      coalesce(sentence.start, own_start, article.start) AS start,
      coalesce(sentence."end", own_end, article."end") AS "end"
    FROM (\(lines)) AS line JOIN document ON document.id = line.document
    LEFT JOIN sentence ON sentence.document = line.document AND sentence.ordinal = line.sentence
    LEFT JOIN article ON article.document = line.document
      AND article.ordinal = coalesce(line.article, sentence.article,
        (SELECT ordinal FROM article AS around WHERE around.document = line.document
          AND around.start <= own_start AND around."end" >= own_end ORDER BY ordinal LIMIT 1))
    ORDER BY kind, is_inferred, document.name, start, source LIMIT ?3 OFFSET ?4
    """
}

/// Cuts a sentence where names begin and end.
enum MarkedLine {
  /// - Parameter marks: spans in the document; of those that overlap, the first counts.
  static func parts(
    of span: Span, in text: [UInt32], _ marks: [(span: Span, end: PassageSentence.End)]
  ) -> [PassageSentence.Part] {
    var parts: [PassageSentence.Part] = []
    var place = span.start
    func add(upTo end: Int, _ names: PassageSentence.End?) {
      let end = min(end, text.count)
      if place < end {
        let words = onOneLine(text[place..<end])
        if !words.isEmpty { parts.append(PassageSentence.Part(text: storable(words), names: names)) }
      }
      place = max(place, end)
    }
    for mark in marks where span.contains(mark.span) && mark.span.start >= place {
      add(upTo: mark.span.start, nil)
      add(upTo: mark.span.end, mark.end)
    }
    add(upTo: span.end, nil)
    return parts
  }
}
