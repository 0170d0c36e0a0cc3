import ArgumentParser
import Foundation
import GraphExport
import GraphStorage

/// `guanxi export`: the graph or a part of it, for another program.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the graph, or a part of it, for another program.",
    discussion: """
      Formats: graphml (Gephi, networkx, igraph, Cytoscape), gexf (Gephi's timeline), dot (Graphviz; Gephi does not read \
      it well), svg (a picture, drawn by Graphviz), json (node-link, for networkx and d3), jsonl (one node or edge a \
      line), csv (two tables, for Gephi's spreadsheet import), neo4j (the same for neo4j-admin database import), cypher \
      (a script for an empty Neo4j database). Without --format the ending of the file decides; NAME.csv gives \
      NAME.nodes.csv and NAME.edges.csv.

      Examples:
        guanxi export -o guanxi.gexf
        guanxi export --district 金乡县 --since 2024-06-01 -o june.svg
        guanxi export --around 周启山 --hops 2 --format json | jq .nodes
      """)

  @Option(name: .shortAndLong, help: "How it is written (default: as the file ends, else graphml).")
  var format: ExportFormat?

  @Option(name: .shortAndLong, help: ArgumentHelp("File to write; - is standard output.", valueName: "file"))
  var output = "-"

  @Flag(help: "Compress with gzip; a file that ends in .gz is compressed anyway.")
  var gzip = false

  @Flag(help: "Draw each district as a box of its own (dot and svg).")
  var clusters = false

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var query: QueryOptions

  private var chosen: ExportFormat { format ?? ExportFormat(path: output) ?? .graphml }

  func validate() throws {
    if chosen.isTables && output == "-" {
      throw ValidationError("\(chosen.rawValue) is two files; give --output <file>")
    }
    if clusters && chosen != .dot && chosen != .svg { throw ValidationError("--clusters goes with dot and svg") }
  }

  func run() throws {
    let store = try query.open()
    let part = try selection.selection(from: store)
    let export = GraphExporter(
      format: chosen, path: output, isCompressed: gzip || output.hasSuffix(".gz"), hasClusters: clusters)
    let (report, files) = try store.withGraph(part) { try export.write($0) }
    export.tell(report)
    let text = "\(files.joined(separator: ", ")): \(report.nodes) nodes, \(report.edges) edges\n"
    if output == "-" { StandardStreams.writeError(text) } else { try StandardStreams.write(text) }
  }
}
