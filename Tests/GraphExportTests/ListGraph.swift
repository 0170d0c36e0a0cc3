import EntityModel

@testable import GraphExport

/// A graph given as two arrays.
struct ListGraph: GraphSource {
  var nodes: [GraphNode]
  var edges: [GraphEdge]

  func forEachNode(_ body: (GraphNode) throws -> Void) throws { try nodes.forEach(body) }
  func forEachEdge(_ body: (GraphEdge) throws -> Void) throws { try edges.forEach(body) }

  /// Every attribute once with and once without a value, each kind of edge, a name that must be escaped.
  static let sample = ListGraph(
    nodes: [
      GraphNode(
        id: 0, type: .person, name: "周启山", anchor: "金乡县委组织部", aliases: ["周部长"], roles: ["副部长", "部务委员"],
        districts: ["金乡县", "嘉祥县"], townships: ["鱼山街道"], mentionCount: 4, documentCount: 2,
        firstDate: "2024-06-21", lastDate: "2024-07-02"),
      GraphNode(
        id: 1, type: .place, name: "金乡县", aliases: ["金乡"], level: .county, code: "370828", parent: "济宁市",
        mentionCount: 9, documentCount: 2),
      GraphNode(id: 2, type: .programme, name: "“我&你”<同行>\\n"),
      GraphNode(id: 3, type: .unit, name: "金乡县委组织部", isInferred: true),
      GraphNode(id: 4, type: .unit, name: "金源超市", mentionCount: 2),
    ],
    edges: [
      edge(0, 1, [.coOccurrence: 2]),
      edge(
        0, 3, [.relation(.worksFor): 2, .coOccurrence: 2], role: "副部长",
        evidence: Quote(document: "000_page.txt", start: 31, end: 62, text: "金乡县委组织部副部长周启山表示：“要用好”。")),
      edge(1, 4, [.coOccurrence: 1]),
      edge(3, 2, [.relation(.runs): 1], isInferred: true),
      edge(2, 4, [.coOccurrence: 4]),
    ])

  static let sampleReport: ExportReport = {
    var report = ExportReport()
    report.nodes = 5
    report.edges = 5
    return report
  }()

  static func edge(
    _ source: Int, _ target: Int, _ counts: [TieKind: Int], role: String? = nil, isInferred: Bool = false,
    evidence: Quote? = nil
  ) -> GraphEdge {
    var sum = TieCounts()
    for (kind, count) in counts { sum[kind] = count }
    return GraphEdge(
      source: source, target: target, counts: sum, role: role, isInferred: isInferred, evidence: evidence)
  }
}
