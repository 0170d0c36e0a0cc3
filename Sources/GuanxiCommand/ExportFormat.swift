import ArgumentParser
import EntityModel
import GraphExport

/// In what form a graph is written.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  /// For Gephi, networkx, igraph, Cytoscape, yEd.
  case graphml
  /// For Graphviz.
  case dot
  /// For Gephi, with a timeline.
  case gexf
  /// Node-link JSON, for networkx and d3.
  case json
  /// A table of nodes and a table of edges, for Gephi's spreadsheet import and spreadsheets.
  case csv
  /// The same two tables for Neo4j's admin import.
  case neo4j
  /// A script for Neo4j.
  case cypher
  /// One node or edge a line.
  case jsonl
  /// A picture, drawn by Graphviz.
  case svg

  /// What the ending of a file name asks for; nil for none of the formats.
  init?(path: String) {
    let parts = path.lowercased().split(separator: ".")
    let ending = parts.last == "gz" ? parts.dropLast().last : parts.last
    switch ending {
    case "gv": self = .dot
    case let ending?: self.init(rawValue: String(ending))
    case nil: return nil
    }
  }

  /// Whether it is two files.
  var isTables: Bool { self == .csv || self == .neo4j }

  /// Whether the file says where nodes stand.
  var isArranged: Bool { self == .graphml || self == .gexf || self == .json || self == .jsonl }
}

/// Whether ties of two are one edge.
enum EdgeGrouping: String, CaseIterable, ExpressibleByArgument {
  /// One edge a pair.
  case merged
  /// One edge for each kind of tie.
  case multi
}

extension TieKind: ExpressibleByArgument {
  public init?(argument: String) {
    guard let kind = TieKind.allCases.first(where: { $0.name == argument }) else { return nil }
    self = kind
  }

  public static var allValueStrings: [String] { allCases.map(\.name) }

  public var defaultValueDescription: String { name }
}
