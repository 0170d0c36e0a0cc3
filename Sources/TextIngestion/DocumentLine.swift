import EntityModel
import Foundation

/// A document as a line of JSON: `{"doc": "a.txt", "text": "…", "date": "2024-06-21"}`.
///
/// `doc` is the name, `text` the page and `date`, which may be left out or null, the day of issue where it is known better
/// than the page tells it. Other keys are passed over.
public struct DocumentLine: Sendable {
  /// Most bytes of a line: those of a page, each of whose characters may be written as `\uXXXX`.
  public static let byteLimit = 2 * InputLimits.documentBytes

  /// File and line, for messages: `corpus.jsonl:12`.
  public let place: String
  public let bytes: [UInt8]

  public init(place: String, bytes: [UInt8]) {
    self.place = place
    self.bytes = bytes
  }
}

extension LineStream {
  /// Reads documents, a line each.
  /// - Throws: ``IngestionError`` when the file cannot be opened.
  public convenience init(documents path: String) throws(IngestionError) {
    try self.init(path: path, limit: DocumentLine.byteLimit)
  }

  /// Whether what comes is a document a line, and not a page: its first character is `{`. Waits for it.
  /// - Throws: ``IngestionError`` when the system refuses.
  public func beginsDocument() throws(IngestionError) -> Bool { try peek() == UInt8(ascii: "{") }

  /// The next line that is not blank, nil after the last.
  /// - Throws: as `next()`.
  public func nextDocument() throws(IngestionError) -> DocumentLine? {
    while let line = try next() {
      // A byte order mark is no part of the first line.
      let isMarked = line.number == 1 && line.bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let bytes = isMarked ? Array(line.bytes[3...]) : line.bytes
      if bytes.allSatisfy({ isBlank(UInt32($0)) }) { continue }
      return DocumentLine(place: "\(path):\(line.number)", bytes: bytes)
    }
    return nil
  }
}

extension DocumentReader {
  /// The document of a line of JSON; its digest is that of a file that holds the text.
  ///
  /// - Throws: ``IngestionError`` when the line is no document, or its text no page.
  public func read(_ line: DocumentLine) throws(IngestionError) -> Document {
    let record = try line.record()
    let document = try document(named: record.doc, bytes: Array(record.text.utf8), encoding: .utf8)
    guard let date = record.date else { return document }
    guard let day = IssueDate.day(date) else {
      throw .noDocument(path: line.place, reason: "'date' is no day such as 2024-06-21")
    }
    return Document(name: document.name, sha256: document.sha256, date: day, codePoints: document.codePoints)
  }
}

extension DocumentLine {
  /// The name of the document alone.
  /// - Throws: ``IngestionError`` when the line is no document.
  func documentName() throws(IngestionError) -> String { try record().doc }

  fileprivate func record() throws(IngestionError) -> Record {
    let record: Record
    do {
      record = try JSONDecoder().decode(Record.self, from: Data(bytes))
    } catch {
      throw .noDocument(path: place, reason: Record.reason(of: error))
    }
    guard !record.doc.isEmpty, !record.doc.utf8.contains(0) else {
      throw .noDocument(path: place, reason: "'doc' is empty or holds a NUL")
    }
    return record
  }
}

private struct Record: Decodable {
  let doc: String
  let text: String
  let date: String?

  /// What is wrong with a line, in a few words.
  static func reason(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "cannot be decoded" }
    switch error {
    case .keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return context.codingPath.last.map { "'\($0.stringValue)' is no text" } ?? "is no JSON object"
    default: return "is no JSON"
    }
  }
}
