import CSimplifiedForms
import EntityModel

/// Text in traditional characters as simplified text, for matching: the tables of names and words are simplified.
///
/// One character becomes one, so that every offset holds. A character that simplified text has too (乾 in 乾隆, and 干 for
/// 乾燥) is changed only on pages in traditional characters.
public enum SimplifiedForms {
  /// A page is in traditional characters where more than one in so many Chinese characters is.
  private static let pageShare = 20

  /// The document with simplified characters; itself, and nothing copied, where it has no traditional ones.
  /// - Complexity: O(n); one look into a table of 54 KB a character.
  public static func matching(_ document: Document) -> Document {
    let table = table
    var traditional = 0
    var chinese = 0
    document.codePoints.withUnsafeBufferPointer { codes in
      table.withUnsafeBufferPointer { table in
        for code in codes where code &- lowest < count {
          chinese &+= 1
          // Compared, not tested: most characters are in no row, and the loop has no branch.
          traditional &+= table[Int(code &- lowest)] &- 1 < alsoSimplified &- 1 ? 1 : 0
        }
      }
    }
    guard traditional > 0 else { return document }
    let isTraditionalPage = traditional * pageShare > chinese
    let codes = document.codePoints.map { code in
      let form = code &- lowest < count ? table[Int(code &- lowest)] : 0
      if form == 0 || (form & alsoSimplified != 0 && !isTraditionalPage) { return code }
      return UInt32(form & ~alsoSimplified) &- 1 &+ lowest
    }
    return Document(
      name: document.name, sha256: document.sha256, date: document.date, codePoints: codes,
      encoding: document.encoding, confidence: document.confidence)
  }

  private static let lowest: UInt32 = 0x3400
  private static let count: UInt32 = 0xA000 - 0x3400
  private static let alsoSimplified: UInt16 = 0x8000

  /// For each code point from `lowest` on, the distance of its form from there and 1, 0 for none; the highest bit where
  /// simplified text has the character as well.
  private static let table: [UInt16] = {
    var table = [UInt16](repeating: 0, count: Int(count))
    for row in rows {
      table[Int(row.traditional - lowest)] = UInt16(row.simplified - lowest + 1) | (row.isBoth ? alsoSimplified : 0)
    }
    return table
  }()

  /// Traditional characters and the simplified ones that stand for them.
  static var pairs: [(traditional: UInt32, simplified: UInt32)] { rows.map { ($0.traditional, $0.simplified) } }

  /// - isBoth: whether simplified text has the traditional character as well.
  private static var rows: [(traditional: UInt32, simplified: UInt32, isBoth: Bool)] {
    var rows: [(UInt32, UInt32, Bool)] = []
    let bytes = UnsafeBufferPointer(start: guanxi_simplified_forms(), count: guanxi_simplified_forms_count())
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let codes = String(decoding: line, as: UTF8.self).unicodeScalars.map(\.value)
      guard codes.count >= 3, codes[0] &- lowest < count, codes[2] &- lowest < count else { continue }
      rows.append((codes[0], codes[2], codes.count > 3))
    }
    return rows
  }
}
