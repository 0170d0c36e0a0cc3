/// Numbers, from 0, for 64-bit keys in the order in which they came: a dictionary for loops that a dictionary's hashing
/// would slow down.
///
/// Open addressing, at most half full. Keys that were chosen to fall together make it slow, and never wrong.
package struct NumberedKeys: Sendable {
  private var keys: [UInt64]
  /// By place; −1 where it is free.
  private var numbers: [Int32]
  package private(set) var count = 0

  /// - Parameter capacity: about how many keys to expect.
  package init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    numbers = [Int32](repeating: -1, count: size)
  }

  /// The number of a key, given now where it has none.
  package mutating func number(of key: UInt64) -> Int {
    let place = place(of: key)
    if numbers[place] >= 0 { return Int(numbers[place]) }
    keys[place] = key
    numbers[place] = Int32(count)
    count += 1
    if count * 2 > keys.count { grow() }
    return count - 1
  }

  /// The number of a key; nil where it has none.
  package func find(_ key: UInt64) -> Int? {
    let number = numbers[place(of: key)]
    return number < 0 ? nil : Int(number)
  }

  /// Where a key is, or the free place where it belongs.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = keys.count &- 1
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[place] != key, numbers[place] >= 0 { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    numbers = [Int32](repeating: -1, count: oldKeys.count * 2)
    for (old, key) in oldKeys.enumerated() where oldNumbers[old] >= 0 {
      let place = place(of: key)
      keys[place] = key
      numbers[place] = oldNumbers[old]
    }
  }
}
