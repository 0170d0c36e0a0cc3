import EntityModel
import GRDB
import TestSupport
import Testing

@testable import GraphStorage

/// A map shows of the graph what an export of the same nodes holds.
@Suite struct MapTests {
  let store: GraphStore

  init() throws {
    store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
  }

  static let selections: [GraphSelection] = {
    var selections = [GraphSelection()]
    func add(_ change: (inout GraphSelection) -> Void) {
      var selection = GraphSelection()
      change(&selection)
      selections.append(selection)
    }
    add { $0.types = [.person, .unit] }
    add { $0.district = "嘉祥县" }
    add { $0.place = "鱼山街道" }
    add { ($0.place, $0.types) = ("place:卧龙山街道@嘉祥县", [.unit, .person]) }
    add { $0.kinds = [.relation(.worksFor), .relation(.runs)] }
    add { $0.minimumWeight = 2 }
    for hops in 0...3 { add { ($0.around, $0.hops) = ("周启山", hops) } }
    add { ($0.around, $0.hops, $0.kinds) = ("金源超市", 2, [.relation(.partnersWith), .relation(.worksFor)]) }
    add { $0.top = 4 }
    return selections
  }()

  @Test(arguments: selections.indices)
  func nodesAndEdgesAreThoseOfAnExport(index: Int) throws {
    let selection = MapTests.selections[index]
    let map = try store.map(selection, edgeLimit: 1000)
    var exported = GraphSelection()
    if selection.top == nil {
      exported = selection
    } else {
      exported.entities = Set(map.nodes.map(\.address))
    }
    var (nodes, edges): ([EntityAddress], [String]) = ([], [])
    try store.withGraph(exported) { graph in
      try graph.forEachNode { nodes.append(EntityAddress(type: $0.type, name: $0.name, anchor: $0.anchor)) }
      try graph.forEachEdge { edges.append("\(nodes[$0.source]) \(nodes[$0.target]) \($0.counts)") }
    }
    #expect(Set(map.nodes.map(\.address)) == Set(nodes))
    let shown = map.edges.map { "\(map.nodes[$0.source].address) \(map.nodes[$0.target].address) \($0.counts)" }
    #expect(shown.sorted() == edges.sorted())
    #expect(map.joining == edges.count && !map.nodes.isEmpty)
  }

  @Test func whatWasPrintedAgainCountsOnce() throws {
    var reprint = Page.samples[0]
    reprint.name = "002_page.txt"
    try store.replace([reprint.extraction])
    let map = try store.map(GraphSelection(), edgeLimit: 1000)
    var edges: [String] = []
    try store.withGraph { graph in
      var nodes: [EntityAddress] = []
      try graph.forEachNode { nodes.append(EntityAddress(type: $0.type, name: $0.name, anchor: $0.anchor)) }
      try graph.forEachEdge { edges.append("\(nodes[$0.source]) \(nodes[$0.target]) \($0.counts)") }
    }
    let shown = map.edges.map { "\(map.nodes[$0.source].address) \(map.nodes[$0.target].address) \($0.counts)" }
    #expect(shown.sorted() == edges.sorted())
  }

  @Test func theLightestEdgesAreLeftOut() throws {
    let all = try store.map(GraphSelection(), edgeLimit: 1000)
    let some = try store.map(GraphSelection(), edgeLimit: 3)
    #expect(some.edges == Array(all.edges.prefix(3)) && some.joining == all.edges.count)
    #expect(all.edges.map(\.counts.total) == all.edges.map(\.counts.total).sorted(by: >))
  }

  @Test func evidenceComesInTheOrderOfWhy() throws {
    let a = EntityAddress(type: .person, name: "周启山", anchor: "金乡县委组织部")
    let b = EntityAddress(type: .unit, name: "金乡县委组织部")
    let why = try store.why(a.description, b.description)
    let page = try #require(try store.evidence(a, b, limit: 50))
    #expect(page.total == why.count)
    #expect(page.passages.map(\.tie) == why.map(\.tie))
    #expect(page.passages.map(\.document) == why.map(\.quote.document))
    let quoted = page.passages.map { passage in
      passage.sentences.filter(\.evidence).flatMap(\.parts).map(\.text).joined()
    }
    #expect(quoted == why.map(\.quote.text))
    let second = try #require(try store.evidence(a, b, limit: 1, offset: 1))
    #expect(second.passages == [page.passages[1]] && second.total == why.count)
    #expect(try store.evidence(a, EntityAddress(type: .unit, name: "无此局"), limit: 1) == nil)
  }

  @Test func aQuestionThatTakesTooLongIsGivenUp() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("guanxi.sqlite")
    try GraphStore(path: path).replace(Page.samples.map(\.extraction))
    let reader = try GraphStore(reading: path, timeLimit: 0.05)
    #expect(throws: GraphStorageError.tookTooLong(path: path, seconds: 0.05)) {
      try reader.read { db in
        _ = try Int.fetchOne(
          db,
          sql: """
            WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n
            """)
      }
    }
    #expect(try reader.overview().documents == 2, "the connection goes on")
    #expect(throws: (any Error).self) { try reader.write { try $0.execute(sql: "DELETE FROM document") } }
  }
}
