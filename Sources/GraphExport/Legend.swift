import EntityModel

/// What a picture shows, and the small graph beside it that explains these colours and shapes.
///
/// Graphviz draws no legends. Entries are nodes, for it keeps labels of nodes apart but not those of edges; lines that are
/// not drawn, from each to the next few, hold them together in a block.
struct Legend {
  private var types: Set<EntityType> = []
  private var kinds: Set<TieKind> = []
  private var hasInferred = false
  /// To how many entries after it each is tied.
  private static let reach = 4

  mutating func add(_ type: EntityType) { types.insert(type) }

  /// - Parameter kind: as which the edge is drawn.
  mutating func add(_ edge: GraphEdge, as kind: TieKind) {
    kinds.insert(kind)
    hasInferred = hasInferred || edge.isInferred
  }

  func write(to dot: inout DOTText, isCluster: Bool) throws {
    if isCluster {
      try dot.write("  subgraph \"cluster_legend\" {\n    graph [label=")
      try dot.writeQuoted(["图例 legend"])
      try dot.write(", tooltip=\" \", color=\"#9aa5b1\", style=\"rounded\"];\n")
    }
    var entries: [String] = []
    for type in EntityType.allCases where types.contains(type) {
      let style = NodeStyle.of(type)
      entries.append("legend_\(type.rawValue)")
      try write(entries.last ?? "", style.caption, style.attributes, to: &dot)
    }
    for kind in TieKind.allCases where kinds.contains(kind) {
      let style = EdgeStyle.of(kind)
      entries.append("legend_\(kind.name)")
      try write(
        entries.last ?? "", (style.arrowhead == "none" ? "— " : "→ ") + style.caption,
        "shape=\"plaintext\", fontcolor=\"\(style.colour.hexadecimal)\"", to: &dot)
    }
    if hasInferred {
      entries.append("legend_inferred")
      try write("legend_inferred", "- - 推断 inferred", "shape=\"plaintext\"", to: &dot)
    }
    for index in entries.indices {
      for next in entries[(index + 1)...].prefix(Legend.reach) {
        try dot.write("  \(entries[index]) -> \(next) [tooltip=\" \", style=\"invis\"];\n")
      }
    }
    if isCluster { try dot.write("  }\n") }
  }

  private func write(_ name: String, _ caption: String, _ attributes: String, to dot: inout DOTText) throws {
    try dot.write("  \(name) [label=")
    try dot.writeQuoted([caption])
    try dot.write(", tooltip=\" \", fontsize=16, \(attributes)];\n")
  }
}
