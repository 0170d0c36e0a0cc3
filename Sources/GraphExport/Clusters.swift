import EntityModel

/// Which nodes stand in the box of which district.
struct Clusters {
  /// For each district the ids of its nodes, in the order of nodes.
  private var members: [String: [Int]] = [:]

  /// - Complexity: walks the nodes once, and holds eight bytes for each.
  init(_ graph: some GraphSource) throws {
    try graph.forEachNode { node in
      if let district = Clusters.district(of: node) { members[district, default: []].append(node.id) }
    }
  }

  /// The district a node works with most, or a place lies in; nil for none.
  private static func district(of node: GraphNode) -> String? {
    if let district = node.districts.first { return district }
    guard node.type == .place else { return nil }
    if node.level == .county { return node.name }
    return node.anchor.isEmpty ? nil : node.anchor
  }

  func write(to dot: inout DOTText) throws {
    let districts = members.filter { $0.value.count > 1 }
    for (number, district) in districts.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }).enumerated() {
      try dot.write("  subgraph \"cluster_\(number)\" {\n    graph [label=")
      try dot.writeQuoted([district])
      try dot.write(", tooltip=")
      try dot.writeQuoted([district])
      try dot.write(", fontsize=24, color=\"#9aa5b1\", style=\"rounded\", margin=12];\n   ")
      for node in districts[district] ?? [] { try dot.write(" n\(node);") }
      try dot.write("\n  }\n")
    }
  }
}
