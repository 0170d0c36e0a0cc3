import GRDB

/// Turns the co-occurrences of a store of version 1, which counted by document, into windows: one of two entities for
/// each time they were named together. Counts stay as they were until the documents are extracted anew.
struct WindowMigration {
  private let db: Database
  private let addWindow: PreparedStatement
  private let addMember: PreparedStatement

  init(_ db: Database) throws {
    self.db = db
    addWindow = try PreparedStatement(db, "INSERT INTO name_window VALUES (?, ?, ?, ?, 2)")
    addMember = try PreparedStatement(db, "INSERT INTO window_member VALUES (?, ?, ?)")
  }

  func run() throws {
    try addWindows()
    try db.execute(sql: "DROP TABLE co_occurrence")
    let articles = try Row.fetchAll(db, sql: "SELECT document, ordinal FROM article")
    for article in articles {
      let arguments: StatementArguments = [article[0] as Int, article[1] as Int]
      let sentences = try String.fetchAll(
        db, sql: "SELECT text FROM sentence WHERE document = ? AND article = ? ORDER BY ordinal", arguments: arguments)
      try db.execute(
        sql: """
          UPDATE article SET digest = ?3, windows = max(?4, (
            SELECT count(*) FROM name_window WHERE document = ?1 AND article = ?2))
          WHERE document = ?1 AND ordinal = ?2
          """, arguments: arguments + [articleDigest(of: sentences), sentences.count])
    }
  }

  private func addWindows() throws {
    let pairs = try Row.fetchCursor(
      db,
      sql: """
        SELECT pair.document, coalesce(article, (SELECT min(ordinal) FROM article WHERE document = pair.document)),
          sentence, a, b, weight
        FROM co_occurrence AS pair LEFT JOIN sentence
          ON sentence.document = pair.document AND sentence.ordinal = pair.sentence
        ORDER BY pair.document, a, b
        """)
    var last = -1
    var ordinal = 0
    while let row = try pairs.next() {
      let document: Int = row[0]
      if document != last { ordinal = 0 }
      last = document
      for _ in 0..<(row[5] as Int) {
        try addWindow.run(document, ordinal, row[1] as Int, row[2] as Int?)
        try addMember.run(document, ordinal, row[3] as Int)
        try addMember.run(document, ordinal, row[4] as Int)
        ordinal += 1
      }
    }
  }
}
