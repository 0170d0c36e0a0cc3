import EntityModel
import GRDB
import JSONText

/// Writes what documents contribute, one after the other, with statements prepared once.
///
/// Written for speed: a page brings some hundred rows. What comes or goes is gathered
/// for the indices of names and areas: call `finish` at the end of the transaction.
final class ContributionWriter {
  private let names: NameIndex
  private let areas: AreaIndex
  private let reader: ContributionReader
  private let removeMembers: PreparedStatement
  private let removeWindows: PreparedStatement
  private let removeRelations: PreparedStatement
  private let removeMentions: PreparedStatement
  private let removeAppearances: PreparedStatement
  private let findDocument: PreparedStatement
  private let removeDocument: PreparedStatement
  private let namesOfDocument: Statement
  private let date: Statement
  private let addDocument: PreparedStatement
  private let addArticle: PreparedStatement
  private let addSentence: PreparedStatement
  private let addText: PreparedStatement
  private let findEntity: PreparedStatement
  private let addEntity: PreparedStatement
  private let addAppearance: PreparedStatement
  private let addAlias: PreparedStatement
  private let addRole: PreparedStatement
  private let addWorksWith: PreparedStatement
  private let addMention: PreparedStatement
  private let addRelation: PreparedStatement
  private let addWindow: PreparedStatement
  private let addMember: PreparedStatement

