import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphExport

@Suite struct DOTWriterTests {
  private func quoted(_ lines: [String]) throws -> String {
    var bytes: [UInt8] = []
    var dot = DOTText { bytes += $0 }
    try dot.writeQuoted(lines)
    try dot.flush()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (["金乡县"], "\"金乡县\""),
    (["a\"b\\c&d"], "\"a\\\"b\\\\c&amp;d\""),
    (["一行", "", " ", "两\n行"], "\"一行\\n两 行\""),
    (["\u{0}"], "\"\u{FFFD}\""),
    ([], "\" \""),
  ])
  func stringsAreEscaped(lines: [String], expected: String) throws {
    #expect(try quoted(lines) == expected)
  }

  @Test func longStringsAreJoinedFromPieces() throws {
    // Three letters before put the limit inside a character.
    let text = "aaa" + String(repeating: "长\"", count: 10_000)
    let pieces = try quoted([text]).split(separator: "\" + \"", omittingEmptySubsequences: false)
    #expect(pieces.count == 4)
    #expect(pieces.allSatisfy { $0.utf8.count <= 16_010 && !$0.contains("\u{FFFD}") })
    #expect(pieces.joined() == "\"aaa" + String(repeating: "长\\\"", count: 10_000) + "\"")
  }

  /// Pairs (low, high) that are drawn of co-occurrences with the given weights, where 0 and 1 share a typed tie.
  private func drawn(_ weights: [[Int]: Int], nodes: Int) throws -> [[Int]] {
    let pairs = weights.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let graph = ListGraph(
      nodes: (0..<nodes).map { GraphNode(id: $0, type: .unit, name: "局\($0)") },
      edges: [ListGraph.edge(0, 1, [.relation(.runs): 1])]
        + pairs.map { ListGraph.edge($0[0], $0[1], [.coOccurrence: weights[$0] ?? 0]) })
    let choice = try EdgeChoice(graph, minimum: 3)
    return graph.edges.filter(choice.draws).map { [$0.source, $0.target] }
  }

  @Test func typedAndFrequentEdgesAreDrawn() throws {
    #expect(try drawn([[0, 2]: 3, [1, 2]: 2], nodes: 3) == [[0, 1], [0, 2]])
  }

  @Test func aLonelyNodeKeepsItsHeaviestTie() throws {
    #expect(try drawn([[0, 2]: 1, [1, 2]: 2, [1, 3]: 1, [2, 3]: 1], nodes: 4) == [[0, 1], [1, 2], [1, 3]])
  }

  @Test func manyNodesMayOverlap() throws {
    func header(nodes: Int) throws -> String {
      var bytes: [UInt8] = []
      let graph = ListGraph(nodes: (0..<nodes).map { GraphNode(id: $0, type: .unit, name: "局") }, edges: [])
      try DOTWriter().write(graph) { bytes += $0 }
      return String(decoding: bytes.prefix(200), as: UTF8.self)
    }
    #expect(try header(nodes: DOTWriter.prismLimit).contains("overlap=\"prism\""))
    #expect(try header(nodes: DOTWriter.prismLimit + 1).contains("overlap=\"true\""))
  }

  @Test(arguments: [
    (10_000, false, nil), (10_001, false, "labels of 10001 nodes will overlap"), (50_001, false, "open it in Gephi"),
    (3_000, true, nil), (3_001, true, "leave them out, and sfdp draws it"),
  ])
  func tooManyNodesAreSaid(nodes: Int, hasClusters: Bool, advice: String?) {
    let said = DOTWriter(hasClusters: hasClusters).advice(nodes: nodes)
    #expect(advice.map { said?.contains($0) == true } ?? (said == nil), "\(said ?? "nothing")")
  }

  @Test func eachNodeStandsInTheBoxOfItsDistrict() throws {
    var bytes: [UInt8] = []
    let graph = ListGraph(
      nodes: [
        GraphNode(id: 0, type: .person, name: "甲", districts: ["乙县", "丙县"]),
        GraphNode(id: 1, type: .place, name: "乙县", level: .county),
        GraphNode(id: 2, type: .place, name: "丁镇", anchor: "乙县", level: .township),
        GraphNode(id: 3, type: .unit, name: "戊局", districts: ["丙县"]), GraphNode(id: 4, type: .unit, name: "己局"),
      ], edges: [])
    try DOTWriter(hasClusters: true).write(graph) { bytes += $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("layout=\"fdp\""))
    #expect(text.contains("[label=\"乙县\",") && text.contains("\n    n0; n1; n2;\n  }"))
    #expect(text.matches(of: /subgraph "cluster_[0-9]/).count == 1, "one node makes no box")
  }

  @Test func longNamesAreCutInThePictureAlone() throws {
    var bytes: [UInt8] = []
    let name = String(repeating: "长", count: 30)
    try DOTWriter().write(ListGraph(nodes: [GraphNode(id: 0, type: .unit, name: name)], edges: [])) { bytes += $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("label=\"\(String(repeating: "长", count: 23))…\", tooltip=\"\(name): unit"))
  }

  @Test func anEmptyGraphIsAPicture() throws {
    let folder = try TemporaryFolder()
    let (source, target) = (folder.file("a.dot"), folder.file("a.svg"))
    try DOTWriter().write(ListGraph(nodes: [], edges: []), toPath: source)
    #expect(try GraphvizRenderer().render(source, toSVG: target) == "")
  }
}

@Suite struct GraphvizRendererTests {
  @Test func aMissingProgramIsNamed() {
    #expect(throws: GraphExportError.missingRenderer("no-such-dot")) { try GraphvizRenderer(program: "no-such-dot") }
  }

  @Test func whatGraphvizSaysIsReported() throws {
    let folder = try TemporaryFolder()
    let (source, target) = (folder.file("a.dot"), folder.file("a.svg"))
    try "digraph { a -> ".write(toFile: source, atomically: true, encoding: .utf8)
    try "before".write(toFile: target, atomically: true, encoding: .utf8)
    let error = #expect(throws: GraphExportError.self) { try GraphvizRenderer().render(source, toSVG: target) }
    #expect(try #require(error).description.contains("syntax error in line 1"))
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "before")
  }
}
