import EntityModel
import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import GraphExport

/// Names and quotes as a bad scan may bring them, through both writers, before the eyes of real readers.
@Suite struct HostileValuesTests {
  static let values = [
    "", " ", "\u{3000}\n", "\u{0}", "\u{1}\u{8}\u{B}\u{C}", "\u{FFFE}\u{FFFF}", "a\u{0}b", "]]>", "<![CDATA[x]]>",
    "& &", "&amp;", "\"", "\"引\"号\"", "\\", "\\\"", "行\n尾", "行\r\n尾\\n", "\\N\\G", "<b>粗</b>", "-->", "{|}", "1号", "#金",
    "\u{1F600}𠮷", "e\u{301}", "\u{2028}段\u{2029}", "\u{85}", "\u{202E}逆", String(repeating: "长", count: 20_000),
    String(repeating: "\"\\&", count: 9_000),
  ]

  static let graph: ListGraph = {
    let nodes = values.enumerated().map { index, value in
      GraphNode(
        id: index, type: EntityType.allCases[index % 4], name: value, anchor: value, aliases: [value, "别名", value],
        level: .site, code: value, parent: value, roles: [value], districts: [value], townships: [value],
        firstDate: value, lastDate: value)
    }
    let edges = values.indices.dropFirst().map { index in
      ListGraph.edge(
        0, index, [.relation(.runs): 1], role: values[index],
        evidence: Quote(document: values[index], start: 0, end: 1, text: values[index]))
    }
    return ListGraph(nodes: nodes, edges: edges)
  }()

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func graphMLIsWellFormed() throws {
    let path = folder.file("a.graphml")
    let report = try GraphMLWriter().write(Self.graph, toPath: path)
    #expect(report.nodes == Self.values.count)
    #expect(report.edges == Self.values.count - 1)
    #expect(report.replacedCharacters > 0)
    let checked = try run("xmllint", ["--nonet", "--noout", "--huge", path])
    #expect(checked.status == 0)
    #expect(checked.output == "")
  }

  @Test func labelsAreOneLineAndNeverEmpty() throws {
    let path = folder.file("a.graphml")
    try GraphMLWriter().write(Self.graph, toPath: path)
    let labels = try LabelReader.labels(of: path)
    #expect(labels.count == Self.values.count)
    #expect(!labels.contains { $0.isEmpty || $0.contains("\n") || $0 != $0.trimmingCharacters(in: .whitespaces) })
    #expect(labels[0] == "(unnamed)" && labels[2] == "(unnamed)")
    #expect(labels[3] == "\u{FFFD}")
    #expect(labels[6] == "a\u{FFFD}b")
    #expect(labels[8] == "<![CDATA[x]]>")
    #expect(labels[10] == "&amp;")
    #expect(labels[15] == "行 尾")
  }

  @Test func dotRendersWithoutAWord() throws {
    let (source, target) = (folder.file("a.dot"), folder.file("a.svg"))
    try DOTWriter().write(Self.graph, toPath: source)
    #expect(try GraphvizRenderer().render(source, toSVG: target) == "")
    let checked = try run("xmllint", ["--nonet", "--noout", "--huge", target])
    #expect(checked.status == 0)
    #expect(checked.output == "")
    let svg = try String(contentsOfFile: target, encoding: .utf8)
    for text in ["(unnamed)", "a\u{FFFD}b", "]]&gt;", "&amp;amp;", "行 尾\\n", "\\N\\G", "{|}", "1号"] {
      #expect(svg.contains(">\(text)</text>"), "\(text)")
    }
  }
}

/// The labels of nodes as an XML parser reads them.
private final class LabelReader: NSObject, XMLParserDelegate {
  private var labels: [String] = []
  private var isLabel = false

  static func labels(of path: String) throws -> [String] {
    let reader = LabelReader()
    let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: path)))
    parser.delegate = reader
    #expect(parser.parse())
    return reader.labels
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    isLabel = name == "data" && attributes["key"] == "n_label"
    if isLabel { labels.append("") }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    isLabel = false
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isLabel { labels[labels.count - 1] += text }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if isLabel { labels[labels.count - 1] += String(decoding: block, as: UTF8.self) }
  }
}
