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

  init(_ header: String...) { self.header = header }

  init(_ header: [String]) { self.header = header }

  mutating func add(_ row: String...) { add(row) }

  mutating func add(_ row: [String], note: String = "") {
    precondition(row.count == header.count, "a cell for every column")
    rows.append(row.map { DisplayWidth.clipped($0, to: Self.cellWidth) })
    notes.append(DisplayWidth.clipped(note, to: Self.noteWidth))
  }

  /// Lines of equal columns two blanks apart, without blanks at their ends, each followed by its note, indented. Columns
  /// that are empty throughout are left out.
  var lines: [String] {
    let columns = header.indices.filter { column in rows.isEmpty || rows.contains { !$0[column].isEmpty } }
    let widths = columns.map { column in ([header] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    return zip([header] + rows, [""] + notes).flatMap { row, note in
      let cells = zip(columns, widths).map { DisplayWidth.padded(row[$0], to: $1) }
      let line = cells.joined(separator: "  ")
      return [String(line.reversed().drop { $0 == " " }.reversed())] + (note.isEmpty ? [] : ["    " + note])
    }
  }
}
