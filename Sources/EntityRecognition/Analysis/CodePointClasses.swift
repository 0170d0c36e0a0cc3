/// Small sets of code points that are asked for at many characters of a text.
///
/// Each asks first for the lower six bits, which hold for few others: a chain of comparisons is foretold badly.
extension UInt32 {
  /// 县 区 市 旗 镇 乡 村 州 省, which a relative name begins with: 县财政局, 镇综治办.
  @inline(__always)
  var isRelativePrefix: Bool {
    let filter =
      Self.bit(0x53BF) | Self.bit(0x533A) | Self.bit(0x5E02) | Self.bit(0x65D7) | Self.bit(0x9547) | Self.bit(0x4E61)
      | Self.bit(0x6751) | Self.bit(0x5DDE) | Self.bit(0x7701)
    guard filter & Self.bit(self) != 0 else { return false }
    switch self {
    case 0x53BF, 0x533A, 0x5E02, 0x65D7, 0x9547, 0x4E61, 0x6751, 0x5DDE, 0x7701: return true
    default: return false
    }
  }

  /// 、 和 与 及 and the blank, which stand between names of a list.
  @inline(__always)
  var isJoint: Bool {
    let filter = Self.bit(0x3001) | Self.bit(0x548C) | Self.bit(0x4E0E) | Self.bit(0x53CA) | Self.bit(0x20)
    guard filter & Self.bit(self) != 0 else { return false }
    return self == 0x3001 || self == 0x548C || self == 0x4E0E || self == 0x53CA || self == 0x20
  }

  @inline(__always)
  private static func bit(_ code: UInt32) -> UInt64 { 1 &<< UInt64(code & 63) }
}
