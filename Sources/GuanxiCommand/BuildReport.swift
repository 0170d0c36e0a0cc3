import EntityModel
import GraphStorage

/// What became of the inputs of a build.
struct BuildCounts: Equatable {
  var read = 0
  var unchanged = 0
  var failed = 0
  var removed = 0

  /// Number of documents that came, went or changed.
  var changed: Int { read + removed }
}

/// The closing words of a build.
struct BuildReport {
  let counts: BuildCounts
  let nodes: NodeCounts
  /// Number of edges by kind; nil where they were not walked.
  let edges: [TieKind: Int]?
  /// Paths.
  let files: [String]

  /// Brings the exports up to date and prints what became of the documents.
  /// - Returns: whether nothing failed.
  static func exportAndTell(_ store: GraphStore, _ counts: BuildCounts, _ output: StoreOptions) throws -> Bool {
    let (files, isComplete) = try ExportFiles(output).update(store, changed: counts.changed)
    let report = BuildReport(
      counts: counts, nodes: try store.nodeCounts(), edges: files.isEmpty ? nil : try store.summary().edges,
      files: [output.path] + files)
    try StandardStreams.write(report.text)
    return isComplete
  }

  /// Lines for documents, entities by type, edges by kind, files.
  var text: String {
    let entities = EntityType.allCases.map { "\($0.rawValue) \(nodes.entities[$0] ?? 0)" }
    let removed = counts.removed > 0 ? ", \(counts.removed) removed" : ""
    let ties = edges.map { edges in TieKind.allCases.map { "\($0.name) \(edges[$0] ?? 0)" }.joined(separator: ", ") }
    return """
      documents  \(nodes.documents) (\(counts.read) read, \(counts.unchanged) unchanged, \(counts.failed) failed\(removed))
      entities   \(entities.joined(separator: ", "))
      edges      \(ties ?? "not counted; guanxi stats counts them")
      written    \(files.joined(separator: ", "))

      """
  }
}
