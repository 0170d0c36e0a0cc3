extension Gazetteer {
  /// Some counties, with the townships and villages in them and the prefectures and provinces above them.
  public struct Region: Sendable {
    private let gazetteer: Gazetteer
    /// A bit for each division down to township; a village is asked for by its township.
    private var bits: [UInt64] = []

    /// An empty region.
    public init(in gazetteer: Gazetteer) { self.gazetteer = gazetteer }

    public var isEmpty: Bool { bits.isEmpty }

    /// Adds a county, what lies in it and what is above it.
    public mutating func insert(_ county: DivisionID) {
      let table = gazetteer.table
      precondition(gazetteer.level(of: county) == .county, "a region is made of counties")
      if bits.isEmpty { bits = [UInt64](repeating: 0, count: table.upperCount / 64 + 1) }
      guard !contains(county.index) else { return }
      for division in gazetteer.path(of: county) { add(division.index) }
      for township in gazetteer.townships(of: county) { add(township) }
    }

    /// The first of some homonyms that the region holds.
    public func first(of homonyms: Divisions) -> DivisionID? {
      guard !isEmpty else { return nil }
      let table = gazetteer.table
      for index in homonyms.upper where contains(Int(index)) { return DivisionID(Int(index)) }
      // Above counties stands what holds a county of the region; its villages without a county lie elsewhere.
      let firstCounty = UInt16(truncatingIfNeeded: table.levelEnds[1])
      for village in homonyms.villages {
        let parent = table.villageParents[village - table.upperCount]
        if contains(Int(parent)), parent >= firstCounty { return DivisionID(village) }
      }
      return nil
    }

    @inline(__always)
    private func contains(_ index: Int) -> Bool { bits[index >> 6] &>> UInt64(index & 63) & 1 != 0 }

    private mutating func add(_ index: Int) { bits[index >> 6] |= 1 &<< UInt64(index & 63) }
  }

  /// The townships of a county, as indices of divisions.
  fileprivate func townships(of county: DivisionID) -> Range<Int> {
    let range = divisionRange(3)
    return lowerBound(county.index, in: range)..<lowerBound(county.index + 1, in: range)
  }
}
