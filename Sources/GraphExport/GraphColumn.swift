import EntityModel

/// A column of the exported graph, the same in every format.
///
/// Ids tell nodes and edges apart, for Gephi matches them before names; names are those that Gephi, Cytoscape and Tulip
/// know by themselves (`label`, `weight`, `r`, `g`, `b`, `size`, `x`, `y`, `name`, `interaction`).
struct GraphColumn {
  let id: StaticString
  let name: StaticString
  let values: Values

  enum Values {
    case text, texts, integer, decimal, flag
  }

  private init(_ id: StaticString, _ name: StaticString, _ values: Values) {
    self.id = id
    self.name = name
    self.values = values
  }
}

extension GraphColumn: Equatable {
  /// By the letters of the id: where they lie in memory differs from one module to the next.
  static func == (a: Self, b: Self) -> Bool {
    a.id.withUTF8Buffer { first in b.id.withUTF8Buffer { first.elementsEqual($0) } }
  }
}

extension GraphColumn {
  static let nodeLabel = GraphColumn("n_label", "label", .text)
  static let nodeName = GraphColumn("n_name", "name", .text)
  static let type = GraphColumn("n_type", "type", .text)
  static let anchor = GraphColumn("n_anchor", "anchor", .text)
  static let aliases = GraphColumn("n_aliases", "aliases", .texts)
  static let level = GraphColumn("n_level", "level", .text)
  static let code = GraphColumn("n_code", "code", .text)
  static let parent = GraphColumn("n_parent", "parent", .text)
  static let roles = GraphColumn("n_roles", "roles", .texts)
  static let districts = GraphColumn("n_districts", "districts", .texts)
  static let townships = GraphColumn("n_townships", "townships", .texts)
  static let nodeInferred = GraphColumn("n_inferred", "inferred", .flag)
  static let mentions = GraphColumn("n_mentions", "mentions", .integer)
  static let nodeDocuments = GraphColumn("n_documents", "documents", .integer)
  static let nodeFirstDate = GraphColumn("n_first_date", "first_date", .text)
  static let nodeLastDate = GraphColumn("n_last_date", "last_date", .text)
  static let red = GraphColumn("n_r", "r", .integer)
  static let green = GraphColumn("n_g", "g", .integer)
  static let blue = GraphColumn("n_b", "b", .integer)
  static let size = GraphColumn("n_size", "size", .decimal)
  static let x = GraphColumn("n_x", "x", .decimal)
  static let y = GraphColumn("n_y", "y", .decimal)

  /// What `GraphNode.writeAttributes` writes, in its order.
  static let ofNodes = [
    type, anchor, aliases, level, code, parent, roles, districts, townships, nodeInferred, mentions, nodeDocuments,
    nodeFirstDate, nodeLastDate,
  ]

  static let edgeLabel = GraphColumn("e_label", "label", .text)
  static let interaction = GraphColumn("e_interaction", "interaction", .text)
  static let weight = GraphColumn("e_weight", "weight", .decimal)
  static let articles = GraphColumn("e_articles", "articles", .integer)
  static let edgeDocuments = GraphColumn("e_documents", "documents", .integer)
  static let share = GraphColumn("e_share", "share", .decimal)
  static let npmi = GraphColumn("e_npmi", "npmi", .decimal)
  static let role = GraphColumn("e_role", "role", .text)
  static let edgeInferred = GraphColumn("e_inferred", "inferred", .flag)
  static let edgeFirstDate = GraphColumn("e_first_date", "first_date", .text)
  static let edgeLastDate = GraphColumn("e_last_date", "last_date", .text)
  static let evidence = GraphColumn("e_evidence", "evidence", .text)
  static let document = GraphColumn("e_document", "document", .text)
  // Not start and end: in GEXF these are the days of an edge.
  static let evidenceStart = GraphColumn("e_evidence_start", "evidence_start", .integer)
  static let evidenceEnd = GraphColumn("e_evidence_end", "evidence_end", .integer)

