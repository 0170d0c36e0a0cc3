import EntityModel
import Testing

@testable import AdministrativeDivisions

@Suite struct RegionTests {
  private let gazetteer: Gazetteer
  private let counties: [Gazetteer.DivisionID]

  init() throws {
    gazetteer = try Gazetteer.bundled()
    let range = gazetteer.divisionRange(2)
    counties = [3, 700, 1500, 1501].map { Gazetteer.DivisionID(range.lowerBound + $0) }
  }

  /// What a region holds, said by the parents of divisions.
  private func holds(_ division: Gazetteer.DivisionID) -> Bool {
    if let county = gazetteer.county(of: division) { return counties.contains(county) }
    return counties.contains { gazetteer.isAncestor(division, of: $0) }
  }

  private var region: Gazetteer.Region {
    var region = Gazetteer.Region(in: gazetteer)
    for county in counties { region.insert(county) }
    return region
  }

  @Test func theFirstHomonymIsWhatParentsSay() {
    let region = region
    var found = 0
    // Every fortieth division, and by their names homonyms of all levels.
    let last = gazetteer.divisionRange(4).upperBound
    for index in stride(from: 0, to: last, by: 40) {
      let name = gazetteer.nameID(of: Gazetteer.DivisionID(index))
      for homonyms in [gazetteer.divisions(named: name), gazetteer.divisions(shortened: name)] {
        let first = region.first(of: homonyms)
        #expect(first == homonyms.first(where: holds), "\(gazetteer.string(of: name))")
        if first != nil { found += 1 }
      }
    }
    #expect(found > 100)
  }

  @Test func aRegionHoldsItsCountiesWithAllInAndAboveThem() throws {
    let region = region
    for county in counties {
      for division in gazetteer.path(of: county) + gazetteer.children(of: county) {
        let homonyms = gazetteer.divisions(named: gazetteer.nameID(of: division))
        #expect(try holds(#require(region.first(of: homonyms))))
      }
    }
  }

  @Test func anEmptyRegionHoldsNothing() throws {
    let region = Gazetteer.Region(in: gazetteer)
    let name = try #require(gazetteer.lookUp("金乡县"))
    #expect(region.isEmpty)
    #expect(region.first(of: gazetteer.divisions(named: name)) == nil)
  }
}
