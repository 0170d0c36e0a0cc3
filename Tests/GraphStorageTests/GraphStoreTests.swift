import EntityModel
import Foundation
import GRDB
import GraphExport
import TestSupport
import Testing

@testable import GraphStorage

/// The whole graph as bytes: equal stores, and only these, give equal ones.
func graphML(_ store: GraphStore) throws -> String {
  var bytes: [UInt8] = []
  try store.withGraph { graph in _ = try GraphMLWriter().write(graph) { bytes += $0 } }
  return String(decoding: bytes, as: UTF8.self)
}

@Suite struct GraphStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

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
    #expect(summary.mentions == Page.samples.reduce(0) { $0 + Set($1.extraction.mentions.map(\.span)).count })
  }

  @Test func aStoreIsKeptInItsFile() throws {
    let path = folder.file("a.sqlite")
    let before = try GraphStore(path: path)
    try before.replace(Page.samples.map(\.extraction))
    let after = try GraphStore(path: path, creating: false)
    #expect(try graphML(after) == graphML(before))
    #expect(try after.storedDigests() == Dictionary(uniqueKeysWithValues: Page.samples.map { ($0.name, $0.sha256) }))
  }

  @Test func replacingTheSameChangesNothing() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    let before = try graphML(store)
    try store.replace(Page.samples.map(\.extraction))
    #expect(try graphML(store) == before)
  }

  @Test func removingEverythingLeavesNothing() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    try store.remove(documents: Page.samples.map(\.name) + ["never stored"])
    let rest = try store.read { db in
      let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      return try tables.filter { table in
        // FTS5 keeps tables of its own, whose outside is name_text.
        guard table != "grdb_migrations", !table.hasPrefix("name_text_") else { return false }
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") != 0
      }
    }
    #expect(rest.isEmpty)
  }

  /// Whatever came, went and was replaced, in any order: the store is as if the last state had been stored at once.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func anySequenceEqualsAFreshStore(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let store = try GraphStore()
    var state: [String: Page] = [:]
    for step in 0..<10 as Range<UInt64> {
      let names = (0..<6).shuffled(using: &generator).prefix(2).map { "\($0)_page.txt" }
      if Int.random(in: 0..<3, using: &generator) == 0 {
        try store.remove(documents: names)
        for name in names { state[name] = nil }
      } else {
        let pages = names.map { Page.random($0, seed: seed * 1000 + step * 10) }
        try store.replace(pages.map(\.extraction))
        for page in pages { state[page.name] = page }
      }
      let fresh = try GraphStore()
      try fresh.replace(state.values.shuffled(using: &generator).map(\.extraction))
      #expect(try graphML(store) == graphML(fresh), "step \(step)")
      #expect(try store.summary() == fresh.summary())
      #expect(try store.storedDigests() == state.mapValues(\.sha256))
    }
    try store.read { try $0.checkForeignKeys() }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func answersDoNotDependOnTheOrderOfArrival(seed: UInt64) throws {
    let pages = (0..<5 as Range<UInt64>).map { Page.random("\($0).txt", seed: seed * 31 + $0) }
    let (forward, backward) = (try GraphStore(), try GraphStore())
    for page in pages { try forward.replace([page.extraction]) }
    try backward.replace(pages.reversed().map(\.extraction))
    for name in (0..<12).map({ "名\($0)号" }) + ["金乡县", "鱼山街道", "别1"] {
      #expect(try forward.who(name) == backward.who(name))
      #expect(try forward.find(name) == backward.find(name))
      #expect(try forward.nearestNames(to: name) == backward.nearestNames(to: name))
    }
  }

  @Test func equalEntitiesOfADocumentBecomeOne() throws {
    let twice = Page(
      "a.txt", "东风村和西风村。东风村的王立明到西风村。",
      entities: [
        Entity(type: .place, name: "东风村", anchor: "沂水县", aliases: ["东风"], code: nil, parent: "四十里堡镇"),
        Entity(type: .place, name: "西风村"), Entity(type: .person, name: "王立明", districts: ["沂水县"]),
        Entity(type: .place, name: "东风村", anchor: "沂水县", districts: []),
      ], ties: [.init(2, .worksIn, 0), .init(2, .worksIn, 3), .init(0, .partOf, 3)])
    let store = try GraphStore()
    try store.replace([twice.extraction])
    #expect(try store.summary().entities[.place] == 2)
    #expect(try store.summary().edges[.relation(.worksIn)] == 1)
    #expect(try store.summary().edges[.relation(.partOf)] == 0)
    let node = try #require(try store.find("东风村").first)
    #expect(node.parent == "四十里堡镇")
    #expect(node.mentionCount == 4)  // 东风村 and the 东风 inside it, twice
  }

  @Test func anExtractionThatBreaksAnInvariantChangesNothing() throws {
    let store = try GraphStore()
    try store.replace([Page.samples[0].extraction])
    let before = try graphML(store)
    let wrong = Page("b.txt", "甲。", sha256: "short", entities: [Entity(type: .unit, name: "甲")])
    let error = #expect(throws: GraphStorageError.self) {
      try store.replace([Page.samples[1].extraction, wrong.extraction])
    }
    #expect(try #require(error).description.hasPrefix("b.txt: the extraction cannot be stored"))
    #expect(try graphML(store) == before)
  }
}
