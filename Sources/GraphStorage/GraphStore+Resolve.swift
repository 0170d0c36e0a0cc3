import EntityModel
import GRDB

/// What became of stored documents that were resolved anew.
public struct ResolutionReport: Sendable, Equatable {
  /// Number of documents resolved anew.
  public var resolved = 0
  /// Of these, the number that contribute something else now.
  public var changed = 0
  /// Number of names that lie in no article any more, and were dropped.
  public var dropped = 0
  /// Number of documents that this resolver resolved before.
  public var current = 0
  /// Number of documents of which no text is stored, as older versions left them: they stay as they are.
  public var textless = 0
}

extension GraphStore {
  /// Asks whom the stored names name, once more, of every document that another resolver resolved. The store is then
  /// what it would be had `resolve` spoken when the documents were read; corrections stay in force.
  ///
  /// Documents are changed some at a time, each whole or not at all: what is left after an error comes next time.
  ///
  ///     try store.resolve(as: id) { pipeline.extract($0, names: $1) }
  ///
  /// - Parameters:
  ///   - resolver: what resolves.
  ///   - resolve: what a document says, given what was recognised in it.
  /// - Complexity: linear in the documents resolved.
  /// - Throws: `GraphStorageError`, and what `resolve` throws.
  public func resolve(
    as resolver: String, _ resolve: (Document, [NameSpan]) throws -> DocumentExtraction
  ) throws -> ResolutionReport {
    let queue = try read { try ResolutionQueue(resolver: resolver, size: StoreFeed.transactionSize, $0) }
    var report = ResolutionReport(current: queue.current, textless: queue.textless)
    for batch in queue.batches {
      try write { db in
        let corrector = try Corrector(db, corrections: try StoredCorrections.read(db))
        let pages = try StoredPageReader(db)
        for id in batch {
          guard let page = try pages.page(id) else { continue }
          let before = try corrector.uncorrected(id)
          let names = before.names
          let extraction = try resolve(page.document, names)
          report.resolved += 1
          report.dropped += names.count - extraction.mentions.count
          let item = DocumentContribution(extraction, extractor: page.extractor)
          if item.contribution != before { report.changed += 1 }
          try replace(item, resolver: resolver, with: corrector)
        }
        try corrector.writer.finish()
      }
    }
    return report
  }
}

extension Contribution {
  /// The names that were recognised.
  fileprivate var names: [NameSpan] {
    mentions.map { NameSpan(span: Span($0.start, $0.end), type: appearances[$0.entity].address.type) }
  }
}

/// The documents to resolve, in the order of their names, cut for transactions.
private struct ResolutionQueue {
  private(set) var batches: [[Int]] = []
  private(set) var current = 0
  private(set) var textless = 0

  init(resolver: String, size: Int, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, length, resolver = ?, EXISTS (SELECT 1 FROM document_text WHERE document = id) FROM document
        ORDER BY name
        """, arguments: [resolver])
    var length = size
    while let row = try rows.next() {
      let (isCurrent, hasText): (Bool, Bool) = (row[2], row[3])
      if isCurrent { current += 1 }
      if !isCurrent && !hasText { textless += 1 }
      guard !isCurrent, hasText else { continue }
      if length >= size {
        batches.append([])
        length = 0
      }
      batches[batches.count - 1].append(row[0])
      length += row[1]
    }
  }
}

/// Reads documents back as they were given.
private struct StoredPageReader {
  private let texts: TextReader
  private let documents: Statement

  init(_ db: Database) throws {
    texts = try TextReader(db)
    documents = try db.makeStatement(sql: "SELECT name, sha256, date, extractor FROM document WHERE id = ?")
  }

  /// Nil where the document or its text is gone meanwhile.
  func page(_ id: Int) throws -> (document: Document, extractor: String)? {
    guard let row = try Row.fetchOne(documents, arguments: [id]), let bytes = try texts.bytes(of: id) else {
      return nil
    }
    let codePoints = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    let document = Document(name: row[0], sha256: row[1], date: row[2], codePoints: codePoints)
    return (document, row[3])
  }
}
