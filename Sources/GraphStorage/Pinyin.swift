import CPinyin

/// First letters of how Chinese characters are read.
package enum Pinyin {
  /// Most spellings listed for a name.
  private static let spellingLimit = 8

  /// What somebody may type for a name: `initials(of: "重庆路")` gives `["zql", "cql"]`, the usual readings first.
  ///
  /// ASCII letters and digits stand for themselves, other characters without a reading for nothing; where many
  /// characters have several readings, only the usual ones of the later are taken. Empty without any letter.
  package static func initials(of name: String) -> [String] {
    var spellings: [[UInt8]] = [[]]
    for scalar in name.unicodeScalars {
      let letters = letters(of: scalar)
      guard let first = letters.first else { continue }
      let isManyfold = letters.count > 1 && spellings.count * letters.count <= spellingLimit
      spellings =
        isManyfold
        ? letters.flatMap { letter in spellings.map { $0 + [letter] } } : spellings.map { $0 + [first] }
    }
    return spellings.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func letters(of scalar: Unicode.Scalar) -> [UInt8] {
    switch scalar {
    case "a"..."z", "0"..."9": [UInt8(scalar.value)]
    case "A"..."Z": [UInt8(scalar.value | 0x20)]
    default: table[scalar.value] ?? []
    }
  }

  private static let table: [UInt32: [UInt8]] = {
    let bytes = UnsafeBufferPointer(start: guanxi_pinyin_initials(), count: guanxi_pinyin_initials_count())
    var table: [UInt32: [UInt8]] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let letters = Array(line[..<tab])
      for scalar in String(decoding: line[(tab + 1)...], as: UTF8.self).unicodeScalars { table[scalar.value] = letters }
    }
    return table
  }()
}
