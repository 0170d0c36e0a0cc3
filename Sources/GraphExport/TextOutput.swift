/// Builds text in one buffer that is handed on when full.
struct TextOutput {
  private(set) var buffer: [UInt8] = []
  var text = CleanText()
  private let sink: ByteSink
  private static let capacity = 1 << 20

  init(sink: @escaping ByteSink) {
    self.sink = sink
    buffer.reserveCapacity(TextOutput.capacity + 4096)
  }

  mutating func write(_ syntax: StaticString) throws {
    syntax.withUTF8Buffer { buffer.append(contentsOf: $0) }
    try handOn()
  }

  mutating func write(_ syntax: String) throws {
    buffer.append(contentsOf: syntax.utf8)
    try handOn()
  }

  mutating func write(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    try handOn()
  }

  /// Writes what `text` holds, with a backslash before each of `special` and `\`.
  mutating func writePrepared(escaping special: UInt8) throws {
    for byte in text.bytes {
      if byte == special || byte == UInt8(ascii: "\\") { buffer.append(UInt8(ascii: "\\")) }
      buffer.append(byte)
    }
    try handOn()
  }

  mutating func flush() throws {
    try buffer.withUnsafeBytes { if !$0.isEmpty { try sink($0) } }
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func handOn() throws {
    if buffer.count >= TextOutput.capacity { try flush() }
  }

  /// Four places behind the point, which is more than the figures are worth: `-0.0625`.
  /// - Parameter value: finite; what is beyond ±10^14 is written as that.
  static func decimal(_ value: Double) -> String {
    let parts = Int((min(value.magnitude, 1e14) * 10_000).rounded())
    let fraction = String(parts % 10_000)
    let sign = value < 0 && parts > 0 ? "-" : ""
    return "\(sign)\(parts / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
  }
}
