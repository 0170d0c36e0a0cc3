import EntityModel
import GRDB

/// Sums ties over documents: sorts the contributions by the pair they join (SQLite does it, in a file where there are
/// many), then adds up each run of equal pairs.
struct EdgeReader {
  /// Fewest windows that must name both for an edge to have an NPMI.
  static let minimumJointCount = 2

  private let db: Database
  private let selection: GraphSelection
  private let quotes: QuoteReader
  private let nodeRank: Ranks
  private let documentRank: Ranks
  /// For each document in order, its day of issue as the number YYYYMMDD; 0 for none.
  private let days: [Int32]
  /// For each node, the number of windows that name it.
  private let windowsOfNode: [Int32]
  /// Number of all windows.
  private let windowCount: Int

  init(_ db: Database, selection: GraphSelection = GraphSelection()) throws {
    self.db = db
    self.selection = selection
    quotes = try QuoteReader(db)
    nodeRank = try Ranks(db, table: "entity", order: "type, name, anchor")
    documentRank = try Ranks(db, table: "document", order: "name")
    windowCount = try Int.fetchOne(db, sql: "SELECT coalesce(sum(windows), 0) FROM first_print") ?? 0
    var counts = [Int32](repeating: 0, count: nodeRank.count)
    let members = try Row.fetchCursor(
      db,
      sql: """
        SELECT entity, count(*) FROM window_member JOIN counted_window USING (document, window) GROUP BY entity
        """)
    while let row = try members.next() {
      if let rank = nodeRank[row[0]] { counts[Int(rank)] = row[1] }
    }
    windowsOfNode = counts
    days = try Int32.fetchAll(
      db, sql: "SELECT CAST(coalesce(replace(date, '-', ''), '0') AS INTEGER) FROM document ORDER BY name")
  }

  /// The ties of the kinds that are selected.
  private var contributions: String {
    let types = RelationType.allCases.filter { selection.includes(.relation($0)) }
    let typed = """
      SELECT pair_key(source, target) AS key, source, type, is_inferred, role,
        document, start, "end", sentence, quote, NULL AS article, NULL AS size FROM relation
      WHERE type IN (\(types.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
      """
    let together = """
      SELECT pair_key(a.entity, b.entity) AS key, a.entity, NULL, 0, NULL,
        document, 0, 0, sentence, NULL, article, size
      FROM counted_window JOIN window_member AS a USING (document, window)
      JOIN window_member AS b USING (document, window) WHERE a.entity < b.entity
      """
    return (selection.includes(.coOccurrence) ? "\(typed) UNION ALL \(together)" : typed)
      + " ORDER BY key, document, article"
  }

  /// Calls `body` for each edge that is selected for its own sake, ids being places in the order of all nodes.
  func readEdges(_ body: (GraphEdge) throws -> Void) throws {
    let ranks = nodeRank
    let pairKey = DatabaseFunction("pair_key", argumentCount: 2, pure: true) { values in
      guard let a = Int.fromDatabaseValue(values[0]), let b = Int.fromDatabaseValue(values[1]) else { return nil }
      guard let x = ranks[a], let y = ranks[b] else { return nil }
      return Int64(min(x, y)) << 32 | Int64(max(x, y))
    }
    db.add(function: pairKey)
    defer { db.remove(function: pairKey) }
    let rows = try Row.fetchCursor(db, sql: contributions)
    // One sum a pair, or one for each kind of tie.
    var sums = [Sum?](repeating: nil, count: selection.hasParallelEdges ? TieKind.allCases.count : 1)
    var current: Int64?
    func finish() throws {
      for index in sums.indices {
        if let edge = try sums[index].flatMap(edge) { try body(edge) }
        sums[index] = nil
      }
    }
    while let row = try rows.next() {
      guard let key: Int64 = row[0] else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a tie has an end that is no entity")
      }
      if current != key { try finish() }
      current = key
      var kind = TieKind.coOccurrence
      if let type: String = row[2] { kind = .relation(try value(type)) }
      let index = selection.hasParallelEdges ? kind.index : 0
      var sum = sums[index] ?? Sum(key: key)
      // One owner, or adding would copy.
      sums[index] = nil
      sum.add(row, kind, nodeRank: nodeRank, documentRank: documentRank, days: days)
      sums[index] = sum
    }
    try finish()
  }

  /// Nil for an edge that is not selected.
  private func edge(_ sum: Sum) throws -> GraphEdge? {
    let (low, high) = (Int(sum.key >> 32), Int(sum.key & 0xFFFF_FFFF))
    let kind = sum.counts.strongest
    let together = sum.together.windows > 0 ? statistics(sum.together, low, high) : nil
    guard sum.counts.total >= selection.minimumWeight else { return nil }
    if let least = selection.minimumNPMI, !sum.counts.isTyped {
      guard let npmi = together?.npmi, npmi >= least else { return nil }
    }
    let isReversed = sum.isReversed(kind)
    return GraphEdge(
      source: isReversed ? high : low, target: isReversed ? low : high, counts: sum.counts, role: sum.role(kind),
      isInferred: sum.counts.isTyped && !sum.isPrinted, evidence: try sum.ground.flatMap { try quotes.quote($0.place) },
      coOccurrence: together, firstDate: EdgeReader.date(sum.firstDay), lastDate: EdgeReader.date(sum.lastDay))
  }

  /// `2024-06-21` for 20240621; nil for 0.
  private static func date(_ day: Int32) -> String? {
    guard day > 0 else { return nil }
    let digits = Array(String(day + 100_000_000).utf8.dropFirst())
    return String(decoding: digits[..<4] + [0x2D] + digits[4..<6] + [0x2D] + digits[6...], as: UTF8.self)
  }

  private func statistics(_ together: CoOccurrenceStatistics, _ a: Int, _ b: Int) -> CoOccurrenceStatistics {
    var together = together
    together.npmi = CoOccurrenceStatistics.npmi(
      joint: together.windows, a: Int(windowsOfNode[a]), b: Int(windowsOfNode[b]), total: windowCount,
      minimum: EdgeReader.minimumJointCount)
    return together
  }
}

