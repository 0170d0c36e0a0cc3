import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphExport

/// What Graphviz asks of DOT to draw it well as it is, and what other readers of DOT ask.
@Suite struct DOTContractTests {
  private func text(_ graph: ListGraph = .sample, hasClusters: Bool = false) throws -> String {
    var bytes: [UInt8] = []
    try DOTWriter(hasClusters: hasClusters).write(graph) { bytes += $0 }
    return try #require(String(validating: bytes, as: UTF8.self))
  }

  /// The file without what stands in quotation marks.
  private func syntax(_ text: String) -> String { text.replacing(/"(?:[^"\\]|\\.)*"/, with: "\"\"") }

  @Test(arguments: [ListGraph.sample, HostileValuesTests.graph])
  func idsAreNumberedAndTextsAreQuoted(graph: ListGraph) throws {
    let text = try text(graph)
    // A byte order mark is a syntax error; `1号` would be two ids, `Node` and `a-b` none.
    #expect(text.hasPrefix("digraph \"guanxi\" {\n"))
    let statements = syntax(text).matches(of: /(?m)^  ([\w]+)(?: -> (\w+))? \[/)
    let ids = statements.flatMap { [$0.1, $0.2].compactMap { $0 } }
    #expect(ids.contains("n0") && ids.contains("legend_person"))
    for id in ids where !["graph", "node", "edge"].contains(id) {
      #expect(id.wholeMatch(of: /n\d+|legend_[a-z_]+/) != nil, "\(id)")
    }
    for name in ["label", "tooltip", "fontname", "color", "fillcolor", "shape", "style"] {
      let values = try Regex(" \(name)=(.)", as: (Substring, Substring).self)
      #expect(syntax(text).matches(of: values).allSatisfy { $0.1 == "\"" }, "\(name)")
    }
  }

  @Test(arguments: [ListGraph.sample, HostileValuesTests.graph])
  func noLabelIsHTMLOrARecord(graph: ListGraph) throws {
    let text = try text(graph)
    #expect(!syntax(text).contains("<") && !text.contains("shape=\"record\"") && !text.contains("shape=\"Mrecord\""))
  }

  @Test(arguments: [false, true])
  func noURLIsWrittenAndEveryTooltipIs(hasClusters: Bool) throws {
    // Without a tooltip Graphviz shows a node's id; a name that looks like an address must not become a link.
    var graph = ListGraph.sample
    graph.nodes[0].name = "http://example.org/?a=1&b=\"2\""
    graph.nodes[1].name = "javascript:alert(1)"
    let text = syntax(try text(graph, hasClusters: hasClusters))
    #expect(text.firstMatch(of: /(?i)(URL|href|target)\s*=/) == nil)
    let statements = text.matches(of: /(?m)^ +(?:graph|\w+(?: -> \w+)?) \[[^\]]*\]/)
      .filter { !$0.0.hasPrefix("  node ") && !$0.0.hasPrefix("  edge ") }
    #expect(statements.count > 12)
    #expect(statements.allSatisfy { $0.0.contains("tooltip=\"\"") }, "\(statements.map { $0.0 })")
    let folder = try TemporaryFolder()
    try DOTWriter(hasClusters: hasClusters).write(graph, toPath: folder.file("a.dot"))
    #expect(try GraphvizRenderer().render(folder.file("a.dot"), toSVG: folder.file("a.svg")) == "")
    let svg = try String(contentsOfFile: folder.file("a.svg"), encoding: .utf8)
    #expect(svg.contains("xlink:title=") && !svg.contains("xlink:href"))
  }

  @Test func chineseHasFontsEverywhere() throws {
    let fonts = "fontname=\"Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif\""
    for kind in ["graph", "node", "edge"] {
      let defaults = try Regex("(?s)\n  \(kind) \\[([^\\]]*)\\]", as: (Substring, Substring).self)
      #expect(try text().firstMatch(of: defaults)?.1.contains(fonts) == true, "\(kind)")
    }
  }

  @Test func edgesAreStraightBelowTheNodesAndWideByWeight() throws {
    let text = try text()
    for setting in ["layout=\"sfdp\"", "overlap=\"prism\"", "sep=\"+4\"", "outputorder=\"edgesfirst\""] {
      #expect(text.contains(setting))
    }
    for hasClusters in [false, true] {
      // Curved, three hundred nodes take sixty times as long.
      #expect(try self.text(hasClusters: hasClusters).contains("splines=\"line\""))
    }
    let widths = [1, 2, 4, 1 << 20].map { EdgeStyle.of(.relation(.runs)).attributes(count: $0) }
    #expect(widths.map { $0.firstMatch(of: /penwidth=([\d.]+)/)?.1 ?? "" } == ["1.0", "1.5", "2.0", "4.0"])
  }

  @Test func theLegendTellsWhatIsDrawn() throws {
    let text = try text()
    let entries = text.matches(of: /(?m)^  legend_(\w+) \[label="([^"]*)"/).map { "\($0.1): \($0.2)" }
    #expect(
      entries == [
        "person: 人物 person", "unit: 单位 unit", "place: 地点 place", "programme: 项目 programme",
        "works_for: → 任职于 works_for", "runs: → 开展 runs", "co_occurrence: — 同现 co_occurrence",
        "inferred: - - 推断 inferred",
      ])
    let people = ListGraph(nodes: [GraphNode(id: 0, type: .person, name: "甲")], edges: [])
    #expect(try self.text(people).matches(of: /legend_\w+ \[/).count == 1)
    #expect(try !self.text(ListGraph(nodes: [], edges: [])).contains("legend"))
  }

  @Test(arguments: [(6, true), (7, false)])
  func aFewPartsStandInAColumn(parts: Int, isColumn: Bool) throws {
    // Each part is three nodes on a path, of which one tie is drawn only because its end had none.
    let nodes = (0..<3 * parts).map { GraphNode(id: $0, type: .unit, name: "局\($0)") }
    let edges = (0..<parts).flatMap { part in
      [
        ListGraph.edge(3 * part, 3 * part + 1, [.relation(.runs): 1]),
        ListGraph.edge(3 * part + 1, 3 * part + 2, [.coOccurrence: 1]),
      ]
    }
    #expect(try text(ListGraph(nodes: nodes, edges: edges)).contains("packmode=\"array_1c\"") == isColumn)
  }
}
