import EntityModel
import GRDB

/// Where a document is quoted: a sentence, or else words of its own.
struct QuotePlace {
  let document: Int
  let sentence: Int?
  let start: Int
  let end: Int
  let text: String?
}

/// Quotes sentences from the store.
struct QuoteReader {
  /// How many documents are enough to quote from: an entity may be named in ten thousands.
  static let someDocuments = 64

  private let texts: TextReader
  private let sentences: Statement
  private let names: Statement

  init(_ db: Database) throws {
    texts = try TextReader(db)
    sentences = try db.makeStatement(
      sql: """
        SELECT name, start, "end", text FROM sentence JOIN document ON document.id = document
        WHERE document = ? AND ordinal = ?
        """)
    names = try db.makeStatement(sql: "SELECT name FROM document WHERE id = ?")
  }

  /// The sentence, or the words where they are not inside one sentence; nil where there is neither.
  func quote(_ place: QuotePlace) throws -> Quote? {
    if let sentence = place.sentence { return try self.sentence(sentence, document: place.document) }
    guard let text = place.text, let name = try String.fetchOne(names, arguments: [place.document]) else {
      return nil
    }
    return Quote(document: name, start: place.start, end: place.end, text: text)
  }

  func sentence(_ ordinal: Int, document: Int) throws -> Quote? {
    guard let row = try Row.fetchOne(sentences, arguments: [document, ordinal]) else { return nil }
    let (start, end): (Int, Int) = (row[1], row[2])
    let words: String? = row[3]
    return Quote(document: row[0], start: start, end: end, text: try words ?? texts.quote(document, start, end))
  }
}