/// For each row of a table its place in an order of all rows, dense from 0. Twelve bytes a row.
private struct Ranks: Sendable {
  /// Ascending.
  private var ids: [Int]
  private var ranks: [Int32]

  init(_ db: Database, table: String, order: String) throws {
    let inOrder = try Int.fetchCursor(db, sql: "SELECT id FROM \(table) ORDER BY \(order)")
    var pairs: [(id: Int, rank: Int32)] = []
    while let id = try inOrder.next() { pairs.append((id, Int32(pairs.count))) }
    pairs.sort { $0.id < $1.id }
    ids = pairs.map(\.id)
    ranks = pairs.map(\.rank)
  }

  var count: Int { ids.count }

  /// Nil for what is no row.
  subscript(id: Int) -> Int32? {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? ranks[low] : nil
  }
}

/// The contributions to one edge, added up as they come, in any order with the same outcome.
private struct Sum {
  let key: Int64
  var counts = TieCounts()
  private(set) var together = CoOccurrenceStatistics()
  /// Document and article of the last window; those of a pair come one after the other.
  private var lastWindow: (document: Int, article: Int)?
  private(set) var ground: Ground?
  /// Whether any document prints a typed tie in so many words.
  var isPrinted = false
  /// Days of issue as YYYYMMDD; 0 for none.
  private(set) var firstDay: Int32 = 0
  private(set) var lastDay: Int32 = 0
  /// For each kind, in how many documents more it runs from the lower to the higher id than back.
  private var direction = SIMD16<Int32>()
  private var roles: [Role: Int] = [:]

  /// Bytes, for strings are equal in Swift that differ in SQLite (in normal form alone).
  private struct Role: Hashable {
    let kind: Int
    let utf8: [UInt8]
  }

  init(key: Int64) { self.key = key }

  mutating func add(_ row: Row, _ kind: TieKind, nodeRank: Ranks, documentRank: Ranks, days: [Int32]) {
    counts[kind] += 1
    let isInferred: Bool = row[3]
    let document: Int = row[5]
    let rank = Int(documentRank[document] ?? 0)
    addDay(days[rank])
    if kind != .coOccurrence {
      isPrinted = isPrinted || !isInferred
      let source: Int = row[1]
      direction[kind.index] += nodeRank[source].map(Int64.init) == key >> 32 ? 1 : -1
      if let role: String = row[4] { roles[Role(kind: kind.index, utf8: Array(role.utf8)), default: 0] += 1 }
    }
    if kind == .coOccurrence { addWindow(document: document, article: row[10], size: row[11]) }
    let candidate = Ground(
      kind: kind.index, isInferred: isInferred, documentRank: rank,
      place: QuotePlace(document: document, sentence: row[8], start: row[6], end: row[7], text: row[9]))
    guard candidate.place.sentence != nil || candidate.place.text != nil else { return }
    if let ground, !(candidate < ground) { return }
    ground = candidate
  }

  private mutating func addDay(_ day: Int32) {
    guard day > 0 else { return }
    firstDay = firstDay > 0 ? min(firstDay, day) : day
    lastDay = max(lastDay, day)
  }

  private mutating func addWindow(document: Int, article: Int, size: Int) {
    together.windows += 1
    together.share += CoOccurrenceStatistics.share(ofWindowNaming: size)
    if let last = lastWindow, last == (document, article) { return }
    together.articles += 1
    if lastWindow?.document != document { together.documents += 1 }
    lastWindow = (document, article)
  }

  func isReversed(_ kind: TieKind) -> Bool { direction[kind.index] < 0 }

  /// The role most documents print with the kind, the smallest of equals.
  func role(_ kind: TieKind) -> String? {
    let candidates = roles.filter { $0.key.kind == kind.index }
    let best = candidates.min { a, b in
      a.value != b.value ? a.value > b.value : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
    }
    return best.map { String(decoding: $0.key.utf8, as: UTF8.self) }
  }
}

/// Where a document grounds a tie. The least grounds it best: a printed typed tie before an inferred one, kinds in the
/// order of `TieKind`, then the first document by name, the first place in it.
private struct Ground {
  let kind: Int
  let isInferred: Bool
  let documentRank: Int
  let place: QuotePlace

  private var order: (Int, Int, Int, Int, Int) {
    let isCoOccurrence = kind == TieKind.coOccurrence.index
    return (isCoOccurrence ? 2 : isInferred ? 1 : 0, kind, documentRank, place.sentence ?? -1, place.start)
  }

  static func < (a: Ground, b: Ground) -> Bool { a.order < b.order }
}
