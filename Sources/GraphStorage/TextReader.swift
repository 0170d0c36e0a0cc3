import EntityModel
import Foundation
import GRDB

/// Reads the texts of documents, and quotes from them.
final class TextReader {
  private let texts: Statement
  /// The text read last: quotes of one document come one after the other.
  private var last: (document: Int, bytes: [UInt8]) = (0, [])

  init(_ db: Database) throws {
    texts = try db.makeStatement(sql: "SELECT text FROM document_text WHERE document = ?")
  }

  /// The text in UTF-8; nil for a document of an older version.
  func bytes(of document: Int) throws -> [UInt8]? {
    if last.document == document { return last.bytes }
    guard let bytes = try Data.fetchOne(texts, arguments: [document]).map(Array.init) else { return nil }
    last = (document, bytes)
    return bytes
  }

  /// What stands between two offsets in code points, on one line.
  func quote(_ document: Int, _ start: Int, _ end: Int) throws -> String {
    guard let bytes = try bytes(of: document) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "document \(document) has no text")
    }
    let first = offset(of: start, in: bytes[...])
    let last = offset(of: end - start, in: bytes[first...])
    return storable(onOneLine(String(decoding: bytes[first..<last], as: UTF8.self).unicodeScalars.lazy.map(\.value)))
  }

  /// Where the code point with this number starts.
  private func offset(of codePoint: Int, in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var rest = codePoint
      for place in 0..<buffer.count where buffer[place] & 0xC0 != 0x80 {
        if rest == 0 { return bytes.startIndex + place }
        rest -= 1
      }
      return bytes.endIndex
    }
  }
}
