import EntityModel
import Foundation
import GRDB

extension GraphStore {
  /// Brings the store in line with these corrections and no others. All or, on error, nothing.
  ///
  /// What documents contribute by themselves is kept, so that the store afterwards is what a fresh one with the same
  /// documents and corrections would be.
  ///
  ///     try store.apply([.hide(EntityAddress(type: .person, name: "本报讯"))])
  ///
  /// - Returns: number of documents that were written anew.
  /// - Complexity: linear in the documents that old or new corrections change.
  /// - Throws: `GraphStorageError`.
  @discardableResult
  public func apply(_ corrections: [Correction]) throws -> Int {
    try write { db in
      guard try StoredCorrections.read(db) != corrections else { return 0 }
      let documents = try StoredCorrections.documents(db, changedBy: corrections)
      try db.execute(sql: "DELETE FROM correction_effect; DELETE FROM correction")
      for (ordinal, correction) in corrections.enumerated() {
        try db.execute(sql: "INSERT INTO correction VALUES (?, ?)", arguments: [ordinal, correction.line])
      }
      let corrector = try Corrector(db, corrections: corrections)
      var changed = 0
      for document in documents where try corrector.correctAnew(document) { changed += 1 }
      try corrector.writer.finish()
      return changed
    }
  }

  /// The corrections in force, each with the number of documents it changes: one with none no longer applies.
  /// - Throws: `GraphStorageError`.
  public func corrections() throws -> [(correction: Correction, documents: Int)] {
    try read { db in
      let counts = try Int.fetchAll(
        db,
        sql: """
          SELECT (SELECT count(*) FROM correction_effect WHERE correction = ordinal) FROM correction ORDER BY ordinal
          """)
      return Array(zip(try StoredCorrections.read(db), counts))
    }
  }
}

/// The corrections the tables hold.
enum StoredCorrections {
  static func read(_ db: Database) throws -> [Correction] {
    try String.fetchAll(db, sql: "SELECT line FROM correction ORDER BY ordinal").map { line in
      do {
        return try Correction(line: line)
      } catch {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "correction: \(error)")
      }
    }
  }

  /// Every document that corrections change or have changed. Where an earlier correction turns another entity into
  /// the subject of a later one, the earlier one's own subject is in the document.
  static func documents(_ db: Database, changedBy corrections: [Correction]) throws -> [Int] {
    var documents = try Set(Int.fetchAll(db, sql: "SELECT document FROM correction_effect"))
    documents.formUnion(try Int.fetchAll(db, sql: "SELECT document FROM original"))
    for subject in Set(corrections.map(\.subject)) {
      documents.formUnion(
        try Int.fetchAll(
          db,
          sql: """
            SELECT document FROM entity JOIN appearance ON entity = id WHERE type = ? AND name = ? AND anchor = ?
            """, arguments: [subject.type.rawValue, subject.name, subject.anchor]))
      guard subject.type == .place else { continue }
      documents.formUnion(
        try Int.fetchAll(
          db,
          sql: """
            SELECT document FROM works_with WHERE name = ?1 UNION SELECT document FROM appearance WHERE parent = ?1
            """, arguments: [subject.name]))
    }
    return documents.sorted()
  }
}

/// Lays corrections over documents.
struct Corrector {
  let writer: ContributionWriter
  private let set: CorrectionSet
  private let reader: ContributionReader
  private let name: Statement
  private let original: Statement
  private let keepOriginal: PreparedStatement
  private let dropOriginal: PreparedStatement
  private let addEffect: PreparedStatement

  init(_ db: Database, corrections: [Correction]) throws {
    set = CorrectionSet(corrections: corrections)
    writer = try ContributionWriter(db)
    reader = try ContributionReader(db)
    name = try db.makeStatement(sql: "SELECT name FROM document WHERE id = ?")
    original = try db.makeStatement(sql: "SELECT contribution FROM original WHERE document = ?")
    keepOriginal = try PreparedStatement(db, "INSERT INTO original (document, contribution) VALUES (?, ?)")
    dropOriginal = try PreparedStatement(db, "DELETE FROM original WHERE document = ?")
    addEffect = try PreparedStatement(db, "INSERT INTO correction_effect VALUES (?, ?)")
  }

  /// Stores what a document contributes, corrected. Nothing of it may be stored but its text.
  func add(_ contribution: Contribution, of document: Int, name: String) throws {
    let (corrected, effects) = set.apply(to: contribution, document: name)
    try writer.add(corrected, of: document)
    if corrected != contribution { try keepOriginal.run(document, try encoded(contribution)) }
    for position in effects { try addEffect.run(document, position) }
  }

  /// Corrects a stored document anew; its old effects must be gone.
  /// - Returns: whether what it contributes changed.
  func correctAnew(_ document: Int) throws -> Bool {
    guard let name = try String.fetchOne(name, arguments: [document]) else { return false }
    let stored = try reader.contribution(of: document)
    let contribution = try ownContribution(of: document) ?? stored
    let (corrected, effects) = set.apply(to: contribution, document: name)
    if corrected != stored {
      try writer.removeContribution(of: document)
      try writer.add(corrected, of: document)
    }
    try dropOriginal.run(document)
    if corrected != contribution { try keepOriginal.run(document, try encoded(contribution)) }
    for position in effects { try addEffect.run(document, position) }
    return corrected != stored
  }

  /// What a document contributes before corrections.
  func uncorrected(_ document: Int) throws -> Contribution {
    try ownContribution(of: document) ?? reader.contribution(of: document)
  }

  /// Nil where no correction changes it.
  private func ownContribution(of document: Int) throws -> Contribution? {
    try String.fetchOne(original, arguments: [document]).map(decoded)
  }

  private func encoded(_ contribution: Contribution) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(contribution), as: UTF8.self)
  }

  private func decoded(_ text: String) throws -> Contribution {
    do {
      return try JSONDecoder().decode(Contribution.self, from: Data(text.utf8))
    } catch {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "original: \(error)")
    }
  }
}
