/// A set of words over code points, each with a value, that finds every word starting at a position of a text.
///
/// A hash trie: one open-addressing table maps (node, code point) to the child node, and the number of a node is the
/// place of its entry in the table. An entry is one word of 64 bits, so a step costs one load, a word that no other
/// continues costs no further look, and the trie needs no sorting to build.
/// - Complexity: O(length) to insert; O(longest word) to match at a position.
public struct Trie: Sendable {
  /// From the highest bit: node (20 bits) and code point (21) that lead here, value + 1 (22), whether other words go
  /// on from here (1). 0 where free.
  private var entries: [UInt64]
  /// Places of the entries in the order in which they came: parents before their children.
  private var order: [UInt32] = []
  /// A bit for the lower 16 bits of each code point that starts a word.
  private var firsts: [UInt64]
  private var shift: UInt64

  /// Most nodes that a trie can hold; a word that needs more is not added.
  static let nodeLimit = 3 << 18
  static let valueLimit: Int32 = 1 << 22 - 2
  private static let root: UInt64 = 0

  public init(capacity: Int = 512) {
    var bits: UInt64 = 10
    while bits < 20, 3 << (bits - 2) < capacity { bits += 1 }
    entries = [UInt64](repeating: 0, count: 1 << bits)
    firsts = [UInt64](repeating: 0, count: 1024)
    shift = 64 - bits
    // Node 0 is the root: its place is taken.
    entries[0] = 1
  }

  /// Number of nodes, the root left out.
  public var nodeCount: Int { order.count }

  /// Adds a word, or replaces its value.
  /// - Precondition: the word is not empty, its value between 0 and 4,194,302.
  public mutating func insert(_ word: some Sequence<UInt32>, value: Int32) {
    precondition((0...Self.valueLimit).contains(value), "a value has 22 bits")
    var node = Self.root
    for code in word {
      var (place, isFree) = find(Self.key(node, code))
      if isFree {
        guard order.count < Self.nodeLimit else { return }
        if (order.count + 1) * 4 > entries.count * 3 {
          node = grow(following: node)
          place = find(Self.key(node, code)).place
        }
        if node == Self.root { firsts[Int(code >> 6 & 1023)] |= 1 << UInt64(code & 63) }
        entries[Int(node)] |= 1
        entries[place] = Self.key(node, code)
        order.append(UInt32(place))
      }
      node = UInt64(place)
    }
    precondition(node != Self.root, "a word is not empty")
    entries[Int(node)] = entries[Int(node)] & ~(0x3F_FFFF << 1) | UInt64(value + 1) << 1
  }

  /// The value of a word, or nil when it is not in the set.
  public func value(of word: some Sequence<UInt32>) -> Int32? {
    var node = Self.root
    for code in word {
      guard entries[Int(node)] & 1 != 0 else { return nil }
      let (place, isFree) = find(Self.key(node, code))
      if isFree { return nil }
      node = UInt64(place)
    }
    return Self.value(entries[Int(node)])
  }

  /// Calls `body` with the end and the value of each word that starts at `start`, shortest first.
  @inline(__always)
  func forEachMatch(
    in codes: UnsafeBufferPointer<UInt32>, at start: Int, _ body: (_ end: Int, _ value: Int32) -> Void
  ) {
    guard firsts[Int(codes[start] >> 6 & 1023)] >> UInt64(codes[start] & 63) & 1 != 0 else { return }
    entries.withUnsafeBufferPointer { entries in
      var node = Self.root
      var position = start
      while position < codes.count {
        let key = Self.key(node, codes[position])
        var place = Int(truncatingIfNeeded: Self.hash(key) >> shift)
        while entries[place] & Self.keyMask != key {
          if entries[place] == 0 { return }
          place = (place + 1) & (entries.count - 1)
        }
        position += 1
        let entry = entries[place]
        if let value = Self.value(entry) { body(position, value) }
        if entry & 1 == 0 { return }
        node = UInt64(place)
      }
    }
  }

  // MARK: Table

  private static let keyMask: UInt64 = ~0 << 23

  @inline(__always)
  private static func key(_ node: UInt64, _ code: UInt32) -> UInt64 { node << 44 | UInt64(code & 0x1F_FFFF) << 23 }

  @inline(__always)
  private static func value(_ entry: UInt64) -> Int32? {
    let value = Int32(truncatingIfNeeded: entry >> 1 & 0x3F_FFFF)
    return value == 0 ? nil : value - 1
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt64 {
    (key >> 23) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Where the entry of a key is, or the free place where it belongs.
  private func find(_ key: UInt64) -> (place: Int, isFree: Bool) {
    var place = Int(truncatingIfNeeded: Self.hash(key) >> shift)
    while entries[place] & Self.keyMask != key || place == 0 {
      if entries[place] == 0 { return (place, true) }
      place = (place + 1) & (entries.count - 1)
    }
    return (place, false)
  }

  /// Doubles the table, which stays at most three quarters full; returns the new number of a node.
  private mutating func grow(following node: UInt64) -> UInt64 {
    var larger = Trie(capacity: entries.count)
    larger.firsts = firsts
    larger.entries[0] = entries[0]
    // Parents come before their children, so that the new number of each is known when it is asked for.
    var renumbered = [UInt32](repeating: 0, count: entries.count)
    for old in order {
      let entry = entries[Int(old)]
      let key = Self.key(UInt64(renumbered[Int(entry >> 44)]), UInt32(entry >> 23 & 0x1F_FFFF))
      let new = larger.find(key).place
      larger.entries[new] = key | entry & ~Self.keyMask
      larger.order.append(UInt32(new))
      renumbered[Int(old)] = UInt32(new)
    }
    self = larger
    return UInt64(renumbered[Int(node)])
  }
}
