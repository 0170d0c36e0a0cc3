import EntityModel

extension Gazetteer {
  /// The full name: 金乡县.
  public func name(of division: DivisionID) -> String { string(of: nameID(of: division)) }

  /// The full name, as the scan reports it.
  public func nameID(of division: DivisionID) -> NameID {
    let index = division.index
    guard index < table.upperCount else { return villageName(index - table.upperCount) }
    let name = Int(table.names[index])
    return NameID(node: name >> 3, suffix: name & 7)
  }

  public func level(of division: DivisionID) -> PlaceLevel {
    let (ends, place) = (table.levelEnds, division.rawValue)
    if place < ends[1] { return place < ends[0] ? .province : .prefecture }
    if place < ends[2] { return .county }
    return place < ends[3] ? .township : .village
  }

  /// Six digits of GB/T 2260 down to county, nine digits for a township; of a former division a code it
  /// had, of a zone the code of statistical tables.
  /// Nil when the sources have none, and for villages.
  public func code(of division: DivisionID) -> String? {
    guard division.index < table.upperCount, table.codes[division.index] != 0 else { return nil }
    return String(table.codes[division.index])
  }

  /// The division with a code of six or nine digits, in force or former. A code once of another name gives its bearer of
  /// today, or the former division when none bears it.
  public func division(code: String) -> DivisionID? {
    guard let wanted = UInt32(code) else { return nil }
    var low = 0
    var high = table.sortedCodes.count
    while low < high {
      let middle = (low + high) / 2
      if table.sortedCodes[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < table.sortedCodes.count, table.sortedCodes[low] == wanted else { return nil }
    return DivisionID(Int(table.codeDivisions[low]))
  }

  /// The next level up; nil for a province.
  public func parent(of division: DivisionID) -> DivisionID? {
    let index = division.index
    let parent = index < table.upperCount ? table.parents[index] : table.villageParents[index - table.upperCount]
    return parent == 0xFFFF ? nil : DivisionID(Int(parent))
  }

  /// The division of a level that is `division` itself or above it.
  public func ancestor(_ level: PlaceLevel, of division: DivisionID) -> DivisionID? {
    var current: DivisionID? = division
    while let here = current {
      let found = self.level(of: here)
      if found == level { return here }
      if found < level { return nil }
      current = parent(of: here)
    }
    return nil
  }

  /// The county-level division that is `division` itself or above it.
  public func county(of division: DivisionID) -> DivisionID? { ancestor(.county, of: division) }

  /// From the province down to the division itself.
  public func path(of division: DivisionID) -> [DivisionID] {
    var path = [division]
    while let next = parent(of: path[path.count - 1]) { path.append(next) }
    return path.reversed()
  }

  /// Whether `ancestor` is above `division`; false for a division and itself.
  public func isAncestor(_ ancestor: DivisionID, of division: DivisionID) -> Bool {
    var current = parent(of: division)
    while let here = current, here >= ancestor {
      if here == ancestor { return true }
      current = parent(of: here)
    }
    return false
  }

  /// The divisions whose parent is `division`, former ones included, in ascending order.
  ///
  /// - Complexity: logarithmic above villages; the parents of all villages are searched for those of a township
  ///   (0.1 ms).
  public func children(of division: DivisionID) -> [DivisionID] {
    guard division.index < table.upperCount else { return [] }
    var children: [DivisionID] = []
    for level in 1...3 {
      let range = divisionRange(level)
      let first = lowerBound(division.index, in: range)
      children += (first..<lowerBound(division.index + 1, in: range)).map { DivisionID($0) }
    }
    let parent = UInt16(truncatingIfNeeded: division.index)
    for (i, above) in table.villageParents.enumerated() where above == parent {
      children.append(DivisionID(table.upperCount + i))
    }
    return children
  }

  /// The first division of a level's range whose parent is not less than `parent`.
  func lowerBound(_ parent: Int, in range: Range<Int>) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(table.parents[middle]) < parent { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the division was renamed, merged or dissolved. Villages are listed as of 2021, former townships included.
  public func isFormer(_ division: DivisionID) -> Bool {
    division.index < table.upperCount && table.marks[division.index] & 1 != 0
  }

  /// Whether it is a development zone, farm or other area that statistical tables list beside real divisions.
  public func isZone(_ division: DivisionID) -> Bool {
    division.index < table.upperCount && table.marks[division.index] & 2 != 0
  }

  /// The division in force that followed a former one (邹县 → 邹城市); nil when the sources do not say.
  public func successor(of division: DivisionID) -> DivisionID? {
    guard let entry = formerEntry(division), table.former[entry + 1] != 0xFFFF else { return nil }
    return DivisionID(Int(table.former[entry + 1]))
  }

  /// The year in which a former division ended; nil when the sources do not say.
  public func yearOfEnd(of division: DivisionID) -> Int? {
    guard let entry = formerEntry(division), table.former[entry + 2] != 0 else { return nil }
    return Int(table.former[entry + 2])
  }

  /// Offset of a former division's triple.
  private func formerEntry(_ division: DivisionID) -> Int? {
    guard isFormer(division) else { return nil }
    var low = 0
    var high = table.former.count / 3
    while low < high {
      let middle = (low + high) / 2
      if table.former[3 * middle] < division.index { low = middle + 1 } else { high = middle }
    }
    return 3 * low < table.former.count && table.former[3 * low] == division.index ? 3 * low : nil
  }
}
