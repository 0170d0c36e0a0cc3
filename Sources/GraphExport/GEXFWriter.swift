import EntityModel

/// Writes a graph as GEXF 1.3 for Gephi, with the days on which nodes and edges first and last appear, so that Gephi's
/// timeline runs over them.
///
/// What has no day of issue is there at all times.
public struct GEXFWriter: GraphWriter {
  /// Where nodes stand and how many edges they have; nil for a file without positions and sizes.
  public var arrangement: NodeArrangement?

  public init(arrangement: NodeArrangement? = nil) { self.arrangement = arrangement }

  /// - Complexity: linear in the graph, with a constant amount of memory.
  @discardableResult
  public func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport {
    var report = ExportReport()
    let xml = try XMLTextWriter(sink: sink)
    try xml.startDocument()
    try xml.start("gexf")
    try xml.attribute("xmlns", "http://gexf.net/1.3")
    try xml.attribute("xmlns:viz", "http://gexf.net/1.3/viz")
    try xml.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    try xml.attribute("xsi:schemaLocation", "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd")
    try xml.attribute("version", "1.3")
    try xml.newLine()
    try xml.start("graph")
    try xml.attribute("defaultedgetype", "directed")
    try xml.attribute("idtype", "string")
    try xml.attribute("mode", "dynamic")
    try xml.attribute("timeformat", "date")
    try xml.attribute("timerepresentation", "interval")
    try xml.newLine()
    try declare(GraphColumn.ofNodes, of: "node", in: xml)
    try declare(GraphColumn.ofEdges, of: "edge", in: xml)
    try xml.start("nodes")
    try xml.newLine()
    try graph.forEachNode { node in
      try write(node, to: xml)
      report.nodes += 1
    }
    try xml.end("nodes")
    try xml.newLine()
    try xml.start("edges")
    try xml.newLine()
    try graph.forEachEdge { edge in
      try write(edge, number: report.edges, to: xml)
      report.edges += 1
    }
    try xml.end("edges")
    try xml.newLine()
    try xml.endDocument()
    report.count(xml.text)
    return report
  }

  private func declare(_ columns: [GraphColumn], of domain: StaticString, in xml: XMLTextWriter) throws {
    try xml.start("attributes")
    try xml.attribute("class", domain)
    try xml.attribute("mode", "static")
    try xml.newLine()
    for column in columns {
      try xml.start("attribute")
      try xml.attribute("id", column.id)
      try xml.attribute("title", column.name)
      try xml.attribute("type", column.values.gexf)
      try xml.end("attribute")
      try xml.newLine()
    }
    try xml.end("attributes")
    try xml.newLine()
  }

  private func write(_ node: GraphNode, to xml: XMLTextWriter) throws {
    try xml.start("node")
    try xml.attribute("id", prefix: UInt8(ascii: "n"), number: node.id)
    if !xml.prepare(node.name) { _ = xml.prepare(GraphNode.unnamed) }
    try xml.attributePrepared("label")
    try write(node.firstDate, node.lastDate, to: xml)
    var values = GEXFValues(xml: xml)
    try xml.start("attvalues")
    try node.writeAttributes(to: &values)
    try xml.end("attvalues")
    let colour = NodeStyle.of(node.type).colour
    try xml.start("viz:color")
    for (name, channel) in [("r", colour.red), ("g", colour.green), ("b", colour.blue)] as [(StaticString, UInt8)] {
      try xml.attribute(name, number: Int(channel))
    }
    try xml.end("viz:color")
    if let arrangement {
      if let position = arrangement.positions?[node.id] {
        try xml.start("viz:position")
        for (name, place) in [("x", position.x), ("y", position.y), ("z", 0)] as [(StaticString, Double)] {
          _ = xml.prepare(TextOutput.decimal(place))
          try xml.attributePrepared(name)
        }
        try xml.end("viz:position")
      }
      try xml.start("viz:size")
      try xml.attribute("value", number: arrangement.size(of: node.id))
      try xml.end("viz:size")
    }
    try xml.end("node")
    try xml.newLine()
  }

  private func write(_ edge: GraphEdge, number: Int, to xml: XMLTextWriter) throws {
    try xml.start("edge")
    try xml.attribute("id", prefix: UInt8(ascii: "e"), number: number)
    try xml.attribute("source", prefix: UInt8(ascii: "n"), number: edge.source)
    try xml.attribute("target", prefix: UInt8(ascii: "n"), number: edge.target)
    _ = xml.prepare(edge.counts.strongest.name)
    try xml.attributePrepared("kind")
    try xml.attributePrepared("label")
    try xml.attribute("weight", number: edge.weight)
    try write(edge.firstDate, edge.lastDate, to: xml)
    var values = GEXFValues(xml: xml)
    try xml.start("attvalues")
    try edge.writeAttributes(to: &values)
    try xml.end("attvalues")
    try xml.end("edge")
    try xml.newLine()
  }

  /// The days between which something is there, both included.
  private func write(_ first: String?, _ last: String?, to xml: XMLTextWriter) throws {
    if let first, GEXFWriter.isDay(first) {
      _ = xml.prepare(first)
      try xml.attributePrepared("start")
    }
    if let last, GEXFWriter.isDay(last) {
      _ = xml.prepare(last)
      try xml.attributePrepared("end")
    }
  }

  /// Whether the text looks like `2024-06-21`; Gephi refuses a file for one that does not.
  private static func isDay(_ text: String) -> Bool {
    text.utf8.count == 10
      && text.utf8.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }
}

/// Writes values as `<attvalue>` elements.
private struct GEXFValues: AttributeWriter {
  let xml: XMLTextWriter

  func write(_ column: GraphColumn, _ text: String) throws {
    if xml.prepare(text) { try writePrepared(column) }
  }

  func write(_ column: GraphColumn, _ texts: [String]) throws {
    if xml.prepare(texts) { try writePrepared(column) }
  }

  func write(_ column: GraphColumn, _ number: Int) throws {
    try xml.start("attvalue")
    try xml.attribute("for", column.id)
    try xml.attribute("value", number: number)
    try xml.end("attvalue")
  }

  func write(_ column: GraphColumn, _ number: Double) throws { try write(column, TextOutput.decimal(number)) }

  func write(_ column: GraphColumn, _ flag: Bool) throws { try write(column, flag ? "true" : "false") }

  private func writePrepared(_ column: GraphColumn) throws {
    try xml.start("attvalue")
    try xml.attribute("for", column.id)
    try xml.attributePrepared("value")
    try xml.end("attvalue")
  }
}

extension GraphColumn.Values {
  fileprivate var gexf: StaticString {
    switch self {
    case .text, .texts: "string"
    case .integer: "integer"
    case .decimal: "double"
    case .flag: "boolean"
    }
  }
}
