import EntityModel

/// Writes a graph as GraphML 1.0 that Gephi, networkx, igraph, Cytoscape, yEd and others read: directed, one edge a
/// pair with the weight summed and a column for each kind of tie, no defaults, every string on one line.
///
///     try store.withGraph { try GraphMLWriter().write($0, toPath: "guanxi.graphml") }
public struct GraphMLWriter: GraphWriter {
  /// Where nodes stand and how many edges they have; nil for a file without `x`, `y` and `size`.
  public var arrangement: NodeArrangement?

  public init(arrangement: NodeArrangement? = nil) { self.arrangement = arrangement }

  /// - Complexity: linear in the graph, with a constant amount of memory.
  @discardableResult
  public func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport {
    var report = ExportReport()
    // The sink must not outlive the call; libxml2's writer, which holds it, does not.
    let xml = try XMLTextWriter(sink: sink)
    try xml.startDocument()
    try xml.start("graphml")
    try xml.attribute("xmlns", "http://graphml.graphdrawing.org/xmlns")
    try xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    try xml.attribute(
      "xsi:schemaLocation",
      "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd")
    try xml.newLine()
    try declareColumns(in: xml)
    try xml.start("graph")
    try xml.attribute("id", "G")
    try xml.attribute("edgedefault", "directed")
    try xml.attribute("parse.nodeids", "canonical")
    try xml.attribute("parse.edgeids", "canonical")
    try xml.newLine()
    try graph.forEachNode { node in
      try write(node, to: xml)
      report.nodes += 1
    }
    try graph.forEachEdge { edge in
      try write(edge, number: report.edges, to: xml)
      report.edges += 1
    }
    try xml.end("graph")
    try xml.newLine()
    try xml.end("graphml")
    try xml.endDocument()
    report.count(xml.text)
    return report
  }

  private func declareColumns(in xml: XMLTextWriter) throws {
    var nodes = [GraphColumn.nodeLabel, .nodeName] + GraphColumn.ofNodes + [.red, .green, .blue]
    if arrangement != nil { nodes.append(.size) }
    if arrangement?.positions != nil { nodes += [.x, .y] }
    for column in nodes { try declare(column, for: "node", in: xml) }
    for column in [GraphColumn.edgeLabel, .interaction, .weight] + GraphColumn.ofEdges {
      try declare(column, for: "edge", in: xml)
    }
  }

  private func declare(_ column: GraphColumn, for domain: StaticString, in xml: XMLTextWriter) throws {
    try xml.start("key")
    try xml.attribute("id", column.id)
    try xml.attribute("for", domain)
    try xml.attribute("attr.name", column.name)
    try xml.attribute("attr.type", column.values.graphML)
    try xml.end("key")
    try xml.newLine()
  }

  private func write(_ node: GraphNode, to xml: XMLTextWriter) throws {
    var data = GraphMLData(xml: xml)
    try xml.start("node")
    try xml.attribute("id", prefix: UInt8(ascii: "n"), number: node.id)
    if !xml.prepare(node.name) { _ = xml.prepare(GraphNode.unnamed) }
    try data.writePrepared(.nodeLabel)
    try data.writePrepared(.nodeName)
    try node.writeAttributes(to: &data)
    let colour = NodeStyle.of(node.type).colour
    try data.write(.red, Int(colour.red))
    try data.write(.green, Int(colour.green))
    try data.write(.blue, Int(colour.blue))
    if let arrangement {
      try data.write(.size, Double(arrangement.size(of: node.id)))
      if let position = arrangement.positions?[node.id] {
        try data.write(.x, position.x)
        try data.write(.y, position.y)
      }
    }
    try xml.end("node")
    try xml.newLine()
  }

  private func write(_ edge: GraphEdge, number: Int, to xml: XMLTextWriter) throws {
    var data = GraphMLData(xml: xml)
    try xml.start("edge")
    try xml.attribute("id", prefix: UInt8(ascii: "e"), number: number)
    try xml.attribute("source", prefix: UInt8(ascii: "n"), number: edge.source)
    try xml.attribute("target", prefix: UInt8(ascii: "n"), number: edge.target)
    _ = xml.prepare(edge.counts.strongest.name)
    try data.writePrepared(.edgeLabel)
    try data.writePrepared(.interaction)
    // A whole number is a double too, and shorter.
    try data.write(.weight, edge.weight)
    try edge.writeAttributes(to: &data)
    try xml.end("edge")
    try xml.newLine()
  }
}

/// Writes values as `<data>` elements.
private struct GraphMLData: AttributeWriter {
  let xml: XMLTextWriter

  func write(_ column: GraphColumn, _ text: String) throws {
    if xml.prepare(text) { try writePrepared(column) }
  }

  func write(_ column: GraphColumn, _ texts: [String]) throws {
    if xml.prepare(texts) { try writePrepared(column) }
  }

  func write(_ column: GraphColumn, _ number: Int) throws {
    try xml.start("data")
    try xml.attribute("key", column.id)
    try xml.write(number: number)
    try xml.end("data")
  }

  func write(_ column: GraphColumn, _ number: Double) throws {
    try write(column, TextOutput.decimal(number))
  }

  func write(_ column: GraphColumn, _ flag: Bool) throws {
    try xml.start("data")
    try xml.attribute("key", column.id)
    try xml.write(raw: flag ? "true" : "false")
    try xml.end("data")
  }

  func writePrepared(_ column: GraphColumn) throws {
    try xml.start("data")
    try xml.attribute("key", column.id)
    try xml.writePrepared()
    try xml.end("data")
  }
}

extension GraphColumn.Values {
  fileprivate var graphML: StaticString {
    switch self {
    case .text, .texts: "string"
    case .integer: "int"
    case .decimal: "double"
    case .flag: "boolean"
    }
  }
}
