import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct CoOccurrenceTests {
  private func statistics(_ pages: [Page], corrections: [Correction] = []) throws -> [Set<String>:
    CoOccurrenceStatistics]
  {
    let store = try GraphStore()
    try store.replace(pages.map(\.extraction))
    try store.apply(corrections)
    var names: [String] = []
    var statistics: [Set<String>: CoOccurrenceStatistics] = [:]
    try store.withGraph { graph in
      try graph.forEachNode { names.append($0.name) }
      try graph.forEachEdge { statistics[[names[$0.source], names[$0.target]]] = $0.coOccurrence }
    }
    return statistics
  }

  private func page(_ name: String, _ text: String, _ units: String...) -> Page {
    Page(name, text, entities: units.map { Entity(type: .unit, name: $0) })
  }

  @Test func longListsCountLess() throws {
    let found = try statistics([
      page("a", "甲局、乙局、丙局、丁局开会。甲局和乙局签约。", "甲局", "乙局", "丙局", "丁局")
    ])
    let unit = CoOccurrenceStatistics.shareUnit
    #expect(
      found[["甲局", "乙局"]]?.share == unit / 3 + unit && found[["甲局", "乙局"]]?.windows == 2)
    #expect(found[["丙局", "丁局"]]?.share == unit / 3)
  }

  @Test func aReprintCountsOnce() throws {
    let text = "甲局和乙局签约。\n甲局和乙局开会。"
    let first = page("a", text, "甲局", "乙局")
    let alone = try statistics([first])
    // Other line breaks and blanks, the same text.
    let reprint = page("b", "甲局和 乙局签约。甲局和乙局 开会。", "甲局", "乙局")
    #expect(try statistics([first, reprint])[["甲局", "乙局"]] == alone[["甲局", "乙局"]])
    let other = page("c", text + "完。", "甲局", "乙局")
    let both = try #require(try statistics([first, other])[["甲局", "乙局"]])
    #expect(both.windows == 4 && both.articles == 2 && both.documents == 2)
  }

  @Test func joiningTwoIntoOneCountsEachWindowOnce() throws {
    let found = try statistics(
      [page("a", "甲局、乙局和丙局签约。乙局和丙局开会。", "甲局", "乙局", "丙局")],
      corrections: [
        .merge(EntityAddress(type: .unit, name: "甲局"), into: EntityAddress(type: .unit, name: "乙局"))
      ])
    #expect(found[["乙局", "丙局"]]?.windows == 2)
    #expect(found[["乙局", "丙局"]]?.share == 2 * CoOccurrenceStatistics.shareUnit)
  }

  @Test func mutualInformationAtItsEnds() {
    func npmi(_ joint: Int, _ a: Int, _ b: Int, _ total: Int, _ minimum: Int = 1) -> Double? {
      CoOccurrenceStatistics.npmi(joint: joint, a: a, b: b, total: total, minimum: minimum)
    }
    #expect(npmi(5, 5, 5, 100) == 1, "always together")
    #expect(abs(npmi(4, 20, 20, 100) ?? 1) < 1e-12, "together as often as by chance")
    #expect(npmi(1, 50, 50, 100).map { $0 < 0 } == true, "together less often than by chance")
    #expect(npmi(1, 5, 5, 100, 2) == nil, "too rare")
    #expect(npmi(100, 100, 100, 100) == nil, "everywhere")
    #expect(npmi(0, 5, 5, 100) == nil)
  }

  /// Against the definition: every pair of every window of every article that was not printed before.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func countsAreThoseOfTheDefinition(seed: UInt64) throws {
    var pages = (0..<5 as Range<UInt64>).map { Page.random("\($0).txt", seed: seed * 100 + $0, stock: 8) }
    pages.append(pages[Int(seed) % 5])
    pages[5].name = "reprint.txt"
    var distinct: [String: Page] = [:]
    for page in pages { distinct[page.text] = page }
    var windows: [Set<EntityAddress>] = []
    for extraction in distinct.values.map(\.extraction) {
      let addresses = extraction.entities.map { EntityAddress(type: $0.type, name: $0.name, anchor: $0.anchor) }
      windows += extraction.windows.map { Set($0.entities.map { addresses[$0] }) }
    }
    let store = try GraphStore()
    try store.replace(pages.map(\.extraction))
    var nodes: [EntityAddress] = []
    try store.withGraph { graph in
      try graph.forEachNode { nodes.append(EntityAddress(type: $0.type, name: $0.name, anchor: $0.anchor)) }
      try graph.forEachEdge { edge in
        let (a, b) = (nodes[edge.source], nodes[edge.target])
        let joint = windows.filter { $0.contains(a) && $0.contains(b) }
        #expect(edge.coOccurrence?.windows ?? 0 == joint.count)
        #expect(edge.counts[.coOccurrence] == joint.count)
        #expect(edge.coOccurrence?.share ?? 0 == joint.reduce(0) { $0 + 720_720 / ($1.count - 1) })
        guard joint.count >= 2, joint.count < windows.count else { return }
        let total = Double(windows.count)
        func share(_ test: (Set<EntityAddress>) -> Bool) -> Double { Double(windows.count(where: test)) / total }
        let both = share { $0.contains(a) && $0.contains(b) }
        let expected = log(both / (share { $0.contains(a) } * share { $0.contains(b) })) / -log(both)
        #expect(abs((edge.coOccurrence?.npmi ?? 9) - expected) < 1e-9)
      }
    }
    for (index, a) in nodes.enumerated() {
      let report = try #require(try store.show(a.description).first)
      for b in nodes[(index + 1)...] {
        let joint = windows.count { $0.contains(a) && $0.contains(b) }
        #expect(report.together.first { $0.other == b }?.windows ?? 0 == joint)
      }
    }
  }
}
