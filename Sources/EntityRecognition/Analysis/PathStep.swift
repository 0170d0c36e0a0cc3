/// A word on a path, and what the path costs up to and with it.
///
/// One word of 64 bits, so that to take the cheaper of two is no branch, which nobody could foretell.
struct PathStep {
  /// From the highest bit: cost (32 bits), hash (16), length (8), class (8).
  private let bits: UInt64

  /// Where no path has come yet.
  static var unreached: PathStep { PathStep(cost: .max, length: 1, wordClass: .symbol, hash: 0) }
  /// Where paths begin.
  static var origin: PathStep { PathStep(cost: 0, length: 1, wordClass: .symbol, hash: 0) }

  /// - Parameters:
  ///   - cost: -64 · ln(probability), 0 or more.
  ///   - length: number of its characters; of more than 255, 255 are kept.
  ///   - hash: of its letters.
  @inline(__always)
  init(cost: Int32, length: Int, wordClass: WordClass, hash: UInt16) {
    bits =
      UInt64(UInt32(bitPattern: cost)) << 32 | UInt64(hash) << 16 | UInt64(truncatingIfNeeded: min(255, length)) << 8
      | UInt64(wordClass.rawValue)
  }

  @inline(__always)
  private init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  var cost: Int32 { Int32(truncatingIfNeeded: bits >> 32) }
  @inline(__always)
  var hash: UInt16 { UInt16(truncatingIfNeeded: bits >> 16) }
  @inline(__always)
  var length: Int { Int(bits >> 8 & 0xFF) }
  @inline(__always)
  var wordClass: WordClass { unsafeBitCast(UInt8(truncatingIfNeeded: bits), to: WordClass.self) }

  /// The same word at the end of a path.
  @inline(__always)
  func adding(_ cost: Int32) -> PathStep { PathStep(bits: bits &+ UInt64(UInt32(bitPattern: cost)) << 32) }

  /// The cheaper one; of equal ones, this.
  @inline(__always)
  func cheaper(_ other: PathStep) -> PathStep {
    PathStep(bits: other.bits >> 32 < bits >> 32 ? other.bits : bits)
  }
}
