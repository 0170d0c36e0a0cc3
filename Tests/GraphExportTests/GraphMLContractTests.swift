import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphExport

/// What real readers ask of GraphML beyond the schema; what happens otherwise stands beside.
@Suite struct GraphMLContractTests {
  private func text(_ graph: ListGraph = .sample, isArranged: Bool = true) throws -> String {
    var bytes: [UInt8] = []
    let arrangement = isArranged ? try NodeArrangement(graph) : nil
    try GraphMLWriter(arrangement: arrangement).write(graph) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func matches(_ pattern: Regex<(Substring, Substring)>, in text: String) -> [String] {
    text.matches(of: pattern).map { String($0.1) }
  }

  @Test func itBeginsWithADeclarationAndNoMark() throws {
    // A byte-order mark breaks JGraphT; without the encoding Gephi guesses.
    let namespace = "http://graphml.graphdrawing.org/xmlns"
    #expect(try text().hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"\(namespace)\""))
    #expect(try text().contains("xsi:schemaLocation=\"\(namespace) \(namespace)/1.0/graphml.xsd\""))
  }

  @Test func theGraphIsFlatAndPlain() throws {
    let text = try text()
    // Nested graphs, hyperedges and ports are lost by most; a label on an edge itself is Gephi's own and fails the schema.
    for tag in ["<hyperedge", "<port", "<endpoint", "<default"] { #expect(!text.contains(tag)) }
    #expect(text.matches(of: #/<graph /#).count == 1)
    #expect(text.matches(of: #/<edge ([^>]*)>/#).allSatisfy { !$0.1.contains("label=") })
    #expect(text.contains(" parse.nodeids=\"canonical\" parse.edgeids=\"canonical\""))
    for days in ["n_first_date", "n_last_date", "e_first_date", "e_last_date"] {
      #expect(text.firstMatch(of: try Regex("<key id=\"\(days)\"[^>]* attr.type=\"string\"/>")) != nil)
    }
  }

  @Test func keysThenNodesThenEdges() throws {
    // Late keys lose data in Gephi, igraph and Tulip.
    let tags = matches(#/<(key|graph|node|edge) /#, in: try text())
    let order = ["key", "graph", "node", "edge"]
    #expect(tags == tags.sorted { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) })
    #expect(tags.count { $0 == "graph" } == 1)
  }

  @Test func idsAreUniqueAndNamesAreTheirOwn() throws {
    let text = try text()
    let ids = matches(/<(?:node|edge) id="([^"]*)"/, in: text)
    #expect(ids == (0..<5).map { "n\($0)" } + (0..<5).map { "e\($0)" })
    // Gephi takes the key id before the name: a key "b" became the colour blue.
    let keys = matches(/<key id="([^"]*)"/, in: text)
    #expect(Set(keys.map { $0.lowercased() }).count == keys.count)
    #expect(keys.allSatisfy { $0.hasPrefix("n_") || $0.hasPrefix("e_") })
    for domain in ["n_", "e_"] {
      let names = matches(/<key id="([^"]*)"/, in: text).filter { $0.hasPrefix(domain) }
      let attributes = text.matches(of: #/<key id="([^"]*)" for="(node|edge)" attr.name="([^"]*)"/#)
        .filter { $0.1.hasPrefix(domain) }
      #expect(attributes.count == names.count)
      #expect(attributes.allSatisfy { $0.2 == (domain == "n_" ? "node" : "edge") })
      #expect(Set(attributes.map { $0.3 }).count == names.count)
      #expect(!attributes.contains { ["id", "SUID", "selected"].contains($0.3) || $0.3.contains(" ") })
    }
  }

  @Test func typesAreThoseOfTheSchema() throws {
    // "integer" fails igraph and graph-tool.
    let types = Set(matches(/attr.type="([^"]*)"/, in: try text()))
    #expect(types == ["string", "int", "double", "boolean"])
    #expect(try !text().contains("<default"))
  }

  @Test func valuesFitTheirTypes() throws {
    let text = try text()
    let keys = text.matches(of: #/<key id="([^"]*)" for="[a-z]*" attr.name="[^"]*" attr.type="([^"]*)"/#)
    for key in keys where key.2 != "string" {
      let values = try Regex("<data key=\"\(key.1)\">([^<]*)</data>", as: (Substring, Substring).self)
      for value in matches(values, in: text) {
        switch key.2 {
        case "int": #expect(Int32(value) != nil, "\(key.1): \(value)")
        case "double": #expect(Double(value)?.isFinite == true, "\(key.1): \(value)")
        default: #expect(value == "true" || value == "false", "\(key.1): \(value)")
        }
      }
    }
  }

  @Test func gephiKnowsLooksByName() throws {
    let names = matches(/for="node" attr.name="([^"]*)"/, in: try text())
    #expect(Set(names).isSuperset(of: ["label", "name", "r", "g", "b", "size", "x", "y"]))
    let edges = matches(/for="edge" attr.name="([^"]*)"/, in: try text())
    #expect(Set(edges).isSuperset(of: ["label", "weight", "interaction"]))
    #expect(try !text(isArranged: false).contains("attr.name=\"x\""))
  }

