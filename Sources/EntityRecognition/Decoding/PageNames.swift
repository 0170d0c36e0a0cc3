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

  /// The key of a name: the hash of its letters from the last to the first, so that of candidates with one end each goes on
  /// from the key of the shorter one.
  @inline(__always)
  static func key(of codes: UnsafeBufferPointer<UInt32>, _ start: Int, _ end: Int) -> UInt64 {
    var key = LetterHash.empty
    var position = end
    while position > start {
      position &-= 1
      key = LetterHash.extend(key, by: codes[position])
    }
    return key
  }
}
