import EntityModel
import GraphStorage

/// What became of the inputs of a build.
struct BuildCounts: Equatable {
  var read = 0
  var unchanged = 0
  var failed = 0
  var removed = 0
}

/// The closing words of a build.
struct BuildReport {
  let counts: BuildCounts
  let summary: GraphSummary
  let files: [String]

  /// Four lines: documents, entities by type, edges by kind, files.
  var text: String {
    let entities = EntityType.allCases.map { "\($0.rawValue) \(summary.entities[$0] ?? 0)" }
    let removed = counts.removed > 0 ? ", \(counts.removed) removed" : ""
    let edges = TieKind.allCases.map { "\($0.name) \(summary.edges[$0] ?? 0)" }
    return """
      documents  \(summary.documents) (\(counts.read) read, \(counts.unchanged) unchanged, \(counts.failed) failed\(removed))
      entities   \(entities.joined(separator: ", "))
      edges      \(edges.joined(separator: ", "))
      written    \(files.joined(separator: ", "))

      """
  }
}
