import EntityModel
import TestSupport
import Testing

@testable import GraphStorage

/// Districts, ways, evidence, all about one, what is new.
@Suite struct QuestionTests {
  let folder: TemporaryFolder
  let store: GraphStore

  init() throws {
    folder = try TemporaryFolder()
    store = try GraphStore(path: folder.file("a.sqlite"))
    try store.replace(Page.samples.map(\.extraction))
  }

  private func during(_ since: String?, _ until: String?) throws -> GraphStore {
    try GraphStore(path: store.path, window: IssueWindow(since: since, until: until))
  }

  @Test func districtsCountWhatWorksWithThem() throws {
    let rows = try store.districts()
    #expect(rows.map(\.name) == ["金乡县", "嘉祥县"])
    #expect(
      rows[0] == DistrictRow(name: "金乡县", persons: 3, units: 3, programmes: 1, ties: 9, documents: 2), "\(rows[0])")
    #expect(
      rows[1] == DistrictRow(name: "嘉祥县", persons: 2, units: 1, programmes: 0, ties: 3, documents: 1), "\(rows[1])")
  }

  @Test func whySaysWhereEveryDocumentTiesTheTwo() throws {
    let rows = try store.why("周启山", "金乡县委组织部")
    #expect(rows.map(\.tie) == ["works_for", "works_for", "co_occurrence", "co_occurrence"])
    #expect(rows.map(\.role) == ["副部长", "部务委员", nil, nil])
    #expect(rows.map(\.date) == ["2024-06-21", "2024-07-02", "2024-06-21", "2024-07-02"])
    #expect(rows.allSatisfy { $0.quote.text.contains("周启山") && $0.quote.text.contains("金乡县委组织部") })
    #expect(try store.why("金乡县委组织部", "周启山").count == 4)
    #expect(try store.why("周启山", "金乡县委组织部", limit: 1).count == 1)
    #expect(try store.why("周启山", "无此局").isEmpty && store.why("陈明", "金源超市").isEmpty)
  }

  @Test func theShortestWay() throws {
    let path = try #require(try store.path(from: "刘丽", to: "金乡县"))
    #expect(path.map(\.tie) == ["works_for", "located_in"])
    #expect(path.map(\.to.name) == ["金乡县供电公司", "金乡县"])
    #expect(path.allSatisfy { !$0.reversed && $0.evidence != nil })
    let back = try #require(try store.path(from: "金乡县", to: "刘丽"))
    #expect(back.map(\.reversed) == [true, true])
    #expect(try store.path(from: "刘丽", to: "刘丽")?.isEmpty == true)
    #expect(try store.path(from: "刘丽", to: "陈明") == nil, "no tie joins the counties")
    var options = PathOptions()
    options.usesCoOccurrence = true
    #expect(try store.path(from: "刘丽", to: "陈明", options: options)?.map(\.to.name) == ["周启山", "陈明"])
    options.avoided = [.person]
    let around = try store.path(from: "刘丽", to: "陈明", options: options)
    #expect(around?.dropLast().contains { $0.to.type == .person } != true)
    options.stepLimit = 1
    #expect(try store.path(from: "刘丽", to: "陈明", options: options) == nil)
  }

  /// Lengths against breadth-first search over all edges.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func waysAreAsShortAsCanBe(seed: UInt64) throws {
    let store = try GraphStore()
    try store.replace((0..<3 as Range<UInt64>).map { Page.random("\($0)", seed: seed * 10 + $0, stock: 16).extraction })
    var nodes: [EntityAddress] = []
    var neighbours: [Int: Set<Int>] = [:]
    try store.withGraph { graph in
      try graph.forEachNode { nodes.append(EntityAddress(type: $0.type, name: $0.name, anchor: $0.anchor)) }
      try graph.forEachEdge { edge in
        guard edge.counts.isTyped else { return }
        neighbours[edge.source, default: []].insert(edge.target)
        neighbours[edge.target, default: []].insert(edge.source)
      }
    }
    for start in nodes.indices.prefix(6) {
      var distance = [start: 0]
      var layer = [start]
      while !layer.isEmpty {
        var next: [Int] = []
        for node in layer {
          for other in neighbours[node] ?? [] where distance[other] == nil {
            distance[other] = (distance[node] ?? 0) + 1
            next.append(other)
          }
        }
        layer = next
      }
      for end in nodes.indices {
        let path = try store.path(from: nodes[start].description, to: nodes[end].description)
        #expect(path?.count == distance[end])
        guard let path, let first = path.first else { continue }
        #expect(first.from == nodes[start] && path.last?.to == nodes[end])
        #expect(zip(path, path.dropFirst()).allSatisfy { $0.to == $1.from })
      }
    }
  }

  @Test func showSaysAllThatIsKnown() throws {
    let report = try #require(try store.show("周启山").first)
    #expect(report.roles == ["副部长", "部务委员"] && report.districts == ["金乡县", "嘉祥县"])
    #expect(report.mentions == 4 && report.documents.map(\.mentions) == [2, 2])
    #expect(report.ties.count == 1 && report.ties[0].documents == 2 && report.ties[0].role == "副部长")
    #expect(report.together.contains { $0.other.name == "陈明" && $0.windows == 1 && $0.documents == 1 })
    #expect(try store.show("周启山", limit: 2).first?.together.count == 2)
    #expect(try store.show("无").isEmpty)
  }

  @Test func daysOfIssueConfineEveryAnswer() throws {
    let june = try during(nil, "2024-06-30")
    #expect(try june.summary().documents == 1)
    #expect(try june.districts().map(\.name) == ["金乡县"])
    #expect(try june.why("周启山", "金乡县委组织部").count == 2)
    #expect(try june.show("周启山").first?.roles == ["副部长"])
    #expect(try june.find("嘉祥县").isEmpty && june.search("嘉祥").isEmpty)
    #expect(try june.who("金乡县").first?.rows.contains { $0.name == "周启山" } == true)
    // The graph of some days is that of a store with the documents of these days alone.
    let alone = try GraphStore()
    try alone.replace([Page.samples[0].extraction])
    #expect(try exports(june) == exports(alone))
    #expect(try exports(during("2024-01-01", "2024-12-31")) == exports(store))
    #expect(try during("2025-01-01", nil).summary().documents == 0)
    #expect(throws: GraphStorageError.self) { try june.remove(documents: ["000_page.txt"]) }
  }

  @Test func aReprintCountsWhereTheFirstPrintIsOutOfTheDays() throws {
    var reprint = Page.samples[0]
    reprint.name = "reprint.txt"
    reprint.date = "2024-08-01"
    try store.replace([reprint.extraction])
    let alone = try GraphStore()
    try alone.replace([reprint.extraction])
    #expect(try exports(during("2024-08-01", nil)) == exports(alone))
  }

  @Test func changesAreWhatOneHasAndTheOtherNot() throws {
    let (before, after) = (try GraphStore(), try GraphStore())
    try before.replace([Page.samples[0].extraction])
    try after.replace([Page.samples[1].extraction])
    let changes = try GraphStore.changes(from: before, to: after)
    func names(_ kind: GraphChange.Kind, district: String?) -> [String] {
      changes.filter { $0.change == kind && $0.district == district && $0.relation == nil }.map(\.entity.name)
    }
    #expect(Set(names(.new, district: "嘉祥县")) == ["嘉祥县", "卧龙山街道", "陈明", "嘉祥县供电公司"])
    #expect(names(.vanished, district: "嘉祥县").isEmpty)
    #expect(names(.vanished, district: "金乡县").contains("刘丽") && !names(.vanished, district: "金乡县").contains("周启山"))
    let ties = changes.filter { $0.relation != nil }
    #expect(ties.contains { $0.change == .new && $0.entity.name == "陈明" && $0.target?.name == "卧龙山街道" })
    #expect(!ties.contains { $0.entity.name == "周启山" }, "both say whom he works for")
    #expect(try GraphStore.changes(from: after, to: after).isEmpty)
    let mirrored = try GraphStore.changes(from: after, to: before)
    #expect(mirrored.count == changes.count)
    #expect(mirrored.filter { $0.change == .new }.count == changes.filter { $0.change == .vanished }.count)
  }

  @Test func whatIsNewInSomeDays() throws {
    let before = try GraphStore(path: store.path, window: IssueWindow(before: "2024-07-02"))
    let changes = try GraphStore.changes(from: before, to: during("2024-07-02", "2024-07-31"))
    #expect(changes.contains { $0.change == .new && $0.entity.name == "陈明" })
    #expect(!changes.contains { $0.relation == nil && $0.entity.name == "周启山" })
  }
}
