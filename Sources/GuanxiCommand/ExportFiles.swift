import GraphExport
import GraphStorage

/// The files a graph is exported to.
struct ExportFiles {
  let folder: String

  /// Writes every format from one state of the store.
  /// - Returns: the paths, and whether nothing failed.
  func write(_ store: GraphStore) throws -> (files: [String], isComplete: Bool) {
    let graphML = "\(folder)/guanxi.graphml"
    let dot = "\(folder)/guanxi.dot"
    let svg = "\(folder)/guanxi.svg"
    let report = try store.withGraph { graph in
      try DOTWriter().write(graph, toPath: dot)
      return try GraphMLWriter().write(graph, toPath: graphML)
    }
    if report.replacedCharacters > 0 {
      StandardStreams.writeError(
        "\(graphML): \(report.replacedCharacters) characters that XML cannot hold stand as U+FFFD; clean the pages\n")
    }
    guard report.nodes <= DOTWriter.prismLimit else {
      StandardStreams.writeError("\(svg): not drawn, \(report.nodes) nodes are too many; open \(graphML) in Gephi\n")
      return ([graphML, dot], true)
    }
    do {
      let complaint = try GraphvizRenderer().render(dot, toSVG: svg)
      if !complaint.isEmpty { StandardStreams.writeError("\(svg): Graphviz says: \(complaint)\n") }
      return ([graphML, dot, svg], true)
    } catch GraphExportError.missingRenderer {
      StandardStreams.writeError("\(svg): not drawn, Graphviz was not found; install graphviz and build again\n")
      return ([graphML, dot], true)
    } catch {
      StandardStreams.writeError("\(svg): not drawn, \(error)\n")
      return ([graphML, dot], false)
    }
  }
}