  init(_ db: Database) throws {
    names = try NameIndex(db)
    areas = try AreaIndex(db)
    reader = try ContributionReader(db)
    removeMembers = try PreparedStatement(db, "DELETE FROM window_member WHERE document = ?")
    removeWindows = try PreparedStatement(db, "DELETE FROM name_window WHERE document = ?")
    removeRelations = try PreparedStatement(db, "DELETE FROM relation WHERE document = ?")
    removeMentions = try PreparedStatement(db, "DELETE FROM mention WHERE document = ?")
    removeAppearances = try PreparedStatement(db, "DELETE FROM appearance WHERE document = ?")
    findDocument = try PreparedStatement(db, "SELECT 1 FROM document WHERE id = ?")
    removeDocument = try PreparedStatement(db, "DELETE FROM document WHERE id = ?")
    namesOfDocument = try db.makeStatement(
      sql: """
        SELECT name FROM appearance JOIN entity ON entity.id = entity WHERE document = ?1
        UNION SELECT name FROM alias WHERE document = ?1
        """)
    date = try db.makeStatement(sql: "SELECT date FROM document WHERE id = ? AND sha256 = ?")
    addDocument = try PreparedStatement(
      db, "INSERT INTO document (id, name, sha256, extractor, resolver, date, length) VALUES (?, ?, ?, ?, ?, ?, ?)")
    addText = try PreparedStatement(db, "INSERT INTO document_text VALUES (?, ?)")
    addArticle = try PreparedStatement(db, "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    addSentence = try PreparedStatement(db, "INSERT INTO sentence VALUES (?, ?, ?, ?, ?, NULL)")
    findEntity = try PreparedStatement(db, "SELECT id FROM entity WHERE type = ? AND name = ? AND anchor = ?")
    addEntity = try PreparedStatement(db, "INSERT INTO entity (id, type, name, anchor) VALUES (?, ?, ?, ?)")
    addAppearance = try PreparedStatement(db, "INSERT INTO appearance VALUES (?, ?, ?, ?, ?, ?)")
    addAlias = try PreparedStatement(db, "INSERT INTO alias VALUES (?, ?, ?)")
    addRole = try PreparedStatement(db, "INSERT INTO role VALUES (?, ?, ?)")
    addWorksWith = try PreparedStatement(db, "INSERT INTO works_with VALUES (?, ?, ?, ?, ?)")
    addMention = try PreparedStatement(db, "INSERT INTO mention VALUES (?, ?, ?, ?, ?)")
    addRelation = try PreparedStatement(db, "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    addWindow = try PreparedStatement(db, "INSERT INTO name_window VALUES (?, ?, ?, ?, ?)")
    addMember = try PreparedStatement(db, "INSERT INTO window_member VALUES (?, ?, ?)")
  }

  /// The row of the document called `name`, stored or not.
  static func id(of name: String) -> Int { stableID("document", storable(name)) }

  /// Takes away a document with all it contributed.
  /// - Returns: whether it was stored.
  @discardableResult
  func remove(_ name: String) throws -> Bool {
    let id = ContributionWriter.id(of: name)
    guard try findDocument.first(id, read: { _ in true }) ?? false else { return false }
    try removeContribution(of: id)
    try removeDocument.run(id)
    return true
  }

  /// Takes away what the document contributed; its text stays.
  func removeContribution(of document: Int) throws {
    names.touch(try String.fetchAll(namesOfDocument, arguments: [document]))
    let (ties, entities) = try reader.ties(of: document)
    areas.count(ties, entities: entities, sign: -1)
    // The foreign keys would do all of it; but they look for each entity's rows in turn, and find none after this.
    try removeMembers.run(document)
    try removeWindows.run(document)
    try removeRelations.run(document)
    try removeMentions.run(document)
    try removeAppearances.run(document)
  }

  /// The day of issue of a document about to be stored: its own, else the one stored for the same bytes.
  func dateKept(for document: Document) throws -> String? {
    if let date = document.date { return date }
    return try String.fetchOne(date, arguments: [ContributionWriter.id(of: document.name), document.sha256])
  }

  /// Adds the text of a document that is not stored.
  /// - Returns: its row.
  func addText(of extraction: DocumentExtraction, date: String?, by origin: Origin) throws -> Int {
    let document = extraction.document
    let id = ContributionWriter.id(of: document.name)
    try addDocument.run(
      id, document.name, document.sha256, origin.extractor, origin.resolver, date, document.codePoints.count)
    try addText.run(id, Array(String(codePoints: document.codePoints).utf8))
    var texts = Array(repeating: [String](), count: extraction.articles.count)
    for sentence in extraction.sentences { texts[sentence.article].append(document.quote(sentence.span)) }
    var windows = Array(repeating: 0, count: extraction.articles.count)
    for window in extraction.windows { windows[window.article] += 1 }
    for (ordinal, article) in extraction.articles.enumerated() {
      try addArticle.run(
        id, ordinal, article.span.start, article.span.end, article.title, jsonArray(article.about),
        jsonArray(article.byline), articleDigest(of: texts[ordinal]), windows[ordinal])
    }
    for (ordinal, sentence) in extraction.sentences.enumerated() {
      try addSentence.run(
        id, ordinal, sentence.article, sentence.span.start, sentence.span.end)
    }
    return id
  }

  /// Adds what a document contributes, which must be in normal form; nothing of it may be stored.
  func add(_ contribution: Contribution, of document: Int) throws {
    let entities = try contribution.appearances.map { try add($0, of: document) }
    areas.count(contribution, entities: entities, sign: 1)
    for mention in contribution.mentions {
      try addMention.run(document, entities[mention.entity], mention.start, mention.end, mention.sentence)
    }
    for relation in contribution.relations {
      try addRelation.run(
        document, entities[relation.source], relation.type.rawValue, entities[relation.target], relation.role,
        relation.isInferred, relation.start, relation.end, relation.sentence, relation.quote)
    }
    for (ordinal, window) in contribution.windows.enumerated() {
      try addWindow.run(document, ordinal, window.article, window.sentence, window.entities.count)
      for entity in window.entities { try addMember.run(document, ordinal, entities[entity]) }
    }
  }

  /// Brings the indices up to date.
  func finish() throws {
    try names.update()
    try areas.update()
  }

  /// - Returns: the entity's row, old or new.
  private func add(_ appearance: Contribution.Appearance, of document: Int) throws -> Int {
    let address = appearance.address
    let type = address.type.rawValue
    let id: Int
    if let known = try findEntity.first(type, address.name, address.anchor, read: { $0.int(0) }) {
      id = known
    } else {
      id = stableID("entity", type, address.name, address.anchor)
      try addEntity.run(id, type, address.name, address.anchor)
    }
    try addAppearance.run(
      document, id, appearance.isInferred, appearance.level?.rawValue, appearance.code, appearance.parent)
    for alias in appearance.aliases { try addAlias.run(document, id, alias) }
    for role in appearance.roles { try addRole.run(document, id, role) }
    for (rank, name) in appearance.districts.enumerated() {
      try addWorksWith.run(document, id, "district", name, rank)
    }
    for (rank, name) in appearance.townships.enumerated() {
      try addWorksWith.run(document, id, "township", name, rank)
    }
    names.touch([address.name] + appearance.aliases)
    return id
  }
}

/// What found the mentions of a document, and what said whom they name.
struct Origin {
  let extractor: String
  let resolver: String
}

/// Articles of equal text have equal digests, wherever their lines break.
func articleDigest(of sentences: [String]) -> Int {
  var hash = StableHash()
  for sentence in sentences {
    for byte in sentence.utf8 where byte != UInt8(ascii: " ") { hash.combine(byte) }
  }
  hash.endPart()
  return hash.id
}

private func jsonArray(_ values: [String]) -> String {
  var writer = JSONWriter()
  writer.value(values)
  return String(decoding: writer.bytes, as: UTF8.self)
}
