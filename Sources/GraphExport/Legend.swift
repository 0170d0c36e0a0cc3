import EntityModel

/// A star that explains colours and shapes, a component of its own: Graphviz draws no legends, and lays out labels of
/// nodes, but not of edges, without overlap.
enum Legend {
  static func write(to dot: inout DOTText, isCluster: Bool) throws {
    if isCluster {
      try dot.write("  subgraph \"cluster_legend\" {\n    graph [label=\"\", color=\"#9aa5b1\", style=\"rounded\"];\n")
    }
    try dot.write("  legend [label=\"图例 legend\", tooltip=\" \", fontsize=14, shape=\"plaintext\"];\n")
    for type in EntityType.allCases {
      let style = NodeStyle.of(type)
      try dot.write("  legend_\(type.rawValue) [label=")
      try dot.writeQuoted([style.caption])
      try dot.write(", tooltip=\" \", fontsize=14, \(style.attributes)];\n")
      try dot.write("  legend -> legend_\(type.rawValue) [tooltip=\" \", style=\"invis\"];\n")
    }
    for kind in TieKind.allCases {
      let style = EdgeStyle.of(kind)
      try dot.write("  legend_\(kind.name) [label=")
      try dot.writeQuoted([style.caption])
      try dot.write(", tooltip=\" \", fontsize=12, shape=\"plaintext\"];\n")
      try dot.write("  legend -> legend_\(kind.name) [tooltip=\" \", \(style.attributes(count: 4))];\n")
    }
    if isCluster { try dot.write("  }\n") }
  }
}
