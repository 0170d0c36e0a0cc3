import EntityModel
import GraphStorage
import TestSupport
import Testing

@Suite struct StoredGraphTests {
  private func graph(_ pages: [Page]) throws -> (nodes: [GraphNode], edges: [GraphEdge]) {
    let store = try GraphStore()
    try store.replace(pages.map(\.extraction))
    var nodes: [GraphNode] = []
    var edges: [GraphEdge] = []
    try store.withGraph { graph in
      try graph.forEachNode { nodes.append($0) }
      try graph.forEachEdge { edges.append($0) }
    }
    return (nodes, edges)
  }

  private func page(_ name: String, _ entity: Entity) -> Page {
    Page(name, "\(entity.name)。", entities: [entity])
  }

  @Test func aNodeSumsOverItsDocuments() throws {
    let (nodes, _) = try graph(Page.samples)
    let node = try #require(nodes.first { $0.name == "周启山" })
    #expect(
      node
        == GraphNode(
          id: 1, type: .person, name: "周启山", anchor: "金乡县委组织部", roles: ["副部长", "部务委员"],
          districts: ["金乡县", "嘉祥县"], townships: ["鱼山街道"], mentionCount: 4, documentCount: 2,
          firstDate: "2024-06-21", lastDate: "2024-07-02"))
    #expect(nodes.map(\.id) == Array(0..<nodes.count))
  }

  @Test func attributesAreWhatMostDocumentsSayThenTheSmallest() throws {
    let (nodes, _) = try graph([
      page("a", Entity(type: .place, name: "东镇", level: .township, code: "3", parent: "乙县", isInferred: true)),
      page("b", Entity(type: .place, name: "东镇", level: .village, code: "2", parent: "乙县")),
      page("c", Entity(type: .place, name: "东镇", level: .village, code: nil, parent: "甲县", isInferred: true)),
    ])
    #expect(nodes.count == 1)
    #expect(nodes[0].level == .village)
    #expect(nodes[0].code == "2")
    #expect(nodes[0].parent == "乙县")
    #expect(!nodes[0].isInferred)
  }

  @Test func districtsGoByDocumentsThenRankThenName() throws {
    let (nodes, _) = try graph([
      page("a", Entity(type: .unit, name: "某局", roles: [], districts: ["丙县", "乙县", "甲县"])),
      page("b", Entity(type: .unit, name: "某局", districts: ["丁县", "甲县"])),
    ])
    // 甲县: two documents; then rank 0 of one document each, by code point 丁 before 丙; then rank 1.
    #expect(nodes[0].districts == ["甲县", "丁县", "丙县", "乙县"])
  }

  @Test func anEdgeSumsKindsAndRunsAsItsRelation() throws {
    let (nodes, edges) = try graph(Page.samples)
    let person = try #require(nodes.first { $0.name == "周启山" }).id
    let unit = try #require(nodes.first { $0.name == "金乡县委组织部" }).id
    let edge = try #require(edges.first { Set([$0.source, $0.target]) == [person, unit] })
    #expect(edge.source == person && edge.target == unit)
    #expect(edge.counts[.relation(.worksFor)] == 2)
    #expect(edge.counts[.coOccurrence] == 2)
    #expect(edge.weight == 4)
    #expect(edge.role == "副部长")
    #expect(
      edge.evidence
        == Quote(
          document: "000_page.txt", start: 31, end: 62, text: "金乡县委组织部副部长周启山表示，鱼山街道要用好“社区合伙人”。"))
  }

  @Test func edgesAreOneAPairInOrderAndGrounded() throws {
    let (nodes, edges) = try graph((0..<8 as Range<UInt64>).map { Page.random("\($0).txt", seed: $0) })
    let pairs = edges.map { [min($0.source, $0.target), max($0.source, $0.target)] }
    #expect(Set(pairs).count == pairs.count)
    #expect(zip(pairs, pairs.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    #expect(pairs.allSatisfy { 0 <= $0[0] && $0[0] < $0[1] && $0[1] < nodes.count })
    #expect(edges.allSatisfy { $0.weight > 0 })
    let bare = edges.filter { !$0.counts.isTyped && $0.evidence == nil }
    #expect(bare.isEmpty, "a co-occurrence is quoted from a sentence that names both")
    for edge in edges where !edge.counts.isTyped {
      let text = edge.evidence?.text ?? ""
      #expect(text.contains(nodes[edge.source].name) && text.contains(nodes[edge.target].name))
    }
  }

  @Test func printedTiesGroundBetterThanInferredOnes() throws {
    let entities = [Entity(type: .unit, name: "甲局"), Entity(type: .programme, name: "乙行动")]
    let (_, edges) = try graph([
      Page("a.txt", "甲局说乙行动好。", entities: entities, ties: [.init(0, .runs, 1, isInferred: true)]),
      Page("b.txt", "甲局启动乙行动。", entities: entities, ties: [.init(0, .runs, 1)]),
    ])
    #expect(edges.count == 1)
    #expect(edges[0].evidence?.document == "b.txt")
    #expect(!edges[0].isInferred)
  }

  @Test func aTextIsQuotedOnOneLine() throws {
    let entities = [Entity(type: .unit, name: "甲局"), Entity(type: .person, name: "王立")]
    let page = Page("a.txt", "甲局  局长\u{0}王立说。", entities: entities, ties: [.init(1, .worksFor, 0)])
    let (_, edges) = try graph([page])
    #expect(edges[0].evidence?.text == "甲局 局长\u{FFFD}王立说。")
  }
}
