/// How text lies in bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// GB 18030, which holds GBK and GB 2312.
  case gb18030 = "GB18030"
  /// Big5 with the characters of Hong Kong, which holds Big5 and nearly all of Microsoft's code page 950.
  case big5 = "Big5"

  /// The encoding that a name stands for, as people and web pages write it: `utf-8`, `GBK`, `gb2312`, `cp950`; nil for
  /// others. `utf-16` is read as little-endian unless a byte order mark says otherwise, as Windows writes it.
  public init?(name: String) {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch letters {
    case "utf8": self = .utf8
    case "utf16", "utf16le", "unicode", "ucs2": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "gb18030", "gb180302005", "gb180302022", "gbk", "gb2312", "gb231280", "euccn", "cp936", "windows936", "ms936":
      self = .gb18030
    case "big5", "big5hkscs", "cp950", "windows950", "ms950", "xxbig5", "cnbig5": self = .big5
    default: return nil
    }
  }

  /// The encoding that a byte order mark tells, and how many bytes the mark takes.
  static func marked(_ bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
    return nil
  }

  /// Its name for iconv(3); nil where it is read here.
  var iconvName: String? {
    switch self {
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
    }
  }
}
