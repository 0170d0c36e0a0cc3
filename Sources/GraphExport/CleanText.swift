/// Text on one line without anything that XML 1.0 cannot hold, in a buffer that is used again and again.
///
/// White space and line ends become one space each run, none at the ends; control characters, U+FFFE and U+FFFF become
/// U+FFFD. Every string goes through here before it is written: libxml2 writes U+0001 and U+FFFE raw, cuts at U+0000,
/// and reports success.
struct CleanText {
  /// UTF-8.
  private(set) var bytes: [UInt8] = []
  /// Number of characters replaced so far, over all texts.
  private(set) var replaced = 0
  /// Number of texts cut off so far.
  private(set) var cut = 0
  private var isSpacePending = false
  /// Bytes of a text at most: libxml2, by which most programs read XML, takes no more than ten million in one piece, and
  /// of an attribute counts five for each `&`.
  static let longest = 1_900_000

  init() { bytes.reserveCapacity(1024) }

  /// Starts anew with `text`.
  mutating func set(_ text: String) {
    bytes.removeAll(keepingCapacity: true)
    isSpacePending = false
    append(text)
    cutOff()
  }

  /// Starts anew with `texts` and `separator` between them.
  mutating func set(_ texts: [String], separator: StaticString = "; ") {
    bytes.removeAll(keepingCapacity: true)
    isSpacePending = false
    for text in texts {
      let length = bytes.count
      if length > 0 {
        separator.withUTF8Buffer { bytes.append(contentsOf: $0) }
        isSpacePending = false
      }
      let begin = bytes.count
      append(text)
      if bytes.count == begin { bytes.removeLast(begin - length) }
      if bytes.count > CleanText.longest { break }
    }
    cutOff()
  }

  private mutating func cutOff() {
    guard bytes.count > CleanText.longest else { return }
    var end = CleanText.longest
    while end > 0 && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    bytes.removeLast(bytes.count - end)
    cut += 1
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(utf8: $0) }
  }

  // Bytes, not characters: a Character loop is ten times slower, and this sees every byte that is exported.
  private mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var clean = 0
    while index < utf8.count && bytes.count + index - clean <= CleanText.longest {
      let byte = utf8[index]
      if byte > 0x20 && byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF {
        index += 1
        continue
      }
      let (kind, length) = Kind.of(utf8, at: index)
      if kind != .plain {
        flush(utf8, clean..<index)
        clean = index + length
        if kind == .space {
          isSpacePending = !bytes.isEmpty
        } else {
          flushSpace()
          bytes += [0xEF, 0xBF, 0xBD]
          replaced += 1
        }
      }
      index += length
    }
    if clean < index { flush(utf8, clean..<index) }
  }

  private mutating func flush(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    flushSpace()
    bytes.append(contentsOf: utf8[range])
  }

  private mutating func flushSpace() {
    if isSpacePending && bytes.last != 0x20 { bytes.append(0x20) }
    isSpacePending = false
  }

  private enum Kind {
    case plain, space, forbidden

    /// What begins at `index`, and its length in bytes. Continuation bytes count as plain.
    static func of(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> (Kind, Int) {
      let byte = utf8[index]
      func at(_ offset: Int) -> UInt8 { index + offset < utf8.count ? utf8[index + offset] : 0 }
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: return (.space, 1)
      case 0x00..<0x20: return (.forbidden, 1)
      case 0xC2 where at(1) == 0x85 || at(1) == 0xA0: return (.space, 2)  // next line, no-break space
      case 0xC2: return (.plain, 2)
      case 0xE2 where at(1) == 0x80 && (at(2) == 0xA8 || at(2) == 0xA9): return (.space, 3)  // line, paragraph
      case 0xE3 where at(1) == 0x80 && at(2) == 0x80: return (.space, 3)  // ideographic space
      case 0xEF where at(1) == 0xBF && at(2) >= 0xBE: return (.forbidden, 3)  // U+FFFE, U+FFFF
      case 0xE2, 0xE3, 0xEF: return (.plain, 3)
      default: return (.plain, 1)
      }
    }
  }
}
