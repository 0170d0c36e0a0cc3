import EntityModel

/// Writes a graph as GraphML 1.0 that Gephi, networkx, igraph, Cytoscape, yEd and others read: directed, one edge a
/// pair with the weight summed and a column for each kind of tie, no defaults, every string on one line.
///
///     try store.withGraph { try GraphMLWriter().write($0, toPath: "guanxi.graphml") }
public struct GraphMLWriter: Sendable {
  public init() {}

  /// Writes to a file, which appears whole or not at all; `-` is standard output.
  /// - Throws: `GraphExportError`, and what `graph` throws.
  @discardableResult
  public func write(_ graph: some GraphSource, toPath path: String) throws -> ExportReport {
    let file = try AtomicFile(path: path)
    let report = try write(graph) { try file.write($0) }
    try file.commit()
    return report
  }

  /// Writes to `sink`.
  /// - Complexity: linear in the graph, with a constant amount of memory.
  /// - Throws: `GraphExportError.xml`, and what `graph` and `sink` throw.
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
    for key in GraphMLKey.nodes { try declare(key, for: "node", in: xml) }
    for key in GraphMLKey.edges { try declare(key, for: "edge", in: xml) }
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
    report.replacedCharacters = xml.text.replaced
    return report
  }

  private func declare(_ key: GraphMLKey, for domain: StaticString, in xml: XMLTextWriter) throws {
    try xml.start("key")
    try xml.attribute("id", key.id)
    try xml.attribute("for", domain)
    try xml.attribute("attr.name", key.name)
    try xml.attribute("attr.type", key.type)
    try xml.end("key")
    try xml.newLine()
  }

  /// Four places behind the point, which is more than the figures are worth: `-0.0625`.
  static func decimal(_ value: Double) -> String {
    let parts = Int((value.magnitude * 10_000).rounded())
    let fraction = String(parts % 10_000)
    let sign = value < 0 && parts > 0 ? "-" : ""
    return "\(sign)\(parts / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
  }

  private func write(_ node: GraphNode, to xml: XMLTextWriter) throws {
    let colour = NodeStyle.of(node.type).colour
    try xml.start("node")
    try xml.attribute("id", prefix: UInt8(ascii: "n"), number: node.id)
    if !xml.prepare(node.name) { _ = xml.prepare("(unnamed)") }
    try xml.prepared("n_label")
    try xml.prepared("n_name")
    try xml.data("n_type", node.type.rawValue)
    try xml.data("n_anchor", node.anchor)
    try xml.data("n_aliases", node.aliases)
    if let level = node.level { try xml.data("n_level", level.rawValue) }
    if let code = node.code { try xml.data("n_code", code) }
    if let parent = node.parent { try xml.data("n_parent", parent) }
    try xml.data("n_roles", node.roles)
    try xml.data("n_districts", node.districts)
    try xml.data("n_townships", node.townships)
    try xml.data("n_inferred", node.isInferred)
    try xml.data("n_mentions", node.mentionCount)
    try xml.data("n_documents", node.documentCount)
    if let date = node.firstDate { try xml.data("n_first_date", date) }
    if let date = node.lastDate { try xml.data("n_last_date", date) }
    try xml.data("n_r", Int(colour.red))
    try xml.data("n_g", Int(colour.green))
    try xml.data("n_b", Int(colour.blue))
    try xml.data("n_size", NodeStyle.size(mentions: node.mentionCount))
    try xml.end("node")
    try xml.newLine()
  }

  private func write(_ edge: GraphEdge, number: Int, to xml: XMLTextWriter) throws {
    let kind = edge.counts.strongest
    try xml.start("edge")
    try xml.attribute("id", prefix: UInt8(ascii: "e"), number: number)
    try xml.attribute("source", prefix: UInt8(ascii: "n"), number: edge.source)
    try xml.attribute("target", prefix: UInt8(ascii: "n"), number: edge.target)
    _ = xml.prepare(kind.name)
    try xml.prepared("e_label")
    try xml.prepared("e_interaction")
    try xml.data("e_weight", edge.weight)
    for (kind, key) in zip(TieKind.allCases, GraphMLKey.ties) { try xml.data(key.id, edge.counts[kind]) }
    if let together = edge.coOccurrence {
      try xml.data("e_articles", together.articles)
      try xml.data("e_documents", together.documents)
      try xml.data("e_share", Self.decimal(Double(together.share) / Double(CoOccurrenceStatistics.shareUnit)))
      if let npmi = together.npmi { try xml.data("e_npmi", Self.decimal(npmi)) }
    }
    if let role = edge.role { try xml.data("e_role", role) }
    try xml.data("e_inferred", edge.isInferred)
    if let quote = edge.evidence {
      try xml.data("e_evidence", quote.text)
      try xml.data("e_document", quote.document)
      try xml.data("e_start", quote.start)
      try xml.data("e_end", quote.end)
    }
    try xml.end("edge")
    try xml.newLine()
  }
}

extension XMLTextWriter {
  /// A `<data>` element; none where `text` says nothing.
  fileprivate func data(_ key: StaticString, _ text: String) throws {
    if prepare(text) { try prepared(key) }
  }

  fileprivate func data(_ key: StaticString, _ texts: [String]) throws {
    if prepare(texts) { try prepared(key) }
  }

  fileprivate func data(_ key: StaticString, _ number: Int) throws {
    try start("data")
    try attribute("key", key)
    try write(number: number)
    try end("data")
  }

  fileprivate func data(_ key: StaticString, _ flag: Bool) throws {
    try start("data")
    try attribute("key", key)
    try write(raw: flag ? "true" : "false")
    try end("data")
  }

  fileprivate func prepared(_ key: StaticString) throws {
    try start("data")
    try attribute("key", key)
    try writePrepared()
    try end("data")
  }
}
