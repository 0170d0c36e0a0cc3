import EntityModel

/// Writes a graph as DOT for Graphviz, laid out by `sfdp` (with clusters, `fdp`) whatever program of Graphviz renders it.
///
///     try store.withGraph { try DOTWriter().write($0, toPath: "guanxi.dot") }
///     // dot -Tsvg guanxi.dot > guanxi.svg
///
/// A picture cannot hold every pair that is named together; GraphML does. Drawn are: every node; every edge with a
/// typed relation, in the colour of its best supported kind; co-occurrence alone, thin and pale, where it was seen at
/// least `minimumCoOccurrence` times, and for a node that would stand alone its most frequent one.
public struct DOTWriter: GraphWriter {
  /// How often two nodes without a typed tie must be named together for the edge to be drawn.
  public var minimumCoOccurrence = 3
  /// Whether a small graph that explains colours and shapes stands beside.
  public var hasLegend = true
  /// Whether the nodes of each district stand in a box of their own.
  public var hasClusters: Bool
  /// Number of nodes up to which labels are kept from overlapping; `sfdp` takes 10 s for so many.
  public static let prismLimit = 10_000
  /// Number of nodes that `sfdp` can lay out at all, and `fdp`, which knows clusters.
  static let (sfdpLimit, fdpLimit) = (50_000, 3_000)
  /// Number of unconnected parts that may stand one below the other.
  private static let mostInColumn = 6

  public init(hasClusters: Bool = false) { self.hasClusters = hasClusters }

  /// What to do with a graph of so many nodes; nil where Graphviz renders the file well as it is.
  public func advice(nodes: Int) -> String? {
    if nodes > DOTWriter.sfdpLimit {
      return "\(nodes) nodes are too many for Graphviz; write GraphML and open it in Gephi, or select with --top"
    }
    if hasClusters && nodes > DOTWriter.fdpLimit {
      return "\(nodes) nodes are too many for clusters, which fdp draws; leave them out, and sfdp draws it"
    }
    return nodes > DOTWriter.prismLimit
      ? "labels of \(nodes) nodes will overlap; render with sfdp -Tsvg, or select with --top or --district" : nil
  }

  /// Writes to `sink`. The report counts the edges that are drawn.
  /// - Complexity: walks nodes once and edges twice; holds about ten bytes a node.
  /// - Throws: what `graph` and `sink` throw.
  @discardableResult
  public func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport {
    let choice = try EdgeChoice(graph, minimum: minimumCoOccurrence)
    var report = ExportReport()
    var dot = DOTText(sink: sink)
    var legend = Legend()
    try writeHeader(choice, to: &dot)
    try graph.forEachNode { node in
      try write(node, to: &dot)
      legend.add(node.type)
      report.nodes += 1
    }
    if hasClusters { try Clusters(graph).write(to: &dot) }
    try graph.forEachEdge { edge in
      guard choice.draws(edge) else { return }
      try write(edge, to: &dot)
      legend.add(edge, as: edge.counts.strongest)
      report.edges += 1
    }
    if hasLegend && report.nodes > 0 { try legend.write(to: &dot, isCluster: hasClusters) }
    try dot.write("}\n")
    try dot.flush()
    report.count(dot.text)
    return report
  }

  private func writeHeader(_ choice: EdgeChoice, to dot: inout DOTText) throws {
    let fonts = "fontname=\"Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif\""
    let isPrism = choice.nodeCount <= DOTWriter.prismLimit
    let overlap = isPrism ? "overlap=\"prism\", overlap_scaling=-2" : "overlap=\"true\""
    let engine = hasClusters ? "fdp" : "sfdp"
    // A few parts stand one below the other, the legend among them; many are packed as it comes.
    let isColumn = !hasClusters && choice.componentCount <= DOTWriter.mostInColumn
    let column = isColumn ? ", pack=12, packmode=\"array_1c\"" : ""
    try dot.write(
      """
      digraph "guanxi" {
        graph [charset="UTF-8", layout="\(engine)", \(overlap), sep="+4", splines="line", outputorder="edgesfirst"\(column),
          bgcolor="white", pad=0.3, tooltip=" ", \(fonts)];
        node [fontsize=13, fontcolor="#1a1a1a", margin="0.08,0.04", height=0.2, width=0.3, \(fonts)];
        edge [arrowsize=0.5, \(fonts)];

      """)
  }

  private func write(_ node: GraphNode, to dot: inout DOTText) throws {
    let style = NodeStyle.of(node.type)
    try dot.write("  n\(node.id) [label=")
    try dot.writeQuoted([DOTWriter.short(node.name)], otherwise: GraphNode.unnamed)
    try dot.write(", tooltip=")
    try dot.writeQuoted(tooltip(of: node))
    let size = min(13 + 2 * NodeStyle.doublings(node.mentionCount), 27)
    try dot.write(", fontsize=\(size), ")
    try dot.write(style.attributes)
    try dot.write("];\n")
  }

