import EntityModel

/// Writes the nodes or the edges of a graph as a table: RFC 4180 in UTF-8 with plain line feeds, a header, every row
/// with all columns, several values of a cell apart by `;`.
public struct CSVWriter: GraphWriter {
  public enum Table: Sendable {
    case nodes, edges
  }

  /// Whose headers the table has.
  public enum Dialect: Sendable {
    /// Gephi's spreadsheet import, spreadsheets, pandas: `Id`, `Source`, `Target`. A text that a spreadsheet would
    /// take for a formula (=, +, -, @ first) has an apostrophe before it.
    case spreadsheet
    /// `neo4j-admin database import`: `id:ID`, `:START_ID`, `mentions:int`. Texts are as they are.
    case neo4j
  }

  public var table: Table
  public var dialect: Dialect

  public init(_ table: Table, dialect: Dialect = .spreadsheet) {
    self.table = table
    self.dialect = dialect
  }

  /// - Complexity: linear in the graph, with a constant amount of memory.
  @discardableResult
  public func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport {
    var report = ExportReport()
    let columns = table == .nodes ? GraphColumn.ofNodes : GraphColumn.ofEdges
    var cells = CSVCells(columns: columns, isDefused: dialect == .spreadsheet, sink: sink)
    try cells.output.write(header(columns))
    switch table {
    case .nodes:
      try graph.forEachNode { node in
        try write(node, to: &cells)
        report.nodes += 1
      }
    case .edges:
      try graph.forEachEdge { edge in
        try write(edge, number: report.edges, to: &cells)
        report.edges += 1
      }
    }
    try cells.output.flush()
    report.count(cells.output.text)
    return report
  }

  private func header(_ columns: [GraphColumn]) -> String {
    let first =
      switch (table, dialect) {
      case (.nodes, .spreadsheet): ["Id", "Label"]
      case (.nodes, .neo4j): ["id:ID", ":LABEL", "name"]
      case (.edges, .spreadsheet): ["Source", "Target", "Type", "Id", "Label", "Weight"]
      case (.edges, .neo4j): [":START_ID", ":END_ID", ":TYPE", "weight:int"]
      }
    let rest = columns.map { "\($0.name)" + (dialect == .neo4j ? $0.values.neo4j : "") }
    return (first + rest).joined(separator: ",") + "\n"
  }

  private func write(_ node: GraphNode, to cells: inout CSVCells) throws {
    try cells.output.write("n\(node.id),")
    if dialect == .neo4j { try cells.output.write("Entity;\(node.type.nodeLabel),") }
    try cells.quote(node.name, otherwise: GraphNode.unnamed)
    try node.writeAttributes(to: &cells)
    try cells.endRow()
  }

  private func write(_ edge: GraphEdge, number: Int, to cells: inout CSVCells) throws {
    let kind = edge.counts.strongest
    let ends = "n\(edge.source),n\(edge.target),"
    try cells.output.write(
      dialect == .neo4j
        ? "\(ends)\(kind.name.uppercased()),\(edge.weight)" : "\(ends)Directed,e\(number),\(kind.name),\(edge.weight)")
    try edge.writeAttributes(to: &cells)
    try cells.endRow()
  }
}

/// Writes values as cells of a row, in the order of `columns`; those not written are empty.
private struct CSVCells: AttributeWriter {
  var output: TextOutput
  private let columns: [GraphColumn]
  private let isDefused: Bool
  private var column = 0

  init(columns: [GraphColumn], isDefused: Bool, sink: @escaping ByteSink) {
    output = TextOutput(sink: sink)
    self.columns = columns
    self.isDefused = isDefused
  }

  mutating func write(_ column: GraphColumn, _ text: String) throws {
    try advance(to: column)
    try quote(text)
  }

  mutating func write(_ column: GraphColumn, _ texts: [String]) throws {
    try advance(to: column)
    // A semicolon inside a value would part it in two.
    output.text.set(texts.map { $0.replacingASCII(";", with: "；") }, separator: ";")
    try quotePrepared()
  }

  mutating func write(_ column: GraphColumn, _ number: Int) throws {
    try advance(to: column)
    try output.write(String(number))
  }

  mutating func write(_ column: GraphColumn, _ number: Double) throws {
    try advance(to: column)
    try output.write(TextOutput.decimal(number))
  }

  mutating func write(_ column: GraphColumn, _ flag: Bool) throws {
    try advance(to: column)
    try output.write(flag ? "true" : "false")
  }

  mutating func endRow() throws {
    for _ in column..<columns.count { try output.write(",") }
    try output.write("\n")
    column = 0
  }

  mutating func quote(_ text: String, otherwise: String = "") throws {
    output.text.set(text)
    if output.text.bytes.isEmpty { output.text.set(otherwise) }
    try quotePrepared()
  }

  private mutating func advance(to wanted: GraphColumn) throws {
    repeat {
      try output.write(",")
      column += 1
    } while columns[column - 1] != wanted
  }

  private mutating func quotePrepared() throws {
    let bytes = output.text.bytes
    let isFormula = isDefused && CSVCells.beginsFormula(bytes)
    guard isFormula || bytes.contains(where: { $0 == 0x2C || $0 == 0x22 }) else { return try output.write(bytes) }
    try output.write(isFormula ? "\"'" : "\"")
    for part in bytes.split(separator: 0x22, omittingEmptySubsequences: false).enumerated() {
      if part.offset > 0 { try output.write("\"\"") }
      try output.write(Array(part.element))
    }
    try output.write("\"")
  }

  /// Whether a spreadsheet may take the text for a formula: = + - @ first, or one of them in full width.
  private static func beginsFormula(_ bytes: [UInt8]) -> Bool {
    let signs: [[UInt8]] = ["=", "+", "-", "@", "＝", "＋", "－", "＠"].map { Array($0.utf8) }
    return signs.contains { bytes.starts(with: $0) }
  }
}

extension GraphColumn.Values {
  fileprivate var neo4j: String {
    switch self {
    case .text: ""
    case .texts: ":string[]"
    case .integer: ":int"
    case .decimal: ":double"
    case .flag: ":boolean"
    }
  }
}

extension EntityType {
  /// What nodes of the type are labelled in Neo4j: `Person`.
  var nodeLabel: String {
    switch self {
    case .person: "Person"
    case .unit: "Unit"
    case .place: "Place"
    case .programme: "Programme"
    }
  }
}
