import EntityModel
import GraphStorage
import TestSupport
import Testing

@Suite struct GraphSelectionTests {
  let store: GraphStore

  init() throws {
    store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
  }

  private func part(_ change: (inout GraphSelection) -> Void) throws -> (names: [String], edges: [GraphEdge]) {
    var selection = GraphSelection()
    change(&selection)
    return try part(of: store, selection)
  }

  private func part(of store: GraphStore, _ selection: GraphSelection) throws -> (names: [String], edges: [GraphEdge]) {
    var names: [String] = []
    var edges: [GraphEdge] = []
    try store.withGraph(selection) { graph in
      try graph.forEachNode { node in
        #expect(node.id == names.count, "ids are dense")
        names.append(node.name)
      }
      try graph.forEachEdge { edges.append($0) }
    }
    return (names, edges)
  }

  @Test func typesKeepEdgesBetweenThem() throws {
    let (names, edges) = try part { $0.types = [.person, .unit] }
    #expect(names == ["刘丽", "周启山", "金宣", "陈明", "嘉祥县供电公司", "金乡县供电公司", "金乡县委组织部", "金源超市"])
    #expect(edges.contains { names[$0.source] == "刘丽" && names[$0.target] == "金乡县供电公司" && $0.counts.isTyped })
    #expect(edges.allSatisfy { names.indices.contains($0.source) && names.indices.contains($0.target) })
  }

  @Test func aDistrictIsItselfItsPlacesAndWhoWorksWithIt() throws {
    let (names, _) = try part { $0.district = "嘉祥县" }
    #expect(names == ["周启山", "陈明", "卧龙山街道", "嘉祥县", "嘉祥县供电公司"])
  }

  @Test func otherKindsOfTiesCountForNothing() throws {
    let (names, edges) = try part { $0.kinds = [.relation(.worksFor)] }
    #expect(names == ["刘丽", "周启山", "金乡县供电公司", "金乡县委组织部"], "who has no such tie is left out")
    #expect(edges.map(\.weight) == [1, 2])
    #expect(edges.allSatisfy { $0.coOccurrence == nil && $0.counts.strongest == .relation(.worksFor) })
  }

  @Test func anEdgeRunsAsTheKindsThatAreSelected() throws {
    let entities = [Entity(type: .unit, name: "甲局"), Entity(type: .unit, name: "乙局")]
    let pages = [(0, RelationType.partnersWith), (1, .runs), (1, .runs)].enumerated().map { number, tie in
      Page("\(number)", "甲局和乙局。", entities: entities, ties: [.init(tie.0, tie.1, 1 - tie.0)])
    }
    let store = try GraphStore()
    try store.replace(pages.map(\.extraction))
    var selection = GraphSelection()
    func source() throws -> String {
      let (names, edges) = try part(of: store, selection)
      return names[try #require(edges.first).source]
    }
    #expect(try source() == "乙局")
    selection.kinds = [.relation(.partnersWith)]
    #expect(try source() == "甲局")
  }

  @Test func weightAndNPMISelectEdges() throws {
    let all = try part { _ in }.edges
    #expect(try part { $0.minimumWeight = 2 }.edges.count == all.count { $0.weight >= 2 })
    let near = try part { $0.minimumNPMI = -1 }.edges
    #expect(near.count == all.count { $0.counts.isTyped || $0.coOccurrence?.npmi != nil })
    #expect(near.count < all.count)
  }

  @Test(arguments: [
    (0, ["刘丽"]), (1, ["刘丽", "金乡县供电公司"]), (2, ["刘丽", "金乡县", "金乡县供电公司", "金源超市"]),
  ])
  func hopsAreEdgesFromTheCentre(hops: Int, expected: [String]) throws {
    let (names, _) = try part {
      $0.around = "刘丽"
      $0.hops = hops
      $0.kinds = Set(RelationType.allCases.map(TieKind.relation))
    }
    #expect(names == expected)
  }

  @Test func theCentreStaysWhateverItsType() throws {
    let (names, edges) = try part {
      $0.around = "金乡县"
      $0.types = [.person]
    }
    #expect(names.contains("金乡县") && names.contains("金宣") && !names.contains("金源超市"))
    #expect(!edges.isEmpty)
    #expect(try part { $0.around = "无此名" }.names == [])
  }

  @Test func topNodesHaveTheMostEdges() throws {
    let all = try part { _ in }
    var degrees = all.names.map { _ in 0 }
    for edge in all.edges {
      degrees[edge.source] += 1
      degrees[edge.target] += 1
    }
    let best = degrees.indices.sorted { (-degrees[$0], $0) < (-degrees[$1], $1) }.prefix(3).sorted()
    #expect(try part { $0.top = 3 }.names == best.map { all.names[$0] })
    #expect(try part { $0.top = 100 }.names == all.names)
  }

  @Test func parallelEdgesAreOneForEachKind() throws {
    let merged = try part { _ in }.edges
    let parallel = try part { $0.hasParallelEdges = true }.edges
    #expect(parallel.allSatisfy { edge in TieKind.allCases.count { edge.counts[$0] > 0 } == 1 })
    #expect(parallel.reduce(0) { $0 + $1.weight } == merged.reduce(0) { $0 + $1.weight })
    var sums: [Set<Int>: TieCounts] = [:]
    for edge in parallel {
      let pair: Set = [edge.source, edge.target]
      for kind in TieKind.allCases { sums[pair, default: TieCounts()][kind] += edge.counts[kind] }
    }
    #expect(sums == Dictionary(uniqueKeysWithValues: merged.map { ([$0.source, $0.target], $0.counts) }))
  }

  @Test func edgesHaveTheDaysOfTheirDocuments() throws {
    let (names, edges) = try part { $0.kinds = [.relation(.worksFor)] }
    let days = edges.map { [names[$0.source], $0.firstDate, $0.lastDate] }
    #expect(days == [["刘丽", "2024-06-21", "2024-06-21"], ["周启山", "2024-06-21", "2024-07-02"]])
    var page = Page.samples[0]
    page.date = nil
    let store = try GraphStore()
    try store.replace([page.extraction])
    #expect(try part(of: store, GraphSelection()).edges.allSatisfy { $0.firstDate == nil && $0.lastDate == nil })
  }
}
