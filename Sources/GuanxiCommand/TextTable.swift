/// Columns of text, aligned for a terminal.
struct TextTable {
  /// Wider cells are cut short with `…`.
  static let cellWidth = 32

  let header: [String]
  /// Longer notes are cut short with `…`.
  static let noteWidth = 100

  private var rows: [[String]] = []
  /// For each row, a line under it, or nothing.
  private var notes: [String] = []

  var rowCount: Int { rows.count }

  private let style: TerminalStyle

  init(_ header: String...) { self.init(header) }

  init(_ header: [String], style: TerminalStyle = .ofOutput) {
    self.header = header
    self.style = style
  }

  mutating func add(_ row: String...) { add(row) }

  mutating func add(_ row: [String], note: String = "") {
    precondition(row.count == header.count, "a cell for every column")
    rows.append(row.map { DisplayWidth.clipped($0, to: Self.cellWidth) })
    notes.append(DisplayWidth.clipped(note, to: Self.noteWidth))
  }

  /// The header, bold, and lines of equal columns two blanks apart, without blanks at their ends, each followed by its
  /// note, indented and faint. Columns that are empty throughout are left out.
  var lines: [String] {
    let columns = header.indices.filter { column in rows.isEmpty || rows.contains { !$0[column].isEmpty } }
    let widths = columns.map { column in ([header] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      let cells = zip(columns, widths).map { DisplayWidth.padded(row[$0], to: $1) }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    return [style.bold(line(header))]
      + zip(rows, notes).flatMap { row, note in [line(row)] + (note.isEmpty ? [] : [style.faint("    " + note)]) }
  }
}
