import EntityModel
import Foundation
import GRDB

extension GraphStore {
  /// What is wrong with the store, one line each; empty when every invariant holds. Changes nothing.
  ///
  /// Asked are SQLite (`integrity_check`, foreign keys, the full-text index) and what the tables cannot ask by
  /// themselves: numbers that follow from names, the index of names, sentences inside their documents, the right types
  /// at the ends of ties, windows of their size, corrections that can be read.
  ///
  /// - Complexity: linear in what is stored.
  /// - Throws: `GraphStorageError`.
  public func check() throws -> [String] {
    try write { db in
      var problems: [String] = []
      for line in try String.fetchAll(db, sql: "PRAGMA integrity_check") where line != "ok" {
        problems.append("database: \(line)")
      }
      for row in try Row.fetchAll(db, sql: "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1") {
        problems.append("\(row[0] as String): \(row[1] as Int) rows refer to rows that are not there")
      }
      for invariant in Invariant.all {
        let broken = try Int.fetchOne(db, sql: "SELECT count(*) FROM (\(invariant.violations))") ?? 0
        if broken > 0 { problems.append("\(invariant.table): \(broken) \(invariant.complaint)") }
      }
      problems += try wrongNumbers(db)
      problems += try wrongTexts(db)
      problems += try wrongNames(db)
      problems += try wrongAreas(db)
      return problems
    }
  }

  private func wrongNumbers(_ db: Database) throws -> [String] {
    let documents = try Row.fetchAll(db, sql: "SELECT id, name FROM document").count { row in
      (row[0] as Int) != ContributionWriter.id(of: row[1])
    }
    var entities = 0
    let rows = try Row.fetchCursor(db, sql: "SELECT id, type, name, anchor FROM entity")
    while let row = try rows.next() {
      if (row[0] as Int) != stableID("entity", row[1], row[2], row[3]) { entities += 1 }
    }
    return [("document", documents), ("entity", entities)].filter { $0.1 > 0 }.map {
      "\($0): \($1) rows have another number than their names give"
    }
  }

  private func wrongTexts(_ db: Database) throws -> [String] {
    var wrong = 0
    let rows = try Row.fetchCursor(db, sql: "SELECT length, text FROM document JOIN document_text ON document = id")
    while let row = try rows.next() {
      let bytes: Data = row[1]
      let length: Int = row[0]
      if String(validating: bytes, as: UTF8.self)?.unicodeScalars.count != length { wrong += 1 }
    }
    return wrong == 0 ? [] : ["document_text: \(wrong) texts are damaged or not as long as their documents say"]
  }

  private func wrongAreas(_ db: Database) throws -> [String] {
    let sums = try AreaSums(of: db)
    func isAny(_ extent: (key: Int, value: AreaTies.Extent)) -> Bool { extent.value != AreaTies.Extent() }
    var extents: [Int: AreaTies.Extent] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, documents, ties FROM area") {
      extents[row[0]] = AreaTies.Extent(documents: row[1], ties: row[2])
    }
    var supports: [AreaSums.Support: AreaSums.Sum] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT area, type, entity, weight, documents FROM area_support")
    while let row = try rows.next() {
      let support = AreaSums.Support(area: row[0], type: try value(row[1]), entity: row[2])
      supports[support] = AreaSums.Sum(weight: row[3], documents: row[4])
    }
    var parts: [AreaSums.Part: Int] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT parent, area, documents FROM area_part") {
      parts[AreaSums.Part(parent: row[0], area: row[1])] = row[2]
    }
    let tables = [
      ("area", extents.filter(isAny) == sums.extents.filter(isAny)), ("area_support", supports == sums.supports),
      ("area_part", parts == sums.parts),
    ]
    return tables.filter { !$0.1 }.map { "\($0.0): the sums differ from what the documents say" }
  }

  private func wrongNames(_ db: Database) throws -> [String] {
    var problems: [String] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT id, text, characters FROM name")
    var wrong = 0
    while let row = try rows.next() {
      let text: String = row[1]
      if row[0] != NameIndex.id(of: text) || row[2] != NameIndex.characters(text) { wrong += 1 }
    }
    if wrong > 0 { problems.append("name: \(wrong) rows have another number or text than their names give") }
    do {
      try db.execute(sql: "INSERT INTO name_text (name_text, rank) VALUES ('integrity-check', 1)")
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      problems.append("name_text: the full-text index differs from the names")
    }
    if (try? StoredCorrections.read(db)) == nil { problems.append("correction: a line cannot be read") }
    return problems
  }
}

