import CLexicon

/// A set of words over code points, each with a value, that finds every word starting at a position of a text.
///
/// A hash trie: one open-addressing table maps (node, code point) to the child node, and the number of a node is the
/// place of its entry in the table, or what its first code point says. An entry is one word of 64 bits, so a step costs
/// one load; a word that no other continues costs no further look; building needs no sorting.
/// - Complexity: O(length) to insert; O(longest word) to match at a position.
public struct Trie: Sendable {
  /// From the highest bit: node (21 bits) and code point (21) that lead here, value + 1 (21), whether other words go
  /// on from here (1). 0 where free.
  private var entries: [UInt64]
  /// Places of the entries in the order in which they came: parents before their children.
  private var order: [UInt32] = []
  /// A bit for the lower 16 bits of each code point that starts a word.
  private var firsts: [UInt64]
  private var shift: UInt64

  /// Most nodes that a trie can hold; a word that needs more is not added.
  static let nodeLimit = 3 << 18
  static let valueLimit: Int32 = 1 << 21 - 2
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
  /// - Precondition: the word is not empty, its value between 0 and 2,097,150.
  public mutating func insert(_ word: some Sequence<UInt32>, value: Int32) {
    precondition((0...Self.valueLimit).contains(value), "a value has 21 bits")
    var node = Self.root
    var parent = 0
    for code in word {
      var (place, isFree) = find(Self.key(node, code))
      if isFree {
        guard order.count < Self.nodeLimit else { return }
        if (order.count + 1) * 4 > entries.count * 3 {
          parent = grow(following: parent)
          if node & Self.firstNodes == 0 { node = UInt64(parent) }
          place = find(Self.key(node, code)).place
        }
        if node == Self.root { firsts[Int(code >> 6 & 1023)] |= 1 << UInt64(code & 63) }
        entries[parent] |= 1
        entries[place] = Self.key(node, code)
        order.append(UInt32(place))
      }
      node = Self.child(of: node, code, at: place)
      parent = place
    }
    precondition(node != Self.root, "a word is not empty")
    entries[parent] = entries[parent] & ~(0x1F_FFFF << 1) | UInt64(value + 1) << 1
  }

  /// The value of a word, or nil when it is not in the set.
  public func value(of word: some Sequence<UInt32>) -> Int32? {
    var node = Self.root
    var entry = entries[0]
    for code in word {
      guard entry & 1 != 0 else { return nil }
      let (place, isFree) = find(Self.key(node, code))
      if isFree { return nil }
      entry = entries[place]
      node = Self.child(of: node, code, at: place)
    }
    return Self.value(entry)
  }

  /// Calls `body` with the end, the value and the ``LetterHash`` of each word that starts at `start`, shortest first.
  @inline(__always)
  func forEachMatch(
    in codes: UnsafeBufferPointer<UInt32>, at start: Int, _ body: (_ end: Int, _ value: Int32, _ hash: UInt64) -> Void
  ) {
    guard firsts[Int(codes[start] >> 6 & 1023)] &>> UInt64(codes[start] & 63) & 1 != 0 else { return }
    entries.withUnsafeBufferPointer { entries in
      var node = Self.root
      var hash = LetterHash.empty
      var position = start
      while position < codes.count {
        let key = Self.key(node, codes[position])
        var place = Int(truncatingIfNeeded: Self.hash(key) &>> shift)
        while entries[place] & Self.keyMask != key {
          if entries[place] == 0 { return }
          place = (place &+ 1) & (entries.count &- 1)
        }
        let entry = entries[place]
        node = Self.child(of: node, codes[position], at: place)
        hash = LetterHash.extend(hash, by: codes[position])
        position &+= 1
        if let value = Self.value(entry) { body(position, value, hash) }
        if entry & 1 == 0 { return }
      }
    }
  }

  /// Asks the cache for what `forEachMatch` will need at a position: most of its time would be waiting for memory.
  @inline(__always)
  func prefetch(_ codes: UnsafeBufferPointer<UInt32>, at start: Int) {
    guard start &+ 1 < codes.count else { return }
    let key = Self.key(Self.child(of: Self.root, codes[start], at: 0), codes[start &+ 1])
    entries.withUnsafeBufferPointer { entries in
      guard let base = entries.baseAddress else { return }
      let second = Int(truncatingIfNeeded: Self.hash(key) &>> shift)
      guanxi_prefetch(base + second)
      if start &+ 2 < codes.count {
        // Most entries are in their first place, and the place is the number of the node.
        guanxi_prefetch(
          base + Int(truncatingIfNeeded: Self.hash(Self.key(UInt64(second), codes[start &+ 2])) &>> shift))
      }
      guanxi_prefetch(base + Int(truncatingIfNeeded: Self.hash(Self.key(Self.root, codes[start])) &>> shift))
    }
  }

  // MARK: Table

  private static let keyMask: UInt64 = ~0 << 22
  /// Nodes under the root have this bit and their code point, so that the second step need not wait for the first.
  private static let firstNodes: UInt64 = 1 << 20

  @inline(__always)
  private static func key(_ node: UInt64, _ code: UInt32) -> UInt64 { node << 43 | UInt64(code & 0x1F_FFFF) << 22 }

  @inline(__always)
  private static func child(of node: UInt64, _ code: UInt32, at place: Int) -> UInt64 {
    node == root ? firstNodes | UInt64(code & 0xF_FFFF) : UInt64(place)
  }

  @inline(__always)
  private static func value(_ entry: UInt64) -> Int32? {
    let value = Int32(truncatingIfNeeded: entry >> 1 & 0x1F_FFFF)
    return value == 0 ? nil : value - 1
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt64 {
    (key >> 22) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Where the entry of a key is, or the free place where it belongs.
  private func find(_ key: UInt64) -> (place: Int, isFree: Bool) {
    var place = Int(truncatingIfNeeded: Self.hash(key) &>> shift)
    while entries[place] & Self.keyMask != key || place == 0 {
      if entries[place] == 0 { return (place, true) }
      place = (place + 1) & (entries.count - 1)
    }
    return (place, false)
  }

  /// Doubles the table, which stays at most three quarters full; returns the new place of an entry.
  private mutating func grow(following place: Int) -> Int {
    var larger = Trie(capacity: entries.count)
    larger.firsts = firsts
    larger.entries[0] = entries[0]
    // Parents come before their children, so that the new number of each is known when it is asked for.
    var renumbered = [UInt32](repeating: 0, count: entries.count)
    for old in order {
      let entry = entries[Int(old)]
      let node = entry >> 43
      let parent = node & Self.firstNodes == 0 ? UInt64(renumbered[Int(node)]) : node
      let key = Self.key(parent, UInt32(entry >> 22 & 0x1F_FFFF))
      let new = larger.find(key).place
      larger.entries[new] = key | entry & ~Self.keyMask
      larger.order.append(UInt32(new))
      renumbered[Int(old)] = UInt32(new)
    }
    self = larger
    return Int(renumbered[place])
  }
}
