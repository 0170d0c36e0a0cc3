extension Gazetteer {
  /// The name that `text` is, as a whole; nil when it names nothing.
  public func lookUp(_ text: String) -> NameID? {
    var name: NameID?
    text.withCodePoints { name = lookUp(codes: $0) }
    return name
  }

  /// The name that `codes` are, as a whole; nil when they name nothing.
  public func lookUp(_ codes: ArraySlice<UInt32>) -> NameID? { codes.withUnsafeBufferPointer(lookUp(codes:)) }

  /// The name that `codes` are, as a whole; nil when they name nothing.
  public func lookUp(_ codes: [UInt32]) -> NameID? { codes.withUnsafeBufferPointer(lookUp(codes:)) }

  /// The name that `codes` are, as a whole; nil when they name nothing.
  ///
  /// - Complexity: O(length), without allocation.
  public func lookUp(codes: UnsafeBufferPointer<UInt32>) -> NameID? {
    let suffix = suffix(of: codes)
    var node = 0
    for code in codes.dropLast(Self.lengthOfSuffix(suffix)) {
      let label = Int(characterValue(code) & 0x1FFF)
      guard label != 0 else { return nil }
      let child = Int(table.nodes[node] & 0xFFFFF) + label
      guard Int(table.nodes[child] >> 20 & 0xFFFFF) == node else { return nil }
      node = child
    }
    guard node != 0, !forms(table.nodes[node], suffix: suffix).isEmpty else { return nil }
    return NameID(node: node, suffix: suffix)
  }

  /// Index of the suffix that `codes` are stored without: the longest that leaves a stem.
  private func suffix(of codes: UnsafeBufferPointer<UInt32>) -> Int {
    guard codes.count > 1 else { return 0 }
    let last = codes[codes.count - 1]
    if codes.count > 2 {
      switch (codes[codes.count - 2], last) {
      case (0x793E, 0x533A): return 2
      case (0x8857, 0x9053): return 5
      case (0x560E, 0x67E5): return 6
      default: break
      }
    }
    switch last {
    case 0x6751: return 1
    case 0x9547: return 3
    case 0x4E61: return 4
    default: return 0
    }
  }

  /// How a name is used.
  public func forms(of name: NameID) -> Forms { forms(table.nodes[name.node], suffix: name.suffix) }

  /// Whether a short form is one that reports use by itself: of a province, prefecture, county or city in force.
  /// Those of municipal districts, townships and former divisions are weak: evidence to weigh.
  public func isStrongShortForm(_ name: NameID) -> Bool {
    guard let entry = upperEntry(name, .short) else { return false }
    return table.postingStarts[entry] >> 31 != 0
  }

  /// Whether a name of divisions above villages is an ordinary word as well (发展, 资源, 城区): only its neighbours can
  /// tell. Always false for what shortens or names a province or prefecture, and for what names villages alone.
  public func isOrdinaryWord(_ name: NameID) -> Bool {
    isOrdinaryWord(upperEntry(name, .full)) || isOrdinaryWord(upperEntry(name, .short))
  }

  private func isOrdinaryWord(_ entry: Int?) -> Bool {
    guard let entry else { return false }
    return table.postingStarts[entry] >> 30 & 1 != 0
  }

  /// The string of a name.
  public func string(of name: NameID) -> String {
    func parent(of node: Int) -> Int { Int(table.nodes[node] >> 20 & 0xFFFFF) }
    var stem = 0
    var node = name.node
    while node != 0 {
      stem += 1
      node = parent(of: node)
    }
    let suffix = Self.suffixes[name.suffix]
    return String(codePointsUpTo: stem + suffix.count) { codes in
      var node = name.node
      for place in (0..<stem).reversed() {
        let above = parent(of: node)
        codes[place] = table.codePoints[node - Int(table.nodes[above] & 0xFFFFF)]
        node = above
      }
      for (place, code) in suffix.enumerated() { codes[stem + place] = code }
      return stem + suffix.count
    }
  }

  /// Divisions with a full name: higher levels first. Empty for what is a short form only.
  ///
  /// - Complexity: O(1); about 50 ns.
  public func divisions(named name: NameID) -> Divisions {
    Divisions(upper: postings(name, .full), villages: villages(named: name))
  }

  /// Divisions with a short form: higher levels first. Empty for what is a full name only.
  ///
  /// - Complexity: O(1); about 50 ns.
  public func divisions(shortened name: NameID) -> Divisions {
    Divisions(upper: postings(name, .short), villages: 0..<0)
  }

  /// Homonyms, in ascending order.
  public struct Divisions: RandomAccessCollection, @unchecked Sendable {
    // The pointer is into the constant table.
    let upper: UnsafeBufferPointer<UInt16>
    let villages: Range<Int>

    public var startIndex: Int { 0 }
    public var endIndex: Int { upper.count + villages.count }

    public subscript(position: Int) -> DivisionID {
      if position < upper.count { return DivisionID(Int(upper[position])) }
      precondition(position < endIndex, "index out of range")
      return DivisionID(villages.lowerBound + position - upper.count)
    }
  }

  private func postings(_ name: NameID, _ role: Forms) -> UnsafeBufferPointer<UInt16> {
    guard let entry = upperEntry(name, role) else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = Int(table.postingStarts[entry] & 0x3FFF_FFFF)
    let end = Int(table.postingStarts[entry + 1] & 0x3FFF_FFFF)
    return UnsafeBufferPointer(start: table.postings + start, count: end - start)
  }

  /// Index into `postingStarts` of the full name or the short form.
  private func upperEntry(_ name: NameID, _ role: Forms) -> Int? {
    let bit = (role == .full ? 8 : 16) + name.suffix
    guard table.nodes[name.node] >> UInt64(40 + bit) & 1 != 0 else { return nil }
    return rank(name.node, bit, 0xFFFF00, Int(table.upperRanks[name.node / 16]))
  }

  /// The villages of a name, as divisions.
  private func villages(named name: NameID) -> Range<Int> {
    guard table.nodes[name.node] >> UInt64(40 + name.suffix) & 1 != 0 else { return 0..<0 }
    let entry = rank(name.node, name.suffix, 0xFF, Int(table.villageRanks[name.node / 16]))
    let first = selectVillage(entry)
    return table.upperCount + first..<table.upperCount + nextFirstVillage(after: first)
  }

  /// Number of flags of `mask` before `bit` of `node`; `sampled` of them stand before its block of sixteen.
  private func rank(_ node: Int, _ bit: Int, _ mask: UInt64, _ sampled: Int) -> Int {
    var count = sampled
    for earlier in node & ~15..<node { count += (table.nodes[earlier] >> 40 & mask).nonzeroBitCount }
    return count + (table.nodes[node] >> 40 & mask & ((1 << UInt64(bit)) - 1)).nonzeroBitCount
  }

  /// The first village of the `entry`th name of villages.
  private func selectVillage(_ entry: Int) -> Int {
    var low = 0
    var high = table.villageSamples.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(table.villageSamples[middle]) <= entry { low = middle } else { high = middle }
    }
    var left = entry - Int(table.villageSamples[low])
    var index = low * 8
    while left >= table.villageFirsts[index].nonzeroBitCount {
      left -= table.villageFirsts[index].nonzeroBitCount
      index += 1
    }
    var word = table.villageFirsts[index]
    for _ in 0..<left { word &= word - 1 }
    return index * 64 + word.trailingZeroBitCount
  }

  /// The first village of the next name.
  private func nextFirstVillage(after village: Int) -> Int {
    var index = (village + 1) / 64
    var shift = UInt64((village + 1) % 64)
    while index < table.villageFirsts.count {
      let word = (table.villageFirsts[index] >> shift) << shift
      if word != 0 { return index * 64 + word.trailingZeroBitCount }
      index += 1
      shift = 0
    }
    return table.villageParents.count
  }

  /// The name of a village, by its index among villages.
  func villageName(_ village: Int) -> NameID {
    let word = village / 64
    var entry = Int(table.villageSamples[word / 8]) - 1
    for earlier in word & ~7..<word { entry += table.villageFirsts[earlier].nonzeroBitCount }
    entry += (table.villageFirsts[word] & ((2 << UInt64(village % 64)) &- 1)).nonzeroBitCount
    var low = 0
    var high = table.villageRanks.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(table.villageRanks[middle]) <= entry { low = middle } else { high = middle }
    }
    var left = entry - Int(table.villageRanks[low])
    var node = low * 16
    while true {
      var flags = table.nodes[node] >> 40 & 0xFF
      if left < flags.nonzeroBitCount {
        for _ in 0..<left { flags &= flags - 1 }
        return NameID(node: node, suffix: flags.trailingZeroBitCount)
      }
      left -= flags.nonzeroBitCount
      node += 1
    }
  }
}
