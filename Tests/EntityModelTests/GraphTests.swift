import EntityModel
import Testing

@Suite struct GraphTests {
  @Test func everyKindHasItsPlaceAndName() {
    #expect(TieKind.allCases.map(\.index) == Array(TieKind.allCases.indices))
    #expect(Set(TieKind.allCases.map(\.name)).count == RelationType.allCases.count + 1)
    #expect(TieKind.allCases.last?.name == "co_occurrence")
  }

  @Test func countsAreKeptApartAndSummed() {
    var counts = TieCounts()
    for (number, kind) in TieKind.allCases.enumerated() { counts[kind] = number + 1 }
    #expect(TieKind.allCases.map { counts[$0] } == Array(1...9))
    #expect(counts.total == 45)
  }

  private static let strongest: [([TieKind: Int], TieKind)] = [
    ([.coOccurrence: 7], TieKind.coOccurrence),
    ([.coOccurrence: 7, .relation(.runs): 1], .relation(.runs)),
    ([.relation(.runs): 1, .relation(.worksFor): 1], .relation(.worksFor)),
    ([.relation(.runs): 2, .relation(.worksFor): 1], .relation(.runs)),
  ]

  @Test(arguments: strongest)
  func theStrongestIsTypedIfAnyIs(counts given: [TieKind: Int], expected: TieKind) {
    var counts = TieCounts()
    for (kind, count) in given { counts[kind] = count }
    #expect(counts.strongest == expected)
    #expect(counts.isTyped == (expected != .coOccurrence))
  }
}
