import GraphExport
import GraphStorage

/// The files that stand beside the database.
struct ExportFiles {
  let folder: String
  /// Whether they are wanted; nil for as long as they are quickly written or worth it.
  let areWanted: Bool?

  /// Nodes up to which they are quickly written.
  static let quickNodes = DOTWriter.prismLimit
  /// Beyond that, they are worth it when one of so many documents changed.
  static let worthyShare = 10

  init(folder: String, areWanted: Bool?) {
    self.folder = folder
    self.areWanted = areWanted
  }

  init(_ output: StoreOptions) { self.init(folder: output.out, areWanted: output.export) }

  /// Whether a change of so many of the documents is a reason to write the exports.
  func areDue(nodes: Int, documents: Int, changed: Int) -> Bool {
    areWanted ?? (nodes <= ExportFiles.quickNodes || changed * ExportFiles.worthyShare >= documents)
  }

  /// Writes every format if that is due.
  ///
  /// - Parameter changed: number of documents that came, went or changed.
  /// - Returns: the paths of what was written, empty if that is not due; and whether nothing failed.
  func update(_ store: GraphStore, changed: Int) throws -> (files: [String], isComplete: Bool) {
    let counts = try store.nodeCounts()
    guard areDue(nodes: counts.nodes, documents: counts.documents, changed: changed) else {
      if areWanted == nil {
        StandardStreams.writeError(
          "\(folder): exports left as they were, for \(counts.nodes) nodes take long and little changed; "
            + "write them with --export, or one with guanxi export\n")
      }
      return ([], true)
    }
    return try write(store)
  }

  /// Writes every format from one state of the store.
  /// - Returns: the paths, and whether nothing failed.
  private func write(_ store: GraphStore) throws -> (files: [String], isComplete: Bool) {
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
