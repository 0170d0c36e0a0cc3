import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphExport

/// What each format does with values that are special to it.
@Suite struct FormatTests {
  static let graph = HostileValuesTests.graph

  private func text(_ writer: some GraphWriter, _ graph: ListGraph = Self.graph) throws -> String {
    var bytes: [UInt8] = []
    try writer.write(graph) { bytes += $0 }
    return try #require(String(validating: bytes, as: UTF8.self))
  }

  /// A value as every format must give it back.
  private func clean(_ value: String) -> String {
    var text = CleanText()
    text.set(value)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  private var names: [String] { HostileValuesTests.values.map { clean($0).isEmpty ? "(unnamed)" : clean($0) } }

  @Test func jsonIsReadBack() throws {
    let object = try JSONSerialization.jsonObject(with: Data(try text(NodeLinkWriter()).utf8)) as? [String: Any]
    let nodes = try #require(object?["nodes"] as? [[String: Any]])
    #expect(nodes.map { $0["label"] as? String } == names)
    let edges = try #require(object?["edges"] as? [[String: Any]])
    #expect(edges.map { $0["evidence"] as? String ?? "" } == HostileValuesTests.values.dropFirst().map(clean))
    #expect(object?["directed"] as? Bool == true && object?["multigraph"] as? Bool == false)
  }

  @Test func jsonLinesAreReadBack() throws {
    let lines = try text(NodeLinkWriter(isLines: true)).split(separator: "\n")
    let records = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(records.count == Self.graph.nodes.count + Self.graph.edges.count)
    #expect(records.prefix(names.count).map { $0?["name"] as? String } == names)
    #expect(records.last??["record"] as? String == "edge")
  }

  @Test func anEmptyGraphIsJSON() throws {
    let text = try text(NodeLinkWriter(), ListGraph(nodes: [], edges: []))
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect((object?["nodes"] as? [Any])?.isEmpty == true && (object?["edges"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [
    ("=1+2", "\"'=1+2\""), ("+86", "\"'+86\""), ("-5", "\"'-5\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
    ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""), ("＝1", "\"'＝1\""),
    ("=\"a\"", "\"'=\"\"a\"\"\""), ("1+2", "1+2"), ("甲,乙", "\"甲,乙\""), ("“引”\"号\"", "\"“引”\"\"号\"\"\""),
    ("行\n尾", "行 尾"),
    ("\t=1", "\"'=1\""),
  ])
  func cellsAreNoFormulas(name: String, cell: String) throws {
    let graph = ListGraph(nodes: [GraphNode(id: 0, type: .unit, name: name)], edges: [])
    #expect(try text(CSVWriter(.nodes), graph).hasSuffix("n0,\(cell),unit,,,,,,,,,false,1,1,,\n"))
  }

  @Test func neo4jReadsTextsAsTheyAre() throws {
    let graph = ListGraph(nodes: [GraphNode(id: 0, type: .person, name: "=1", aliases: ["甲;乙", "丙"])], edges: [])
    let lines = try text(CSVWriter(.nodes, dialect: .neo4j), graph).split(separator: "\n")
    #expect(lines.first?.hasPrefix("id:ID,:LABEL,name,type,anchor,aliases:string[],") == true)
    #expect(lines.last == "n0,Entity;Person,=1,person,,甲；乙;丙,,,,,,,false,1,1,,")
  }

  @Test func rowsHaveAllColumns() throws {
    for (table, count) in [(CSVWriter.Table.nodes, 16), (.edges, 27)] {
      let lines = try text(CSVWriter(table), ListGraph.sample).split(separator: "\n")
      for line in lines { #expect(line.replacing(/"[^"]*"/, with: "").count { $0 == "," } == count - 1, "\(line)") }
    }
  }

  @Test func cypherStringsEnd() throws {
    let graph = ListGraph(
      nodes: [GraphNode(id: 0, type: .unit, name: "a'}) DETACH DELETE n;//\\", aliases: ["'", "\\'"])], edges: [])
    let script = try text(CypherWriter(), graph)
    #expect(script.contains("name: 'a\\'}) DETACH DELETE n;//\\\\', `type`: 'unit', `aliases`: ['\\'', '\\\\\\'']"))
  }

  @Test func cypherStatementsAreOfABoundedSize() throws {
    let count = 2 * CypherWriter.rowsAStatement + 1
    let graph = ListGraph(
      nodes: (0..<count).map { GraphNode(id: $0, type: $0 < 3 ? .person : .unit, name: "局\($0)") },
      edges: (1..<count).map { ListGraph.edge(0, $0, [$0 % 2 == 0 ? .relation(.runs) : .coOccurrence: 1]) })
    let script = try text(CypherWriter(), graph)
    let statements = script.split(separator: ";\n")
    #expect(statements.count == 1 + 1 + 2 + 2)
    #expect(statements.dropFirst().allSatisfy { $0.split(separator: "\n").count <= CypherWriter.rowsAStatement + 3 })
    #expect(statements.count { $0.contains("CREATE (n:Entity:Person)") } == 1)
    #expect(statements.count { $0.contains("CREATE (a)-[r:RUNS]->(b)") } == 1)
  }

  @Test func gexfIsWellFormedAndHasDays() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.gexf")
    let report = try GEXFWriter(arrangement: NodeArrangement(Self.graph)).write(Self.graph, toPath: path)
    #expect(report.replacedCharacters > 0)
    #expect(try run("xmllint", ["--nonet", "--noout", "--huge", path]).output == "")
    let sample = try text(GEXFWriter(), ListGraph.sample)
    #expect(sample.contains("label=\"周启山\" start=\"2024-06-21\" end=\"2024-07-02\">"))
    // Days that are none are values, but no bounds.
    let odd = ListGraph(nodes: [GraphNode(id: 0, type: .unit, name: "局", firstDate: "2024年")], edges: [])
    #expect(try text(GEXFWriter(), odd).contains("value=\"2024年\"") && !text(GEXFWriter(), odd).contains("start="))
  }
}

/// The rules of GEXF 1.3 as its schema (https://gexf.net, 2023) has them, and those of Gephi.
@Suite struct GEXFContractTests {
  private func text() throws -> String {
    var bytes: [UInt8] = []
    let graph = ListGraph.sample
    try GEXFWriter(arrangement: try NodeArrangement(graph, layout: .ownForces)).write(graph) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func elementsStandInTheirOrder() throws {
    let tags = try text().matches(of: #/<(gexf|graph|attributes|nodes|edges|\/nodes|\/edges)[ >]/#).map { String($0.1) }
    #expect(tags == ["gexf", "graph", "attributes", "attributes", "nodes", "/nodes", "edges", "/edges"])
    #expect(
      try text().contains(" version=\"1.3\">\n<graph defaultedgetype=\"directed\" idtype=\"string\" mode=\"dynamic\""))
  }

  @Test func valuesAreDeclaredAndFit() throws {
    let text = try text()
    var types: [Substring: Substring] = [:]
    for column in text.matches(of: #/<attribute id="([^"]*)" title="[^"]+" type="([^"]*)"\/>/#) {
      #expect(types.updateValue(column.2, forKey: column.1) == nil, "\(column.1) is declared twice")
    }
    #expect(Set(types.values) == ["string", "integer", "double", "boolean"])
    let values = text.matches(of: #/<attvalue for="([^"]*)" value="([^"]*)"\/>/#)
    #expect(values.count == text.matches(of: #/<attvalue /#).count && values.count > 50)
    for value in values {
      switch types[value.1] {
      case "integer": #expect(Int32(value.2) != nil, "\(value.0)")
      case "double": #expect(Double(value.2)?.isFinite == true, "\(value.0)")
      case "boolean": #expect(value.2 == "true" || value.2 == "false", "\(value.0)")
      default: #expect(types[value.1] == "string", "\(value.0)")
      }
    }
  }

  @Test func edgesJoinNodesThatAreThere() throws {
    let text = try text()
    let ids = text.matches(of: #/<(?:node|edge) id="([^"]*)"/#).map { $0.1 }
    #expect(Set(ids).count == ids.count)
    let edges = text.matches(
      of: #/<edge id="[^"]*" source="([^"]*)" target="([^"]*)" kind="[a-z_]+" label="[a-z_]+" weight="(\d+)"/#)
    #expect(edges.count == ListGraph.sample.edges.count)
    #expect(edges.allSatisfy { ids.contains($0.1) && ids.contains($0.2) && (Int($0.3) ?? 0) > 0 })
  }

  @Test func looksAreWithinBounds() throws {
    let text = try text()
    let colours = text.matches(of: #/<viz:color r="(\d+)" g="(\d+)" b="(\d+)"\/>/#)
    #expect(colours.count == ListGraph.sample.nodes.count)
    #expect(colours.allSatisfy { [$0.1, $0.2, $0.3].allSatisfy { UInt8($0) != nil } })
    let places = text.matches(of: #/<viz:position x="([^"]*)" y="([^"]*)" z="([^"]*)"\/><viz:size value="(\d+)"\/>/#)
    #expect(places.count == ListGraph.sample.nodes.count)
    #expect(places.allSatisfy { [$0.1, $0.2, $0.3].allSatisfy { Double($0)?.isFinite == true } })
  }
}

@Suite struct GzipStreamTests {
  @Test func whatIsCompressedIsTheSame() throws {
    let folder = try TemporaryFolder()
    let graph = HostileValuesTests.graph
    for (name, isCompressed) in [("a.jsonl", false), ("a.jsonl.gz", true), ("b.jsonl.gz", true)] {
      try NodeLinkWriter(isLines: true).write(graph, toPath: folder.file(name), isCompressed: isCompressed)
    }
    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.file(name))) }
    #expect(try bytes("a.jsonl.gz") == bytes("b.jsonl.gz"))
    #expect(try bytes("a.jsonl.gz").count < bytes("a.jsonl").count)
    #expect(try run("gzip", ["-d", "-k", "-f", "-N", folder.file("b.jsonl.gz")]).output == "")
    #expect(try bytes("b.jsonl") == bytes("a.jsonl"))
  }
}
