/// Hash of letters that come one by one (FNV-1a); blanks are left out.
enum LetterHash {
  /// The hash of no letters.
  static let empty: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of one more letter.
  @inline(__always)
  static func extend(_ hash: UInt64, by code: UInt32) -> UInt64 {
    code == 0x20 ? hash : (hash ^ UInt64(code)) &* 0x100_0000_01B3
  }
}
