/// Builds DOT in one buffer that is handed on when full.
struct DOTText {
  private var buffer: [UInt8] = []
  private(set) var text = CleanText()
  private let sink: ByteSink
  private static let capacity = 1 << 20
  /// Graphviz reads strings of up to 16,384 bytes; longer ones are written in pieces joined by `+`.
  private static let longestString = 16_000

  init(sink: @escaping ByteSink) {
    self.sink = sink
    buffer.reserveCapacity(DOTText.capacity + 4096)
  }

  mutating func write(_ syntax: String) throws {
    buffer.append(contentsOf: syntax.utf8)
    if buffer.count >= DOTText.capacity { try flush() }
  }

  mutating func flush() throws {
    try buffer.withUnsafeBytes { if !$0.isEmpty { try sink($0) } }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the lines as one quoted string, each cleaned, line breaks between. Empty lines are left out.
  mutating func writeQuoted(_ lines: [String], otherwise: String = " ") throws {
    buffer.append(UInt8(ascii: "\""))
    var length = 0
    var isEmpty = true
    for line in lines {
      text.set(line)
      if text.bytes.isEmpty { continue }
      if !isEmpty { buffer.append(contentsOf: "\\n".utf8) }
      isEmpty = false
      appendEscaped(&length)
    }
    if isEmpty { buffer.append(contentsOf: otherwise.utf8) }
    buffer.append(UInt8(ascii: "\""))
    if buffer.count >= DOTText.capacity { try flush() }
  }

  private mutating func appendEscaped(_ length: inout Int) {
    for byte in text.bytes {
      // A string may be parted where a character begins, never inside an escape.
      if length >= DOTText.longestString && byte & 0xC0 != 0x80 {
        buffer.append(contentsOf: "\" + \"".utf8)
        length = 0
      }
      let count = buffer.count
      switch byte {
      case UInt8(ascii: "\\"): buffer.append(contentsOf: "\\\\".utf8)
      case UInt8(ascii: "\""): buffer.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "&"): buffer.append(contentsOf: "&amp;".utf8)
      default: buffer.append(byte)
      }
      length += buffer.count - count
    }
  }
}