  /// A name as far as a picture has room for it; the tooltip tells all of it.
  private static func short(_ name: String) -> String {
    guard name.utf8.count > longestLabel, name.unicodeScalars.count > longestLabel else { return name }
    var short = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(longestLabel - 1) { short.append(scalar) }
    return String(short) + "…"
  }

  /// Number of characters.
  private static let longestLabel = 24

  private func tooltip(of node: GraphNode) -> [String] {
    let level = node.level.map { " (\($0.rawValue))" } ?? ""
    return [
      "\(node.name): \(node.type.rawValue)\(level)",
      node.aliases.isEmpty ? "" : "又称 " + node.aliases.joined(separator: "、"),
      node.roles.joined(separator: "、"),
      (node.districts + node.townships).joined(separator: "、"),
      "提及 \(node.mentionCount) 次，文档 \(node.documentCount) 份",
    ]
  }

  private func write(_ edge: GraphEdge, to dot: inout DOTText) throws {
    let kind = edge.counts.strongest
    let style = EdgeStyle.of(kind)
    try dot.write("  n\(edge.source) -> n\(edge.target) [tooltip=")
    try dot.writeQuoted(tooltip(of: edge))
    try dot.write(", \(style.attributes(count: edge.counts[kind]))")
    try dot.write(edge.isInferred ? ", style=\"dashed\"];\n" : "];\n")
  }

  private func tooltip(of edge: GraphEdge) -> [String] {
    let kinds = TieKind.allCases.filter { edge.counts[$0] > 0 }.map { "\($0.name) \(edge.counts[$0])" }
    return [
      kinds.joined(separator: ", ") + (edge.role.map { "：\($0)" } ?? ""),
      edge.evidence.map { "\($0.text)（\($0.document)）" } ?? "",
    ]
  }
}

extension NodeStyle {
  /// As attributes of a DOT node.
  var attributes: String {
    "shape=\"\(shape)\", style=\"\(style)\", color=\"\(colour.hexadecimal)\", fillcolor=\"\(colour.tint.hexadecimal)\""
  }
}

/// Which edges of a graph are drawn.
struct EdgeChoice {
  let nodeCount: Int
  /// Number of parts that no drawn edge joins.
  private(set) var componentCount = 0
  private let minimum: Int
  /// For each node, the weight of its heaviest edge (the most there is for one that is drawn anyway) and the node at
  /// the other end of it.
  private var heaviest: [UInt32]
  private var partner: [Int32]

  init(_ graph: some GraphSource, minimum: Int) throws {
    self.minimum = minimum
    var count = 0
    try graph.forEachNode { _ in count += 1 }
    nodeCount = count
    heaviest = Array(repeating: 0, count: count)
    partner = Array(repeating: -1, count: count)
    var parts = Components(count: count)
    try graph.forEachEdge { edge in
      // No co-occurrence outweighs an edge that is drawn.
      let weight = EdgeChoice.isDrawnAnyway(edge, minimum) ? .max : UInt32(clamping: edge.weight)
      if weight == .max { parts.join(edge.source, edge.target) }
      for (node, other) in [(edge.source, edge.target), (edge.target, edge.source)] where weight > heaviest[node] {
        heaviest[node] = weight
        partner[node] = Int32(other)
      }
    }
    for (node, other) in partner.enumerated() where other >= 0 { parts.join(node, Int(other)) }
    componentCount = parts.count
  }

  func draws(_ edge: GraphEdge) -> Bool {
    EdgeChoice.isDrawnAnyway(edge, minimum) || isLifeline(edge.source, to: edge.target)
      || isLifeline(edge.target, to: edge.source)
  }

  private static func isDrawnAnyway(_ edge: GraphEdge, _ minimum: Int) -> Bool {
    edge.counts.isTyped || edge.weight >= minimum
  }

  private func isLifeline(_ node: Int, to other: Int) -> Bool { partner[node] == Int32(other) }
}

/// Disjoint sets of nodes (R. E. Tarjan, 1975; here with path halving alone).
private struct Components {
  private var parent: [Int32]
  private(set) var count: Int

  init(count: Int) {
    parent = Array(0..<Int32(count))
    self.count = count
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    if first == second { return }
    parent[max(first, second)] = Int32(min(first, second))
    count -= 1
  }

  private mutating func root(of node: Int) -> Int {
    var node = node
    while Int(parent[node]) != node {
      parent[node] = parent[Int(parent[node])]
      node = Int(parent[node])
    }
    return node
  }
}
