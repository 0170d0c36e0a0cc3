import GRDB

/// How many windows name two of some entities; those of articles that were printed before count for nothing.
///
/// Their windows are read entity by entity, as the index holds them: to seek the others of each window would take
/// several times as long.
struct SharedWindows {
  /// By the positions of the two, the lower in the upper half of the key.
  private(set) var counts: [Int64: Int] = [:]

  init(_ db: Database, of entities: [Int]) throws {
    let reprints = try Reprints(db)
    let windows = try PreparedStatement(db, "SELECT document, window FROM window_member WHERE entity = ?")
    // Hashing windows would take longer than reading them: rows of an entity come document by document.
    var indexOfDocument: [Int: Int] = [:]
    // By document and ordinal, the latest member so far, from which `before` leads to the others.
    var latest: [[Int32]] = []
    var members: [(place: Int32, before: Int32)] = []
    for (place, entity) in entities.enumerated() {
      var (document, index) = (0, -1)
      try windows.readAll(entity) { row in
        let window = WindowID(document: row.int(0), ordinal: row.int(1))
        guard !reprints.contains(window) else { return }
        if index < 0 || window.document != document {
          document = window.document
          index = indexOfDocument[document, default: latest.count]
          if index == latest.count {
            indexOfDocument[document] = index
            latest.append([])
          }
        }
        let missing = window.ordinal + 1 - latest[index].count
        if missing > 0 { latest[index].append(contentsOf: repeatElement(-1, count: missing)) }
        let before = latest[index][window.ordinal]
        latest[index][window.ordinal] = Int32(members.count)
        members.append((Int32(place), before))
        var other = Int(before)
        while other >= 0 {
          counts[Int64(members[other].place) << 32 | Int64(place), default: 0] += 1
          other = Int(members[other].before)
        }
      }
    }
  }
}

/// Finds who is named together with an entity.
struct Companions {
  private let reprints: Reprints
  private let members: PreparedStatement

  init(_ db: Database) throws {
    reprints = try Reprints(db)
    members = try PreparedStatement(
      db,
      """
      SELECT a.document, a.window, b.entity FROM window_member AS a
      JOIN window_member AS b ON b.document = a.document AND b.window = a.window AND b.entity <> a.entity
      WHERE a.entity = ?
      """)
  }

  /// For each of them, the number of windows that name both.
  func counts(of entity: Int) throws -> [Int: Int] {
    var counts: [Int: Int] = [:]
    try members.readAll(entity) { row in
      guard !reprints.contains(WindowID(document: row.int(0), ordinal: row.int(1))) else { return }
      counts[row.int(2), default: 0] += 1
    }
    return counts
  }
}

/// A row of `name_window`.
private struct WindowID: Hashable {
  let document: Int
  let ordinal: Int
}

/// The windows of articles that were printed before: few, so that it costs less to know them than to ask of each.
private struct Reprints {
  private var windows: Set<WindowID> = []

  init(_ db: Database) throws {
    let reprinted = try PreparedStatement(
      db,
      """
      SELECT name_window.document, name_window.ordinal
      FROM (SELECT digest FROM article GROUP BY digest HAVING count(*) > 1) AS text
      CROSS JOIN article AS one ON one.digest = text.digest
      CROSS JOIN name_window ON name_window.document = one.document AND name_window.article = one.ordinal
      WHERE EXISTS (
        SELECT 1 FROM article AS other
        WHERE other.digest = one.digest AND (other.document, other.ordinal) < (one.document, one.ordinal))
      """)
    try reprinted.readAll { row in windows.insert(WindowID(document: row.int(0), ordinal: row.int(1))) }
  }

  func contains(_ window: WindowID) -> Bool { !windows.isEmpty && windows.contains(window) }
}
