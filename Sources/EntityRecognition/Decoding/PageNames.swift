import EntityModel

/// Numbers, from 0, for the names that the candidates of a page may be: equal letters have one number, blanks left out.
/// What a page says of its names is kept by these numbers.
struct PageNames {
  private var numbers: NumberedKeys

  /// - Parameter capacity: about how many names to expect.
  init(capacity: Int = 0) { numbers = NumberedKeys(capacity: capacity) }

  var count: Int { numbers.count }

  /// The number of a key, given now where it has none.
  mutating func number(of key: UInt64) -> Int32 { Int32(numbers.number(of: key)) }

  /// The number of a key; nil where it has none.
  func find(_ key: UInt64) -> Int? { numbers.find(key) }

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
}
