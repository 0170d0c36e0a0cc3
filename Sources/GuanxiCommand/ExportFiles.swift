import GraphExport
import GraphStorage

/// The files that stand beside the database.
struct ExportFiles {
  let folder: String

  /// Writes every format from one state of the store.
  /// - Returns: the paths, and whether nothing failed.
  func write(_ store: GraphStore) throws -> (files: [String], isComplete: Bool) {
    let graphML = GraphExporter(format: .graphml, path: "\(folder)/guanxi.graphml")
    let dot = GraphExporter(format: .dot, path: "\(folder)/guanxi.dot")
    let svg = "\(folder)/guanxi.svg"
    let report = try store.withGraph { graph in
      _ = try dot.write(graph)
      return try graphML.write(graph).report
    }
    graphML.tell(report)
    let files = [graphML.path, dot.path]
    guard report.nodes <= DOTWriter.prismLimit else {
      StandardStreams.writeError(
        "\(svg): not drawn, \(report.nodes) nodes are too many; open \(graphML.path) in Gephi\n")
      return (files, true)
    }
    do {
      let complaint = try GraphvizRenderer().render(dot.path, toSVG: svg)
      if !complaint.isEmpty { StandardStreams.writeError("\(svg): Graphviz says: \(complaint)\n") }
      return (files + [svg], true)
    } catch GraphExportError.missingRenderer {
      StandardStreams.writeError("\(svg): not drawn, Graphviz was not found; install graphviz and build again\n")
      return (files, true)
    } catch {
      StandardStreams.writeError("\(svg): not drawn, \(error)\n")
      return (files, false)
    }
  }
}
