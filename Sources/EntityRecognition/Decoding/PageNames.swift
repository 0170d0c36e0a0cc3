/// Numbers, from 0, for the names that the candidates of a page may be: equal letters have one number, blanks left out.
/// What a page says of its names is kept by these numbers.
///
/// Open addressing, at most half full. An entry is 40 bits of the key and the number + 1, 0 where free: that two of the
/// names of a page share these bits and stand side by side is less likely than a fault of memory.
struct PageNames {
  private var entries: [UInt64]
  private(set) var count = 0

  private static let numberMask: UInt64 = 0xFF_FFFF

  /// - Parameter capacity: about how many names to expect.
  init(capacity: Int = 256) {
    var size = 512
    while size < capacity * 2 { size *= 2 }
    entries = [UInt64](repeating: 0, count: size)
  }

  /// Hash of the code points but blanks (FNV-1a).
  @inline(__always)
  static func key(_ letters: some Sequence<UInt32>) -> UInt64 {
    var key = emptyKey
    for code in letters { key = extend(key, by: code) }
    return key
  }

  /// The key of no letters.
  static let emptyKey: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The key of one more letter.
  @inline(__always)
  static func extend(_ key: UInt64, by code: UInt32) -> UInt64 {
    code == 0x20 ? key : (key ^ UInt64(code)) &* 0x100_0000_01B3
  }

  /// The number of a key, given now where it has none.
  @inline(__always)
  mutating func number(of key: UInt64) -> Int32 {
    var place = place(of: key)
    if entries[place] == 0 {
      if (count + 1) * 2 > entries.count {
        grow()
        place = self.place(of: key)
      }
      count += 1
      entries[place] = key & ~Self.numberMask | UInt64(count)
    }
    return Int32(truncatingIfNeeded: entries[place] & Self.numberMask) - 1
  }

  /// The number of a key; nil where it has none.
  @inline(__always)
  func find(_ key: UInt64) -> Int? {
    let entry = entries[place(of: key)]
    return entry == 0 ? nil : Int(entry & Self.numberMask) - 1
  }

  /// Where a key is, or the free place where it belongs.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = entries.count &- 1
    // Of the bits that an entry keeps: it has to be found again when the table grows.
    var place = Int(truncatingIfNeeded: ((key >> 24) &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
    while entries[place] != 0, (entries[place] ^ key) & ~Self.numberMask != 0 { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = entries
    entries = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { entries[place(of: entry)] = entry }
  }
}