  @Test func weightsAreAboveZeroAndTheDirectionIsOne() throws {
    // Gephi deletes weight 0; networkx refuses mixed graphs.
    let text = try text()
    #expect(matches(/<data key="e_weight">([^<]*)</, in: text).allSatisfy { (Double($0) ?? 0) > 0 })
    #expect(text.contains("edgedefault=\"directed\"") && !text.contains(" directed="))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func figuresThatAreNoneAreLeftOut(npmi: Double) throws {
    var graph = ListGraph.sample
    graph.edges[0].coOccurrence = CoOccurrenceStatistics(windows: 2, articles: 1, documents: 1, share: 1, npmi: npmi)
    #expect(try !text(graph).contains("key=\"e_npmi\">"))
    for writer in [NodeLinkWriter(), NodeLinkWriter(isLines: true)] {
      var bytes: [UInt8] = []
      try writer.write(graph) { bytes += $0 }
      #expect(!String(decoding: bytes, as: UTF8.self).contains("npmi"))
    }
  }

  @Test func aTextOfTwentyMegabytesIsCutAndStaysReadable() throws {
    let long = String(repeating: "长&", count: 5_000_000)
    let graph = ListGraph(
      nodes: [GraphNode(id: 0, type: .unit, name: long, aliases: ["别名", long])], edges: [])
    let folder = try TemporaryFolder()
    for (writer, name) in [(GraphMLWriter(), "a.graphml")] as [(any GraphWriter, String)] + [(GEXFWriter(), "a.gexf")] {
      let report = try writer.write(graph, toPath: folder.file(name))
      #expect(report.cutTexts == 2)
      // Without --huge: as any program reads it.
      let checked = try run("xmllint", ["--nonet", "--noout", folder.file(name)])
      #expect(checked.status == 0, "\(name): \(checked.output.prefix(300))")
    }
    let report = try DOTWriter().write(graph, toPath: folder.file("a.dot"))
    #expect(report.nodes == 1)
    #expect(try GraphvizRenderer().render(folder.file("a.dot"), toSVG: folder.file("a.svg")) == "")
  }

  @Test(arguments: ["graph", "node", "edge", "digraph", "subgraph", "strict", "NaN", "null", "true", "Infinity", "1e9"])
  func wordsOfTheFormatsAreNames(name: String) throws {
    let graph = ListGraph(
      nodes: [GraphNode(id: 0, type: .unit, name: name, anchor: name, code: name)],
      edges: [])
    #expect(try text(graph).contains("<data key=\"n_label\">\(name)</data>"))
    var bytes: [UInt8] = []
    try DOTWriter().write(graph) { bytes += $0 }
    #expect(String(decoding: bytes, as: UTF8.self).contains("n0 [label=\"\(name)\""))
  }
}
