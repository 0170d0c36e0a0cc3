import CDivisionTable

extension Gazetteer {
  /// Calls `body` with every name in `codes`: every start, every length, by start, then longer first.
  ///
  /// `codes` are folded simplified text, one element a code point. Names that overlap or hold each other are all
  /// reported: 济宁市金乡县 gives 济宁市, 济宁, 金乡县, 金乡 and more, should villages be so named.
  ///
  /// - Complexity: O(n) for texts whose names are short; two bytes a code point are held meanwhile.
  @inlinable
  public func forEachMatch(in codes: UnsafeBufferPointer<UInt32>, _ body: (Match) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: codes.count + 1) { values in
      // Each is asked for several times, at every start before it.
      for position in 0..<codes.count { values[position] = characterValue(codes[position]) }
      values[codes.count] = 0
      forEachMatch(in: codes, UnsafeBufferPointer(values), body)
    }
  }

  /// - Parameter values: the `characterValue(_:)` of each code point, and a 0.
  @inlinable
  func forEachMatch(
    in codes: UnsafeBufferPointer<UInt32>, _ values: UnsafeBufferPointer<UInt16>, _ body: (Match) -> Void
  ) {
    let nodes = table.nodes
    withUnsafeTemporaryAllocation(of: Match.self, capacity: Self.maximalMatchesAtStart) { found in
      for start in 0..<codes.count {
        prefetch(values, at: start &+ 8)
        let first = Int(values[start] & 0x1FFF)
        if first == 0 { continue }
        // The root's children stand at their labels.
        var node = first
        var word = nodes[node]
        if word >> 20 & 0xFFFFF != 0 { continue }
        var count = 0
        var next = start &+ 1
        while true {
          let value = values[next]
          if word >> 40 != 0 {
            addMatches(at: node, word, start, next, value, codes, found, &count)
          }
          let label = Int(value & 0x1FFF)
          if label == 0 { break }
          let child = Int(word & 0xFFFFF) &+ label
          word = nodes[child]
          if Int(word >> 20 & 0xFFFFF) != node { break }
          node = child
          next &+= 1
        }
        // Lengths do not quite ascend: a suffix of two characters may end behind a stem that is one longer.
        while count > 0 {
          var longest = count &- 1
          for i in 0..<count where found[i].end > found[longest].end { longest = i }
          body(found[longest])
          count &-= 1
          found[longest] = found[count]
        }
      }
    }
  }

  /// Asks the cache for the second node of names at a position: most of a scan's time would be waiting for memory.
  @inlinable
  func prefetch(_ values: UnsafeBufferPointer<UInt16>, at start: Int) {
    guard start &+ 1 < values.count else { return }
    let first = Int(values[start] & 0x1FFF)
    let label = Int(values[start &+ 1] & 0x1FFF)
    if first != 0, label != 0 { division_table_prefetch(table.nodes + (Int(table.nodes[first] & 0xFFFFF) &+ label)) }
  }

  /// Calls `body` with every name in `codes`: see `forEachMatch(in:_:)` of a buffer.
  @inlinable
  public func forEachMatch(in codes: [UInt32], _ body: (Match) -> Void) {
    codes.withUnsafeBufferPointer { forEachMatch(in: $0, body) }
  }

  /// The names at `start` that end at `node` with or without a suffix.
  @inlinable
  func addMatches(
    at node: Int, _ word: UInt64, _ start: Int, _ next: Int, _ value: UInt16, _ codes: UnsafeBufferPointer<UInt32>,
    _ found: UnsafeMutableBufferPointer<Match>, _ count: inout Int
  ) {
    if let match = match(at: node, word, start, next, suffix: 0), count < found.count {
      found[count] = match
      count &+= 1
    }
    let suffix = Int(value >> 13)
    if suffix == 0 { return }
    var end = next &+ 1
    let second = Self.secondOfSuffix(suffix)
    if second != 0 {
      guard end < codes.count, codes[end] == second else { return }
      end &+= 1
    }
    if let match = match(at: node, word, start, end, suffix: suffix), count < found.count {
      found[count] = match
      count &+= 1
    }
  }

  @inlinable
  func match(at node: Int, _ word: UInt64, _ start: Int, _ end: Int, suffix: Int) -> Match? {
    let forms = forms(word, suffix: suffix)
    if forms.isEmpty { return nil }
    return Match(start: start, end: end, name: NameID(node: node, suffix: suffix), forms: forms)
  }

  @inlinable
  func forms(_ word: UInt64, suffix: Int) -> Forms {
    let flags = word >> UInt64(40 &+ suffix)
    return Forms(rawValue: UInt8(flags & 1 | flags >> 7 & 2 | flags >> 14 & 4))
  }

  /// More than the longest name (25 characters) with two ends each.
  @usableFromInline static var maximalMatchesAtStart: Int { 64 }

  /// Number of a character in 13 bits (0 for none) and, above, the suffix it begins.
  @inlinable
  func characterValue(_ code: UInt32) -> UInt16 {
    code < DivisionTable.denseLimit ? table.characters[Int(code)] : rareCharacterValue(code)
  }

  @usableFromInline
  func rareCharacterValue(_ code: UInt32) -> UInt16 {
    var low = 0
    var high = table.rareCharacters.count / 2
    while low < high {
      let middle = (low + high) / 2
      if table.rareCharacters[2 * middle] < code { low = middle + 1 } else { high = middle }
    }
    guard 2 * low < table.rareCharacters.count, table.rareCharacters[2 * low] == code else { return 0 }
    return UInt16(truncatingIfNeeded: table.rareCharacters[2 * low + 1])
  }

  /// Second character of the suffixes 社区, 街道 and 嘎查; 0 for those of one character.
  @inlinable
  static func secondOfSuffix(_ suffix: Int) -> UInt32 {
    switch suffix {
    case 2: 0x533A
    case 5: 0x9053
    case 6: 0x67E5
    default: 0
    }
  }

  static func lengthOfSuffix(_ suffix: Int) -> Int {
    suffix == 0 ? 0 : secondOfSuffix(suffix) == 0 ? 1 : 2
  }

  /// The suffixes that names are stored without: what follows a stem.
  static let suffixes: [[UInt32]] = ["", "村", "社区", "镇", "乡", "街道", "嘎查"].map { $0.unicodeScalars.map(\.value) }
}
