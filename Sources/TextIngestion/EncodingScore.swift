import Foundation

/// How well text fits the encoding it was read in, by how many of its characters are common.
///
/// Of ordinary Chinese text, simplified or traditional, that is read in its own encoding about 99 characters of 100 are
/// among those of everyday use (see ``CommonCharacters``); of text read in another about a third. So each that is common
/// speaks for the encoding and each that is not against it, as a naive Bayes classifier weighs them, beside text that is
/// in none of these encodings, in which either is as likely. Marks and letters, which all have in common, say nothing.
struct EncodingScore {
  private var common = 0
  private var rare = 0

  /// Share of common characters in text read in its own encoding. Below the true one: names have rare characters, and
  /// scans bring wrong ones.
  private static let commonShare = 0.95

  /// Logarithm of how many times likelier the text is in this encoding than in none.
  var logOdds: Double {
    Double(common) * log(Self.commonShare / 0.5) + Double(rare) * log((1 - Self.commonShare) / 0.5)
  }

  /// - Parameter isWide: whether a letter of ASCII has two bytes, one of them zero, which is no chance.
  /// - Complexity: O(n).
  init(_ codePoints: [UInt32], isWide: Bool) {
    let characters = CommonCharacters.shared
    for code in codePoints {
      switch code {
      case 0x20...0x7E, 0x09...0x0D: common += isWide ? 1 : 0
      case 0x3000...0x303F, 0xFF00...0xFFEF, 0x2000...0x206F, 0xB7, 0xFEFF: break
      default: if characters.contains(code) { common += 1 } else { rare += 1 }
      }
    }
  }

  /// The probability of each of several readings of one text; the rest to 1 is that of none of them.
  static func probabilities(_ scores: [EncodingScore]) -> [Double] {
    let best = max(0, scores.map(\.logOdds).max() ?? 0)
    let sum = scores.reduce(exp(-best)) { $0 + exp($1.logOdds - best) }
    return scores.map { exp($0.logOdds - best) / sum }
  }
}

/// The 3,755 characters of level 1 of GB 2312 (rows 16 to 55), which it calls those of common use, and the traditional
/// characters that stand for them.
struct CommonCharacters {
  static let shared = CommonCharacters()

  /// A bit for each code point below U+10000.
  private var bits = [UInt64](repeating: 0, count: 1024)

  private init() {
    // By the C library's own table; a cell that is empty ends a row, and no set is better than a wrong one.
    for row in UInt8(0xB0)...0xD7 {
      let cells = (UInt8(0xA1)...(row == 0xD7 ? 0xF9 : 0xFE)).flatMap { [row, $0] }
      let codes = try? IconvDecoder.decode(cells, from: 0, .gb18030)
      for code in codes ?? [] { insert(code) }
    }
    for (traditional, simplified) in SimplifiedForms.pairs where contains(simplified) { insert(traditional) }
  }

  func contains(_ code: UInt32) -> Bool {
    code < 0x10000 && bits[Int(code >> 6)] >> UInt64(code & 63) & 1 != 0
  }

  private mutating func insert(_ code: UInt32) {
    if code < 0x10000 { bits[Int(code >> 6)] |= 1 << UInt64(code & 63) }
  }
}
