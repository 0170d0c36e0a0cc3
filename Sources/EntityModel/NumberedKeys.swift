/// Numbers, from 0, for 64-bit keys in the order in which they came: a dictionary for loops that a dictionary's hashing
/// would slow down.
///
/// Open addressing, at most half full. Keys that were chosen to fall together make it slow, and never wrong.
package struct NumberedKeys: Sendable {
  private struct Entry {
    var key: UInt64 = 0
    /// 0 where the place is free.
    var numberPlusOne: Int = 0
  }

  private var entries: [Entry]
  package private(set) var count = 0

  /// - Parameter capacity: about how many keys to expect.
  package init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    entries = [Entry](repeating: Entry(), count: size)
  }

  /// The number of a key, given now where it has none.
  package mutating func number(of key: UInt64) -> Int {
    let place = place(of: key)
    if entries[place].numberPlusOne > 0 { return entries[place].numberPlusOne - 1 }
    count += 1
    entries[place] = Entry(key: key, numberPlusOne: count)
    if count * 2 > entries.count { grow() }
    return count - 1
  }

  /// Adds a key; whether it was new.
  package mutating func insert(_ key: UInt64) -> Bool {
    let known = count
    return number(of: key) == known
  }

  /// The number of a key; nil where it has none.
  package func find(_ key: UInt64) -> Int? {
    let number = entries[place(of: key)].numberPlusOne
    return number == 0 ? nil : number - 1
  }

  /// Where a key is, or the free place where it belongs.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    entries.withUnsafeBufferPointer { entries in
      let mask = entries.count &- 1
      var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
      while entries[place].key != key, entries[place].numberPlusOne > 0 { place = (place &+ 1) & mask }
      return place
    }
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.numberPlusOne > 0 { entries[place(of: entry.key)] = entry }
  }
}
