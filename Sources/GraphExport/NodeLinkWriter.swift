import EntityModel

/// Writes a graph as the node-link JSON of networkx (`node_link_graph`) and d3 (`forceLink(graph.edges).id(d => d.id)`),
/// one node or edge a line; or as JSON Lines, one object a line that says in `record` whether it is a node or an edge.
public struct NodeLinkWriter: GraphWriter {
  /// Where nodes stand and how many edges they have; nil for a file without `x`, `y` and `size`.
  public var arrangement: NodeArrangement?
  /// Whether each line is a JSON value of its own.
  public var isLines: Bool

  public init(arrangement: NodeArrangement? = nil, isLines: Bool = false) {
    self.arrangement = arrangement
    self.isLines = isLines
  }

  /// - Complexity: linear in the graph, with a constant amount of memory.
  @discardableResult
  public func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport {
    var report = ExportReport()
    var json = JSONValues(sink: sink)
    if !isLines {
      let kind = graph.hasParallelEdges ? "true" : "false"
      try json.output.write("{\"directed\": true, \"multigraph\": \(kind), \"graph\": {},\n\"nodes\": [\n")
    }
    try graph.forEachNode { node in
      try begin(isFirst: report.nodes == 0, "node", &json)
      try write(node, to: &json)
      report.nodes += 1
    }
    if !isLines { try json.output.write(report.nodes == 0 ? "],\n\"edges\": [\n" : "\n],\n\"edges\": [\n") }
    try graph.forEachEdge { edge in
      try begin(isFirst: report.edges == 0, "edge", &json)
      try write(edge, hasKey: graph.hasParallelEdges, to: &json)
      report.edges += 1
    }
    if !isLines { try json.output.write(report.edges == 0 ? "]}\n" : "\n]}\n") }
    try json.output.flush()
    report.count(json.output.text)
    return report
  }

  private func begin(isFirst: Bool, _ record: String, _ json: inout JSONValues) throws {
    if isLines {
      try json.open()
      try json.write("record", record)
    } else {
      try json.open(isFirst ? "{" : ",\n{")
    }
  }

  private func end(_ json: inout JSONValues) throws { try json.output.write(isLines ? "}\n" : "}") }

  private func write(_ node: GraphNode, to json: inout JSONValues) throws {
    try json.write("id", "n\(node.id)")
    try json.write("label", node.name, otherwise: GraphNode.unnamed)
    try json.write("name", node.name, otherwise: GraphNode.unnamed)
    try node.writeAttributes(to: &json)
    try json.write("colour", NodeStyle.of(node.type).colour.hexadecimal)
    if let arrangement {
      try json.write(.size, arrangement.size(of: node.id))
      if let position = arrangement.positions?[node.id] {
        try json.write(.x, position.x)
        try json.write(.y, position.y)
      }
    }
    try end(&json)
  }

  private func write(_ edge: GraphEdge, hasKey: Bool, to json: inout JSONValues) throws {
    let kind = edge.counts.strongest.name
    try json.write("source", "n\(edge.source)")
    try json.write("target", "n\(edge.target)")
    // By which networkx tells parallel edges apart.
    if hasKey { try json.write("key", kind) }
    try json.write("label", kind)
    try json.write(.weight, edge.weight)
    try edge.writeAttributes(to: &json)
    try end(&json)
  }
}
