import CLexicon

/// Finds the words of a large trie at every position of a text.
///
/// A trie of a language does not fit the nearer caches, and most of a search would be waiting for memory. So the first
/// two steps of a search need no look into it where they fail, which most do: what a character begins stands by its code
/// point, and of two characters a bit says whether any word may begin with them. Of the steps that remain, those of some
/// positions ahead are asked of memory before they are needed.
struct WordScanner: Sendable {
  private let trie: Trie
  /// By code point of the basic plane: the lower bits of its entry in the trie; 0 where it begins no word.
  private let firsts: [UInt32]
  /// A bit by the hash of two code points: clear where no word begins with them.
  private let pairs: [UInt64]

  private static let pairBits: UInt64 = 19

  init(_ trie: Trie) {
    self.trie = trie
    var firsts = [UInt32](repeating: 0, count: 0x10000)
    var pairs = [UInt64](repeating: 0, count: 1 << (Self.pairBits - 6))
    trie.forEachNode { node, code, key, entry in
      if node == Trie.root, code < 0x10000 { firsts[Int(code)] = UInt32(truncatingIfNeeded: entry & ~Trie.keyMask) }
      if node & Trie.firstNodes != 0 {
        let bit = Self.pairBit(Trie.hash(key))
        pairs[bit >> 6] |= 1 << UInt64(bit & 63)
      }
    }
    self.firsts = firsts
    self.pairs = pairs
  }

  /// Bits of a hash that the place in the table does not hang on.
  @inline(__always)
  private static func pairBit(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 24 & (1 << pairBits - 1)) }

  /// What is known of a position before its turn comes.
  private struct Step {
    /// Lower bits of the entry of its first character.
    var first: UInt64
    /// Where the search for its first two characters begins in the table; -1 where it is not needed.
    var slot: Int
    /// Place and content of the entry of its first two characters; 0 where none.
    var place: Int
    var second: UInt64
  }

  /// How many positions ahead the table is asked for the second character; for the third half as many.
  private static let lead = 16

  /// Calls `match` with the start, the end and the value of each word, by start, then shorter first, and `after` when
  /// all words of a start have been told, for every position.
  @inline(__always)
  func scan(
    _ codes: UnsafeBufferPointer<UInt32>, match: (_ start: Int, _ end: Int, _ value: Int32) -> Void,
    after: (_ start: Int) -> Void
  ) {
    let half = Self.lead / 2
    trie.withEntries { entries, shift in
      withUnsafeTemporaryAllocation(of: Step.self, capacity: Self.lead * 2) { steps in
        let mask = steps.count &- 1
        for ahead in 0..<(codes.count + Self.lead) {
          if ahead < codes.count { steps[ahead & mask] = begin(codes, ahead, entries, shift) }
          let middle = ahead &- half
          if middle >= 0, middle < codes.count, steps[middle & mask].slot >= 0 {
            findSecond(&steps[middle & mask], codes, middle, entries, shift)
          }
          let start = ahead &- Self.lead
          guard start >= 0 else { continue }
          let step = steps[start & mask]
          if let value = Trie.value(step.first) { match(start, start &+ 1, value) }
          if step.second != 0 {
            if let value = Trie.value(step.second) { match(start, start &+ 2, value) }
            if step.second & 1 != 0 {
              Trie.forEachMatch(in: codes, from: start &+ 2, node: UInt64(step.place), entries, shift) { end, value in
                match(start, end, value)
              }
            }
          }
          after(start)
        }
      }
    }
  }

  @inline(__always)
  private func begin(
    _ codes: UnsafeBufferPointer<UInt32>, _ start: Int, _ entries: UnsafeBufferPointer<UInt64>, _ shift: UInt64
  ) -> Step {
    let code = codes[start]
    let first = code < 0x10000 ? UInt64(firsts[Int(code)]) : trie.first(code)
    var step = Step(first: first, slot: -1, place: 0, second: 0)
    guard first & 1 != 0, start &+ 1 < codes.count else { return step }
    let hash = Trie.hash(Trie.key(Trie.child(of: Trie.root, code, at: 0), codes[start &+ 1]))
    let bit = Self.pairBit(hash)
    guard pairs[bit >> 6] >> UInt64(bit & 63) & 1 != 0 else { return step }
    step.slot = Int(truncatingIfNeeded: hash >> shift)
    if let base = entries.baseAddress { guanxi_prefetch(base + step.slot) }
    return step
  }

  @inline(__always)
  private func findSecond(
    _ step: inout Step, _ codes: UnsafeBufferPointer<UInt32>, _ start: Int, _ entries: UnsafeBufferPointer<UInt64>,
    _ shift: UInt64
  ) {
    let key = Trie.key(Trie.child(of: Trie.root, codes[start], at: 0), codes[start &+ 1])
    guard let place = Trie.place(of: key, from: step.slot, entries) else { return }
    step.place = place
    step.second = entries[place]
    guard step.second & 1 != 0, start &+ 2 < codes.count, let base = entries.baseAddress else { return }
    let next = Trie.hash(Trie.key(UInt64(place), codes[start &+ 2]))
    guanxi_prefetch(base + Int(truncatingIfNeeded: next >> shift))
  }
}