  /// Counts of ties, in the order of `TieKind.allCases`.
  static let ties = [
    GraphColumn("e_part_of", "part_of", .integer), GraphColumn("e_located_in", "located_in", .integer),
    GraphColumn("e_works_for", "works_for", .integer), GraphColumn("e_works_in", "works_in", .integer),
    GraphColumn("e_reports_on", "reports_on", .integer), GraphColumn("e_runs", "runs", .integer),
    GraphColumn("e_takes_part_in", "takes_part_in", .integer),
    GraphColumn("e_partners_with", "partners_with", .integer),
    GraphColumn("e_co_occurrence", "co_occurrence", .integer),
  ]

  /// What `GraphEdge.writeAttributes` writes, in its order.
  static let ofEdges =
    ties + [
      articles, edgeDocuments, share, npmi, role, edgeInferred, edgeFirstDate, edgeLastDate, evidence, document,
      evidenceStart, evidenceEnd,
    ]
}

/// Writes the values of a node or edge in one format. A value that is unknown or blank is not written at all.
protocol AttributeWriter {
  mutating func write(_ column: GraphColumn, _ text: String) throws
  mutating func write(_ column: GraphColumn, _ texts: [String]) throws
  mutating func write(_ column: GraphColumn, _ number: Int) throws
  /// - Parameter number: finite.
  mutating func write(_ column: GraphColumn, _ number: Double) throws
  mutating func write(_ column: GraphColumn, _ flag: Bool) throws
}

extension GraphNode {
  /// Stands for a name of which nothing can be written.
  static let unnamed = "(unnamed)"

  /// Writes the columns `GraphColumn.ofNodes`; id, name and looks are each format's own.
  func writeAttributes(to writer: inout some AttributeWriter) throws {
    try writer.write(.type, type.rawValue)
    if !anchor.isEmpty { try writer.write(.anchor, anchor) }
    if !aliases.isEmpty { try writer.write(.aliases, aliases) }
    if let level { try writer.write(.level, level.rawValue) }
    if let code { try writer.write(.code, code) }
    if let parent { try writer.write(.parent, parent) }
    if !roles.isEmpty { try writer.write(.roles, roles) }
    if !districts.isEmpty { try writer.write(.districts, districts) }
    if !townships.isEmpty { try writer.write(.townships, townships) }
    try writer.write(.nodeInferred, isInferred)
    try writer.write(.mentions, mentionCount)
    try writer.write(.nodeDocuments, documentCount)
    if let firstDate { try writer.write(.nodeFirstDate, firstDate) }
    if let lastDate { try writer.write(.nodeLastDate, lastDate) }
  }
}

extension GraphEdge {
  /// Writes the columns `GraphColumn.ofEdges`; ends, kind and weight are each format's own.
  func writeAttributes(to writer: inout some AttributeWriter) throws {
    for kind in TieKind.allCases { try writer.write(GraphColumn.ties[kind.index], counts[kind]) }
    if let together = coOccurrence {
      try writer.write(.articles, together.articles)
      try writer.write(.edgeDocuments, together.documents)
      try writer.write(.share, Double(together.share) / Double(CoOccurrenceStatistics.shareUnit))
      // Readers refuse a file for one number that is none.
      if let npmi = together.npmi, npmi.isFinite { try writer.write(.npmi, npmi) }
    }
    if let role { try writer.write(.role, role) }
    try writer.write(.edgeInferred, isInferred)
    if let firstDate { try writer.write(.edgeFirstDate, firstDate) }
    if let lastDate { try writer.write(.edgeLastDate, lastDate) }
    if let evidence {
      try writer.write(.evidence, evidence.text)
      try writer.write(.document, evidence.document)
      try writer.write(.evidenceStart, evidence.start)
      try writer.write(.evidenceEnd, evidence.end)
    }
  }
}