/// Something that must hold for every row.
private struct Invariant {
  let table: String
  let complaint: String
  /// A query for the rows for which it does not.
  let violations: String

  static let all = [
    Invariant(
      table: "entity", complaint: "entities appear in no document",
      violations: "SELECT 1 FROM entity WHERE NOT EXISTS (SELECT 1 FROM appearance WHERE entity = id)"),
    Invariant(
      table: "entity", complaint: "entities are named in more or fewer documents or windows than they say",
      violations: """
        SELECT 1 FROM entity WHERE documents <> (SELECT count(*) FROM appearance WHERE entity = id)
          OR windows <> (SELECT count(*) FROM window_member WHERE entity = id)
        """),
    Invariant(
      table: "name", complaint: "names are in use and not listed, or listed and not in use",
      violations: """
        SELECT * FROM (SELECT name FROM entity UNION SELECT name FROM alias EXCEPT SELECT text FROM name)
        UNION ALL SELECT * FROM (SELECT text FROM name EXCEPT SELECT name FROM entity EXCEPT SELECT name FROM alias)
        """),
    Invariant(
      table: "sentence", complaint: "sentences end after their documents",
      violations: "SELECT 1 FROM sentence JOIN document ON id = document WHERE \"end\" > length"),
    Invariant(
      table: "sentence", complaint: "sentences have neither words nor a text to quote them from",
      violations: """
        SELECT 1 FROM sentence
        WHERE text IS NULL AND NOT EXISTS (SELECT 1 FROM document_text WHERE document = sentence.document)
        """),
    Invariant(
      table: "mention", complaint: "mentions end after their documents",
      violations: "SELECT 1 FROM mention JOIN document ON id = document WHERE \"end\" > length"),
    Invariant(
      table: "relation", complaint: "ties end after their documents",
      violations: "SELECT 1 FROM relation JOIN document ON id = document WHERE \"end\" > length"),
    Invariant(
      table: "name_window", complaint: "windows name another number of entities than they say",
      violations: """
        SELECT 1 FROM name_window WHERE size <> (
          SELECT count(*) FROM window_member
          WHERE window_member.document = name_window.document AND window = ordinal)
        """),
    Invariant(
      table: "article", complaint: "articles have fewer windows than are listed",
      violations: """
        SELECT 1 FROM name_window JOIN article
          ON article.document = name_window.document AND article.ordinal = name_window.article
        GROUP BY article.document, article.ordinal HAVING count(*) > windows
        """),
    Invariant(
      table: "works_with", complaint: "ranks of districts or townships are not 0, 1, 2, …",
      violations: """
        SELECT 1 FROM works_with GROUP BY document, entity, kind HAVING max(rank) <> count(*) - 1 OR min(rank) <> 0
        """),
    Invariant(
      table: "area", complaint: "areas that nothing works with",
      violations: """
        SELECT 1 FROM area WHERE NOT EXISTS (SELECT 1 FROM area_support WHERE area = id)
          AND NOT EXISTS (SELECT 1 FROM area_part WHERE area = id)
        """),
    Invariant(
      table: "correction", complaint: "corrections do not stand at 0, 1, 2, …",
      violations: "SELECT 1 FROM correction WHERE ordinal NOT BETWEEN 0 AND (SELECT count(*) - 1 FROM correction)"),
  ]
}
