import EntityModel
import GRDB

/// Reads back what a document contributes, as it is stored.
struct ContributionReader {
  private let appearances: Statement
  private let aliases: Statement
  private let roles: Statement
  private let worksWith: Statement
  private let mentions: Statement
  private let relations: Statement
  private let windows: Statement
  private let members: Statement

  init(_ db: Database) throws {
    appearances = try db.makeStatement(
      sql: """
        SELECT entity, type, name, anchor, is_inferred, level, code, parent
        FROM appearance JOIN entity ON entity.id = entity WHERE document = ?
        """)
    aliases = try db.makeStatement(sql: "SELECT entity, name FROM alias WHERE document = ?")
    roles = try db.makeStatement(sql: "SELECT entity, name FROM role WHERE document = ?")
    worksWith = try db.makeStatement(
      sql: "SELECT entity, kind, name FROM works_with WHERE document = ? ORDER BY entity, kind, rank")
    mentions = try db.makeStatement(sql: "SELECT entity, start, \"end\", sentence FROM mention WHERE document = ?")
    relations = try db.makeStatement(
      sql: """
        SELECT source, type, target, role, is_inferred, start, "end", sentence, quote FROM relation WHERE document = ?
        """)
    windows = try db.makeStatement(
      sql: "SELECT article, sentence FROM name_window WHERE document = ? ORDER BY ordinal")
    members = try db.makeStatement(sql: "SELECT window, entity FROM window_member WHERE document = ? ORDER BY window")
  }

  /// In normal form.
  func contribution(of document: Int) throws -> Contribution {
    var (contribution, entities) = try ties(of: document)
    let index = Dictionary(uniqueKeysWithValues: zip(entities, entities.indices))
    for row in try Row.fetchAll(aliases, arguments: [document]) {
      contribution.appearances[try place(row[0], index, document)].aliases.append(row[1])
    }
    for row in try Row.fetchAll(roles, arguments: [document]) {
      contribution.appearances[try place(row[0], index, document)].roles.append(row[1])
    }
    for row in try Row.fetchAll(mentions, arguments: [document]) {
      contribution.mentions.append(
        .init(entity: try place(row[0], index, document), start: row[1], end: row[2], sentence: row[3]))
    }
    for row in try Row.fetchAll(windows, arguments: [document]) {
      contribution.windows.append(Contribution.Window(article: row[0], sentence: row[1], entities: []))
    }
    for row in try Row.fetchAll(members, arguments: [document]) {
      let window: Int = row[0]
      guard contribution.windows.indices.contains(window) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "window \(window) is not in \(document)")
      }
      contribution.windows[window].entities.append(try place(row[1], index, document))
    }
    return contribution.normalized()
  }

  /// Who appears, with whom they work and their typed ties, but no aliases, roles, mentions and windows; in no certain
  /// order. Beside it the rows of the appearances.
  func ties(of document: Int) throws -> (Contribution, entities: [Int]) {
    var contribution = Contribution()
    var index: [Int: Int] = [:]
    var entities: [Int] = []
    let found = try Row.fetchCursor(appearances, arguments: [document])
    while let row = try found.next() {
      index[row[0]] = entities.count
      entities.append(row[0])
      contribution.appearances.append(
        Contribution.Appearance(
          address: EntityAddress(type: try value(row[1]), name: row[2], anchor: row[3]), isInferred: row[4],
          level: try (row[5] as String?).map { try value($0) }, code: row[6], parent: row[7], aliases: [], roles: [],
          districts: [], townships: []))
    }
    let areas = try Row.fetchCursor(worksWith, arguments: [document])
    while let row = try areas.next() {
      let entity = try place(row[0], index, document)
      if row[1] == "district" {
        contribution.appearances[entity].districts.append(row[2])
      } else {
        contribution.appearances[entity].townships.append(row[2])
      }
    }
    let ties = try Row.fetchCursor(relations, arguments: [document])
    while let row = try ties.next() {
      contribution.relations.append(
        Contribution.Relation(
          source: try place(row[0], index, document), type: try value(row[1]),
          target: try place(row[2], index, document), role: row[3], isInferred: row[4], start: row[5], end: row[6],
          sentence: row[7], quote: row[8]))
    }
    return (contribution, entities)
  }

  private func place(_ entity: Int, _ index: [Int: Int], _ document: Int) throws -> Int {
    guard let place = index[entity] else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entity \(entity) does not appear in \(document)")
    }
    return place
  }
}
