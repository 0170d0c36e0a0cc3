import EntityModel
import GraphExport
import GraphStorage
import TestSupport
import Testing

@Suite struct GraphStoreTests {
  @Test func summaryCountsWhatIsStored() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    let summary = try store.summary()
    #expect(summary.documents == 2)
    #expect(summary.sentences == 7)
    #expect(summary.entities == [.person: 4, .unit: 4, .place: 4, .programme: 1])
    #expect(summary.edges[.relation(.worksFor)] == 2)
    #expect(summary.edges[.relation(.locatedIn)] == 3)
    #expect(summary.edges[.relation(.takesPartIn)] == 0)
    #expect(summary.characters == Page.samples.reduce(0) { $0 + $1.text.unicodeScalars.count })
  }
}
