import EntityModel
import Foundation
import GRDB

/// Writes what documents contribute, one after the other, with statements prepared once.
///
/// Written for speed: a page brings about a thousand rows, most of them co-occurrences. Names that come or go are
/// gathered for the index of names: call `finish` at the end of the transaction.
final class ContributionWriter {
  private let names: NameIndex
  private let removeTies: PreparedStatement
  private let removeRelations: PreparedStatement
  private let removeMentions: PreparedStatement
  private let removeAppearances: PreparedStatement
  private let removeDocument: PreparedStatement
  private let namesOfDocument: Statement
  private let addDocument: PreparedStatement
  private let addArticle: PreparedStatement
  private let addSentence: PreparedStatement
  private let findEntity: PreparedStatement
  private let addEntity: PreparedStatement
  private let addAppearance: PreparedStatement
  private let addAlias: PreparedStatement
  private let addRole: PreparedStatement
  private let addWorksWith: PreparedStatement
  private let addMention: PreparedStatement
  private let addRelation: PreparedStatement
  private let addCoOccurrence: PreparedStatement

  init(_ db: Database) throws {
    names = try NameIndex(db)
    removeTies = try PreparedStatement(db, "DELETE FROM co_occurrence WHERE document = ?")
    removeRelations = try PreparedStatement(db, "DELETE FROM relation WHERE document = ?")
    removeMentions = try PreparedStatement(db, "DELETE FROM mention WHERE document = ?")
    removeAppearances = try PreparedStatement(db, "DELETE FROM appearance WHERE document = ?")
    removeDocument = try PreparedStatement(db, "DELETE FROM document WHERE id = ?")
    namesOfDocument = try db.makeStatement(
      sql: """
        SELECT name FROM appearance JOIN entity ON entity.id = entity WHERE document = ?1
        UNION SELECT name FROM alias WHERE document = ?1
        """)
    addDocument = try PreparedStatement(
      db, "INSERT INTO document (id, name, sha256, extractor, date, length) VALUES (?, ?, ?, ?, ?, ?)")
    addArticle = try PreparedStatement(db, "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)")
    addSentence = try PreparedStatement(db, "INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)")
    findEntity = try PreparedStatement(db, "SELECT id FROM entity WHERE type = ? AND name = ? AND anchor = ?")
    addEntity = try PreparedStatement(db, "INSERT INTO entity (id, type, name, anchor) VALUES (?, ?, ?, ?)")
    addAppearance = try PreparedStatement(db, "INSERT INTO appearance VALUES (?, ?, ?, ?, ?, ?)")
    addAlias = try PreparedStatement(db, "INSERT INTO alias VALUES (?, ?, ?)")
    addRole = try PreparedStatement(db, "INSERT INTO role VALUES (?, ?, ?)")
    addWorksWith = try PreparedStatement(db, "INSERT INTO works_with VALUES (?, ?, ?, ?, ?)")
    addMention = try PreparedStatement(db, "INSERT INTO mention VALUES (?, ?, ?, ?, ?)")
    addRelation = try PreparedStatement(db, "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    addCoOccurrence = try PreparedStatement(db, "INSERT INTO co_occurrence VALUES (?, ?, ?, ?, ?)")
  }

  /// The row of the document called `name`, stored or not.
  static func id(of name: String) -> Int { stableID("document", storable(name)) }

  /// Takes away a document with all it contributed; nothing happens if it is not stored.
  func remove(_ name: String) throws {
    let id = ContributionWriter.id(of: name)
    try removeContribution(of: id)
    try removeDocument.run(id)
  }

  /// Takes away what the document contributed; its text stays.
  func removeContribution(of document: Int) throws {
    names.touch(try String.fetchAll(namesOfDocument, arguments: [document]))
    // The foreign keys would do all of it; but they look for each entity's rows in turn, and find none after this.
    try removeTies.run(document)
    try removeRelations.run(document)
    try removeMentions.run(document)
    try removeAppearances.run(document)
  }

  /// Adds the text of a document that is not stored.
  /// - Returns: its row.
  func addText(of extraction: DocumentExtraction, extractor: String) throws -> Int {
    let document = extraction.document
    let id = ContributionWriter.id(of: document.name)
    try addDocument.run(id, document.name, document.sha256, extractor, document.date, document.codePoints.count)
    for (ordinal, article) in extraction.articles.enumerated() {
      try addArticle.run(
        id, ordinal, article.span.start, article.span.end, article.title, jsonArray(article.about),
        jsonArray(article.byline))
    }
    for (ordinal, sentence) in extraction.sentences.enumerated() {
      try addSentence.run(
        id, ordinal, sentence.article, sentence.span.start, sentence.span.end, document.quote(sentence.span))
    }
    return id
  }

  /// Adds what a document contributes, which must be in normal form; nothing of it may be stored.
  func add(_ contribution: Contribution, of document: Int) throws {
    let entities = try contribution.appearances.map { try add($0, of: document) }
    for mention in contribution.mentions {
      try addMention.run(document, entities[mention.entity], mention.start, mention.end, mention.sentence)
    }
    for relation in contribution.relations {
      try addRelation.run(
        document, entities[relation.source], relation.type.rawValue, entities[relation.target], relation.role,
        relation.isInferred, relation.start, relation.end, relation.sentence, relation.quote)
    }
    for pair in contribution.coOccurrences {
      let (a, b) = (entities[pair.a], entities[pair.b])
      try addCoOccurrence.run(document, min(a, b), max(a, b), pair.weight, pair.sentence)
    }
  }

  /// Brings the index of names up to date.
  func finish() throws { try names.update() }

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
      try addWorksWith.run(document, id, "district", rank, name)
    }
    for (rank, name) in appearance.townships.enumerated() {
      try addWorksWith.run(document, id, "township", rank, name)
    }
    names.touch([address.name] + appearance.aliases)
    return id
  }
}

private func jsonArray(_ values: [String]) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  return String(decoding: try encoder.encode(values), as: UTF8.self)
}
