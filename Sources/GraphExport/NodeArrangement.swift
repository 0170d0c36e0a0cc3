import EntityModel
import Foundation

/// A place in the plane, in points; y runs upwards.
public struct NodePosition: Sendable, Equatable {
  public var x: Double
  public var y: Double

  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// How large nodes are drawn and where: what Gephi shows of a file at once.
///
///     let arrangement = try NodeArrangement(graph)
///     try GraphMLWriter(arrangement: arrangement).write(graph, toPath: "guanxi.graphml")
public struct NodeArrangement: Sendable {
  /// How positions are found.
  public enum Layout: Sendable {
    /// By Graphviz's `sfdp` where it is installed, else by forces of our own; none beyond `nodeLimit`.
    case automatic
    /// By forces of our own, whatever is installed; none beyond `nodeLimit`.
    case ownForces
    case none
  }

  /// Most nodes that are laid out; `sfdp` takes 10 s for so many.
  public static let nodeLimit = 10_000

  /// For each node the number of its edges.
  let degrees: [Int32]
  /// For each node its place; nil where none were found out.
  public let positions: [NodePosition]?

  /// - Complexity: walks the edges once, and once more, held in memory, where the graph is small enough for a layout.
  /// - Throws: `GraphExportError`, and what `graph` throws.
  public init(_ graph: some GraphSource, layout: Layout = .automatic) throws {
    var count = 0
    try graph.forEachNode { _ in count += 1 }
    var degrees = [Int32](repeating: 0, count: count)
    let wantsLayout = layout != .none && count > 0 && count <= NodeArrangement.nodeLimit
    var springs: [Spring] = []
    try graph.forEachEdge { edge in
      degrees[edge.source] += 1
      degrees[edge.target] += 1
      if wantsLayout { springs.append(Spring(a: edge.source, b: edge.target, strength: Double(edge.weight))) }
    }
    self.degrees = degrees
    guard wantsLayout else {
      positions = nil
      return
    }
    let radii = degrees.map { Double(NodeArrangement.size(degree: $0)) }
    if layout == .automatic, let drawn = try NodeArrangement.drawn(springs, radii: radii) {
      positions = drawn
    } else {
      positions = ForceLayout(radii: radii, springs: springs).positions()
    }
  }

  /// Gephi's node size: 10, and 5 more with each doubling of the number of edges.
  func size(of node: Int) -> Int { NodeArrangement.size(degree: degrees[node]) }

  private static func size(degree: Int32) -> Int { 10 + 5 * NodeStyle.doublings(Int(degree)) }

  /// Positions by Graphviz; nil where it is not installed.
  private static func drawn(_ springs: [Spring], radii: [Double]) throws -> [NodePosition]? {
    let renderer: GraphvizRenderer
    do {
      renderer = try GraphvizRenderer()
    } catch GraphExportError.missingRenderer {
      return nil
    }
    var dot = """
      graph { graph [layout="sfdp", overlap="prism", overlap_scaling=-3]; node [shape="circle", label="", fixedsize=true];

      """
    for (node, radius) in radii.enumerated() { dot += "n\(node) [width=\(TextOutput.decimal(2 * radius / 72))];\n" }
    for spring in springs { dot += "n\(spring.a) -- n\(spring.b) [weight=\(Int(spring.strength))];\n" }
    let plain = try renderer.plain(dot + "}\n")
    var positions = radii.map { _ in NodePosition(x: 0, y: 0) }
    // node n17 12.5 3.25 0.4 …, in inches
    for line in plain.split(separator: "\n") where line.hasPrefix("node n") {
      let fields = line.split(separator: " ")
      guard fields.count > 3, let node = Int(fields[1].dropFirst()), positions.indices.contains(node),
        let x = Double(fields[2]), let y = Double(fields[3])
      else { continue }
      positions[node] = NodePosition(x: x * 72, y: y * 72)
    }
    return positions
  }
}
