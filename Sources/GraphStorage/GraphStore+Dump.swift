import GRDB

extension GraphStore {
  /// Every row of every table as a line of SQL literals, tables by name, rows in the order of all their columns: stores
  /// of equal documents and corrections give equal lines, whatever came and went before.
  ///
  /// - Throws: `GraphStorageError`, and what `body` throws.
  public func dump(_ body: (String) throws -> Void) throws {
    try read { db in
      // FTS5's own tables hold what name_text shows, arranged as it came.
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'grdb_migrations' AND name NOT GLOB 'name_text*'
            AND name NOT GLOB 'sqlite_*' ORDER BY name
          """)
      for table in tables {
        let columns = try db.columns(in: table).map { "\"\($0.name)\"" }
        let literals = columns.map { "quote(\($0))" }.joined(separator: " || ', ' || ")
        let rows = try String.fetchCursor(
          db, sql: "SELECT \(literals) FROM \(table) ORDER BY \(columns.joined(separator: ", "))")
        while let row = try rows.next() { try body("\(table): \(row)") }
      }
    }
  }
}
