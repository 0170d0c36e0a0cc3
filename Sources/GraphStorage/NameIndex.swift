import GRDB

/// Keeps the table of names, its full-text index and its initials in step with the entities.
///
/// Names are gathered while a transaction runs and settled at its end in the order of their rows: FTS5 starts a new
/// segment whenever rows come out of order.
final class NameIndex {
  private var touched: Set<Text> = []
  private let isUsed: PreparedStatement
  private let isStored: PreparedStatement
  private let add: PreparedStatement
  private let addText: PreparedStatement
  private let addInitials: PreparedStatement
  private let remove: PreparedStatement
  private let removeText: PreparedStatement

  /// A name by its bytes, for strings are equal in Swift that differ in SQLite (in normal form alone).
  private struct Text: Hashable {
    let utf8: [UInt8]
    let id: Int

    init(_ text: String) {
      utf8 = Array(text.utf8)
      id = NameIndex.id(of: text)
    }

    var string: String { String(decoding: utf8, as: UTF8.self) }
    static func == (a: Text, b: Text) -> Bool { a.id == b.id && a.utf8 == b.utf8 }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  init(_ db: Database) throws {
    isUsed = try PreparedStatement(
      db,
      """
      SELECT EXISTS (SELECT 1 FROM entity WHERE name = ?1) OR EXISTS (SELECT 1 FROM alias WHERE name = ?1)
      """)
    isStored = try PreparedStatement(db, "SELECT 1 FROM name WHERE id = ?")
    add = try PreparedStatement(db, "INSERT INTO name (id, text, characters) VALUES (?, ?, ?)")
    addText = try PreparedStatement(db, "INSERT INTO name_text (rowid, characters) VALUES (?, ?)")
    addInitials = try PreparedStatement(db, "INSERT INTO initials (initials, name) VALUES (?, ?)")
    remove = try PreparedStatement(db, "DELETE FROM name WHERE id = ?")
    removeText = try PreparedStatement(
      db, "INSERT INTO name_text (name_text, rowid, characters) VALUES ('delete', ?, ?)")
  }

  static func id(of name: String) -> Int { stableID("name", name) }

  /// The characters of a name, each a word of its own to FTS5: `金 乡 县`.
  static func characters(_ name: String) -> String {
    name.unicodeScalars.map { String($0) }.joined(separator: " ")
  }

  /// Names that came or went.
  func touch(_ names: some Sequence<String>) {
    for name in names { touched.insert(Text(name)) }
  }

  /// Adds the names in use that are not listed and removes those no longer in use.
  func update() throws {
    for name in touched.sorted(by: { $0.id < $1.id }) {
      let text = name.string
      let used = try isUsed.first(text) { $0.int(0) } == 1
      let stored = try isStored.first(name.id) { _ in () } != nil
      if used && !stored {
        let characters = NameIndex.characters(text)
        try add.run(name.id, text, characters)
        try addText.run(name.id, characters)
        for initials in Pinyin.initials(of: text) { try addInitials.run(initials, name.id) }
      } else if stored && !used {
        try removeText.run(name.id, NameIndex.characters(text))
        try remove.run(name.id)
      }
    }
    touched.removeAll()
  }
}
