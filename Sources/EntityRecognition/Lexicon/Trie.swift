/// A set of words over code points, each with a value, that finds every word starting at a position of a text.
///
/// A hash trie: nodes are numbered, and one open-addressing table maps (node, code point) to the child node. It builds in
/// a few nanoseconds a code point, needs no sorting, and a text position that starts no word costs one load.
/// - Complexity: O(length) to insert; O(longest word) to match at a position.
public struct Trie: Sendable {
  /// Child of the root by code point of the basic plane; 0 where none.
  private var roots: [UInt32]
  /// Open addressing, a power of two long: (node << 21 | code point) + 1, 0 where free.
  private var keys: [UInt64]
  private var children: [UInt32]
  /// Value of each node, -1 where no word ends. Node 0 is the root.
  private var values: [Int32] = [-1]

  public init(capacity: Int = 1024) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    roots = [UInt32](repeating: 0, count: 0x10000)
    keys = [UInt64](repeating: 0, count: size)
    children = [UInt32](repeating: 0, count: size)
  }

  /// Number of nodes.
  public var nodeCount: Int { values.count }

  /// Adds a word, or replaces its value.
  /// - Precondition: the word is not empty and the value not negative.
  public mutating func insert(_ word: some Sequence<UInt32>, value: Int32) {
    precondition(value >= 0, "values are not negative")
    var node: UInt32 = 0
    for code in word { node = child(of: node, code, creating: true) }
    precondition(node != 0, "a word is not empty")
    values[Int(node)] = value
  }

  /// The value of a word, or nil when it is not in the set.
  public func value(of word: some Sequence<UInt32>) -> Int32? {
    var node: UInt32 = 0
    for code in word {
      node = find(node, code)
      if node == 0 { return nil }
    }
    let value = values[Int(node)]
    return value < 0 ? nil : value
  }

  /// Calls `body` with the end and the value of each word that starts at `start`, shortest first.
  @inline(__always)
  func forEachMatch(
    in codes: UnsafeBufferPointer<UInt32>, at start: Int, _ body: (_ end: Int, _ value: Int32) -> Void
  ) {
    let first = codes[start]
    guard first < 0x10000 else { return }
    var node = roots.withUnsafeBufferPointer { $0[Int(first)] }
    var position = start + 1
    while node != 0 {
      let value = values.withUnsafeBufferPointer { $0[Int(node)] }
      if value >= 0 { body(position, value) }
      guard position < codes.count else { return }
      node = find(node, codes[position])
      position += 1
    }
  }

  @inline(__always)
  private func find(_ node: UInt32, _ code: UInt32) -> UInt32 {
    if node == 0 { return code < 0x10000 ? roots[Int(code)] : 0 }
    let key = (UInt64(node) << 21 | UInt64(code)) + 1
    let mask = keys.count - 1
    var slot = Self.hash(key) & mask
    return keys.withUnsafeBufferPointer { keys in
      while keys[slot] != 0 {
        if keys[slot] == key { return children.withUnsafeBufferPointer { $0[slot] } }
        slot = (slot + 1) & mask
      }
      return 0
    }
  }

  private mutating func child(of node: UInt32, _ code: UInt32, creating: Bool) -> UInt32 {
    let existing = find(node, code)
    if existing != 0 { return existing }
    let new = UInt32(values.count)
    values.append(-1)
    if node == 0 {
      precondition(code < 0x10000, "words start in the basic plane")
      roots[Int(code)] = new
      return new
    }
    if values.count * 2 > keys.count { grow() }
    place((UInt64(node) << 21 | UInt64(code)) + 1, new)
    return new
  }

  private mutating func place(_ key: UInt64, _ child: UInt32) {
    let mask = keys.count - 1
    var slot = Self.hash(key) & mask
    while keys[slot] != 0 { slot = (slot + 1) & mask }
    keys[slot] = key
    children[slot] = child
  }

  private mutating func grow() {
    let (oldKeys, oldChildren) = (keys, children)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    children = [UInt32](repeating: 0, count: oldKeys.count * 2)
    for (slot, key) in oldKeys.enumerated() where key != 0 { place(key, oldChildren[slot]) }
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    var x = key &* 0x9E37_79B9_7F4A_7C15
    x ^= x >> 32
    return Int(truncatingIfNeeded: x & 0x7FFF_FFFF_FFFF_FFFF)
  }
}
