import EntityModel

/// Writes a graph as a Cypher script for an empty Neo4j database: `cypher-shell -f guanxi.cypher`.
///
/// Nodes are labelled `Entity` and `Person`, `Unit`, `Place` or `Programme`; relationships are of the type of their best
/// supported tie (`WORKS_FOR`). Run a second time it stops at the first node, for its id is taken.
public struct CypherWriter: GraphWriter {
  /// Nodes or relationships that one statement creates.
  static let rowsAStatement = 500

  public init() {}

  /// - Complexity: linear in the graph; holds some hundred edges of each kind.
  @discardableResult
  public func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport {
    var report = ExportReport()
    var values = CypherValues(sink: sink)
    try values.output.write(
      "CREATE CONSTRAINT guanxi_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")
    var open: (type: EntityType, rows: Int)?
    func close(_ values: inout CypherValues) throws {
      guard let type = open?.type else { return }
      try values.output.write("\n] AS row CREATE (n:Entity:\(type.nodeLabel)) SET n = row;\n")
      open = nil
    }
    try graph.forEachNode { node in
      if let type = open?.type, type != node.type || open?.rows == CypherWriter.rowsAStatement { try close(&values) }
      try values.output.write(open == nil ? "UNWIND [\n" : ",\n")
      try write(node, to: &values)
      open = (node.type, (open?.rows ?? 0) + 1)
      report.nodes += 1
    }
    try close(&values)
    // A statement creates relationships of one type, so those of each kind are gathered.
    var pending = TieKind.allCases.map { _ in [GraphEdge]() }
    try graph.forEachEdge { edge in
      let index = edge.counts.strongest.index
      pending[index].append(edge)
      report.edges += 1
      if pending[index].count == CypherWriter.rowsAStatement {
        try write(pending[index], to: &values)
        pending[index].removeAll(keepingCapacity: true)
      }
    }
    for edges in pending where !edges.isEmpty { try write(edges, to: &values) }
    try values.output.flush()
    report.count(values.output.text)
    return report
  }

  private func write(_ node: GraphNode, to values: inout CypherValues) throws {
    try values.open("  {id: 'n\(node.id)', name: ")
    try values.quote(node.name, otherwise: GraphNode.unnamed)
    try node.writeAttributes(to: &values)
    try values.output.write("}")
  }

  private func write(_ edges: [GraphEdge], to values: inout CypherValues) throws {
    guard let kind = edges.first?.counts.strongest else { return }
    try values.output.write("UNWIND [\n")
    for (index, edge) in edges.enumerated() {
      if index > 0 { try values.output.write(",\n") }
      try values.open("  {source: 'n\(edge.source)', target: 'n\(edge.target)', tie: {weight: \(edge.weight)")
      try edge.writeAttributes(to: &values)
      try values.output.write("}}")
    }
    try values.output.write(
      """

      ] AS row MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target})
      CREATE (a)-[r:\(kind.name.uppercased())]->(b) SET r = row.tie;

      """)
  }
}

/// Writes values as further entries of a Cypher map.
private struct CypherValues: AttributeWriter {
  var output: TextOutput

  init(sink: @escaping ByteSink) { output = TextOutput(sink: sink) }

  mutating func open(_ syntax: String) throws { try output.write(syntax) }

  mutating func write(_ column: GraphColumn, _ text: String) throws {
    output.text.set(text)
    if output.text.bytes.isEmpty { return }
    try key(column)
    try quotePrepared()
  }

  mutating func write(_ column: GraphColumn, _ texts: [String]) throws {
    try key(column)
    try output.write("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { try output.write(", ") }
      try quote(text)
    }
    try output.write("]")
  }

  mutating func write(_ column: GraphColumn, _ number: Int) throws {
    try key(column)
    try output.write(String(number))
  }

  mutating func write(_ column: GraphColumn, _ number: Double) throws {
    try key(column)
    try output.write(TextOutput.decimal(number))
  }

  mutating func write(_ column: GraphColumn, _ flag: Bool) throws {
    try key(column)
    try output.write(flag ? "true" : "false")
  }

  mutating func quote(_ text: String, otherwise: String = "") throws {
    output.text.set(text)
    if output.text.bytes.isEmpty { output.text.set(otherwise) }
    try quotePrepared()
  }

  private mutating func quotePrepared() throws {
    try output.write("'")
    try output.writePrepared(escaping: UInt8(ascii: "'"))
    try output.write("'")
  }

  /// In backquotes, so that no name is taken for a word of the language.
  private mutating func key(_ column: GraphColumn) throws {
    try output.write(", `")
    try output.write(column.name)
    try output.write("`: ")
  }
}
