import GRDB

/// Days of issue, both ends included; documents without a day lie outside every window.
public struct IssueWindow: Sendable, Equatable {
  /// First day as `YYYY-MM-DD`; nil for no bound.
  public var since: String?
  /// Last day as `YYYY-MM-DD`; nil for no bound.
  public var until: String?
  /// The first day that is out; nil for no bound.
  private var excluded: String?

  public init(since: String? = nil, until: String? = nil) {
    self.since = since
    self.until = until
  }

  /// All days before this one.
  public init(before day: String) { excluded = day }

  /// Whether a window confines the connection.
  static func confines(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM temp.sqlite_master WHERE name = 'document')") ?? false
  }

  /// Puts views in front of the tables of this connection, so that every statement sees what the window holds.
  func confine(_ db: Database) throws {
    func literal(_ day: String?) -> String { day.map { "'\($0.replacing("'", with: "''"))'" } ?? "NULL" }
    let bounds = """
      date >= coalesce(\(literal(since)), '') AND date <= coalesce(\(literal(until)), '9999-12-31')
      AND date < coalesce(\(literal(excluded)), 'after all')
      """
    try db.execute(sql: "CREATE TEMP VIEW document AS SELECT * FROM main.document WHERE \(bounds)")
    for table in ["document_text", "article", "sentence", "appearance", "alias", "role", "mention", "works_with"]
      + ["relation", "name_window", "window_member", "correction_effect", "original"]
    {
      try db.execute(
        sql: """
          CREATE TEMP VIEW \(table) AS SELECT * FROM main.\(table)
          WHERE EXISTS (SELECT 1 FROM temp.document WHERE id = main.\(table).document)
          """)
    }
    try db.execute(
      sql: """
        CREATE TEMP VIEW entity AS SELECT id, type, name, anchor,
          (SELECT count(*) FROM temp.appearance WHERE entity = main.entity.id) AS documents,
          (SELECT count(*) FROM temp.window_member WHERE entity = main.entity.id) AS windows
        FROM main.entity WHERE EXISTS (SELECT 1 FROM temp.appearance WHERE entity = main.entity.id)
        """)
    try db.execute(sql: Schema.countedWindows(temporary: true))
  }
}
