import EntityModel
import Foundation
import GraphExport

/// Writes a graph in one format to one place.
struct GraphExporter {
  let format: ExportFormat
  /// `-` is standard output.
  let path: String
  var isCompressed = false
  var hasClusters = false

  /// - Returns: what was written, and to which files.
  func write(_ graph: some GraphSource) throws -> (report: ExportReport, files: [String]) {
    let arrangement = format.isArranged ? try NodeArrangement(graph) : nil
    func one(_ writer: some GraphWriter) throws -> (ExportReport, [String]) {
      (try writer.write(graph, toPath: path, isCompressed: isCompressed), [path])
    }
    switch format {
    case .graphml: return try one(GraphMLWriter(arrangement: arrangement))
    case .gexf: return try one(GEXFWriter(arrangement: arrangement))
    case .json: return try one(NodeLinkWriter(arrangement: arrangement))
    case .jsonl: return try one(NodeLinkWriter(arrangement: arrangement, isLines: true))
    case .cypher: return try one(CypherWriter())
    case .dot: return try one(DOTWriter(hasClusters: hasClusters))
    case .csv: return try tables(graph, .spreadsheet)
    case .neo4j: return try tables(graph, .neo4j)
    case .svg: return (try picture(graph), [path])
    }
  }

  private func tables(_ graph: some GraphSource, _ dialect: CSVWriter.Dialect) throws -> (ExportReport, [String]) {
    var stem = path
    for ending in [".gz", ".csv"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
    let files = ["nodes", "edges"].map { "\(stem).\($0).csv\(isCompressed ? ".gz" : "")" }
    let nodes = try CSVWriter(.nodes, dialect: dialect).write(graph, toPath: files[0], isCompressed: isCompressed)
    let edges = try CSVWriter(.edges, dialect: dialect).write(graph, toPath: files[1], isCompressed: isCompressed)
    return (nodes + edges, files)
  }

  private func picture(_ graph: some GraphSource) throws -> ExportReport {
    let renderer = try GraphvizRenderer()
    let dot = FileManager.default.temporaryDirectory.appendingPathComponent("guanxi-\(UUID().uuidString).dot").path
    defer { try? FileManager.default.removeItem(atPath: dot) }
    let report = try DOTWriter(hasClusters: hasClusters).write(graph, toPath: dot)
    let complaint = try renderer.render(dot, toSVG: path, isCompressed: isCompressed)
    if !complaint.isEmpty { StandardStreams.writeError("\(path): Graphviz says: \(complaint)\n") }
    return report
  }

  /// Says on standard error what was changed to be written, and what the file is too large for.
  func tell(_ report: ExportReport) {
    if report.replacedCharacters > 0 {
      StandardStreams.writeError(
        "\(path): \(report.replacedCharacters) characters that XML cannot hold stand as U+FFFD; clean the pages\n")
    }
    if report.cutTexts > 0 {
      StandardStreams.writeError(
        "\(path): \(report.cutTexts) texts of more than 1.9 MB are cut off; see that pages are pages\n")
    }
    if format == .dot, let advice = DOTWriter(hasClusters: hasClusters).advice(nodes: report.nodes) {
      StandardStreams.writeError("\(path): \(advice)\n")
    }
    if format.isArranged, report.nodes > NodeArrangement.nodeLimit {
      StandardStreams.writeError(
        "\(path): \(report.nodes) nodes are too many to be laid out here; run ForceAtlas 2 in Gephi\n")
    }
  }
}
