/// Tells of keys that they are not in a set, or may be (Bloom 1970): a look into a kilobyte in place of one into a table.
struct KeyFilter {
  private var bits = [UInt64](repeating: 0, count: 128)

  mutating func insert(_ key: UInt64) {
    let bit = Self.bit(key)
    bits[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  @inline(__always)
  func mayHold(_ key: UInt64) -> Bool {
    let bit = Self.bit(key)
    return bits[bit >> 6] &>> UInt64(bit & 63) & 1 != 0
  }

  /// The key of two letters.
  @inline(__always)
  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

  @inline(__always)
  private static func bit(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 51)
  }
}
