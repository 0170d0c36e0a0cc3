import EntityModel
import Foundation
import GRDB

/// Writes what documents contribute, one after the other, with statements prepared once.
///
/// Written for speed: a page brings about a thousand rows, most of them co-occurrences.
struct ContributionWriter {
  /// In code points.
  private static let longestQuote = 300

  private let removeTies: PreparedStatement
  private let removeRelations: PreparedStatement
  private let removeMentions: PreparedStatement
  private let removeDocument: PreparedStatement
  private let findDocument: PreparedStatement
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
    removeTies = try PreparedStatement(db, "DELETE FROM co_occurrence WHERE document = ?")
    removeRelations = try PreparedStatement(db, "DELETE FROM relation WHERE document = ?")
    removeMentions = try PreparedStatement(db, "DELETE FROM mention WHERE document = ?")
    removeDocument = try PreparedStatement(db, "DELETE FROM document WHERE id = ?")
    findDocument = try PreparedStatement(db, "SELECT id FROM document WHERE name = ?")
    addDocument = try PreparedStatement(
      db, "INSERT INTO document (name, sha256, date, length) VALUES (?, ?, ?, ?) RETURNING id")
    addArticle = try PreparedStatement(db, "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)")
    addSentence = try PreparedStatement(db, "INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)")
    findEntity = try PreparedStatement(db, "SELECT id FROM entity WHERE type = ? AND name = ? AND anchor = ?")
    addEntity = try PreparedStatement(db, "INSERT INTO entity (type, name, anchor) VALUES (?, ?, ?) RETURNING id")
    addAppearance = try PreparedStatement(db, "INSERT INTO appearance VALUES (?, ?, ?, ?, ?, ?)")
    addAlias = try PreparedStatement(db, "INSERT INTO alias VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    addRole = try PreparedStatement(db, "INSERT INTO role VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    addWorksWith = try PreparedStatement(db, "INSERT INTO works_with VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    addMention = try PreparedStatement(db, "INSERT INTO mention VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    addRelation = try PreparedStatement(db, "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    addCoOccurrence = try PreparedStatement(db, "INSERT INTO co_occurrence VALUES (?, ?, ?, ?, ?)")
  }

  /// Takes away what the document contributed, if it is stored.
  func remove(_ name: String) throws {
    guard let id = try findDocument.first(name, read: { $0.int(0) }) else { return }
    // The foreign keys would do all of it; but they look for each entity's rows in turn, and find none after this.
    try removeTies.run(id)
    try removeRelations.run(id)
    try removeMentions.run(id)
    try removeDocument.run(id)
  }

  /// Adds what a document contributes; it must not be stored.
  func add(_ given: DocumentExtraction) throws {
    let extraction = given.mergingEqualEntities()
    let document = extraction.document
    let id =
      try addDocument.first(document.name, document.sha256, document.date, document.codePoints.count) { $0.int(0) } ?? 0
    try addText(of: extraction, id: id)
    let entities = try extraction.entities.map { try addEntity($0, document: id) }
    let sentences = SentenceIndex(extraction)
    var mentioned = SentenceSets(entities: entities.count, sentences: extraction.sentences.count)
    for (mention, entity) in zip(extraction.mentions, extraction.entityOfMention) {
      let sentence = sentences.sentence(of: mention)
      if let sentence { mentioned.insert(sentence: sentence, of: entity) }
      try addMention.run(id, entities[entity], mention.span.start, mention.span.end, sentence)
    }
    for relation in extraction.relations {
      let sentence = sentences.sentence(
        grounding: relation.evidence, of: relation.source, and: relation.target, in: mentioned)
      // Without a sentence the evidence itself is quoted, as much of it as is read at a glance.
      let evidence = relation.evidence
      let start = evidence.start
      let end = sentence == nil ? min(evidence.end, start + ContributionWriter.longestQuote) : evidence.end
      try addRelation.run(
        id, entities[relation.source], relation.type.rawValue, entities[relation.target], relation.role,
        relation.isInferred, start, end, sentence, sentence == nil ? document.quote(Span(start, end)) : nil)
    }
    for pair in extraction.coOccurrences {
      let (a, b) = (entities[pair.a], entities[pair.b])
      try addCoOccurrence.run(id, min(a, b), max(a, b), pair.weight, mentioned.first(of: pair.a, and: pair.b))
    }
  }

  private func addText(of extraction: DocumentExtraction, id: Int) throws {
    for (ordinal, article) in extraction.articles.enumerated() {
      try addArticle.run(
        id, ordinal, article.span.start, article.span.end, article.title, jsonArray(article.about),
        jsonArray(article.byline))
    }
    for (ordinal, sentence) in extraction.sentences.enumerated() {
      try addSentence.run(
        id, ordinal, sentence.article, sentence.span.start, sentence.span.end,
        extraction.document.quote(sentence.span))
    }
  }

  /// - Returns: the entity's row, old or new.
  private func addEntity(_ entity: Entity, document: Int) throws -> Int {
    let type = entity.type.rawValue
    let id =
      try findEntity.first(type, entity.name, entity.anchor) { $0.int(0) }
      ?? addEntity.first(type, entity.name, entity.anchor) { $0.int(0) } ?? 0
    try addAppearance.run(document, id, entity.isInferred, entity.level?.rawValue, entity.code, entity.parent)
    for alias in entity.aliases where !alias.isEmpty && alias != entity.name {
      try addAlias.run(document, id, alias)
    }
    for role in entity.roles where !role.isEmpty { try addRole.run(document, id, role) }
    for (rank, name) in entity.districts.enumerated() where !name.isEmpty {
      try addWorksWith.run(document, id, "district", rank, name)
    }
    for (rank, name) in entity.townships.enumerated() where !name.isEmpty {
      try addWorksWith.run(document, id, "township", rank, name)
    }
    return id
  }
}

private func jsonArray(_ values: [String]) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  return String(decoding: try encoder.encode(values), as: UTF8.self)
}
