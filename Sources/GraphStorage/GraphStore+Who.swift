import EntityModel
import GRDB

extension GraphStore {
  /// Number of sentences quoted for a row.
  public static let evidenceLimit = 3

  /// Who works with the entities called `name` (or, where nothing is called so, that have it as an alias): one answer
  /// for each, in the order of nodes; no answer where the name is unknown.
  ///
  /// For a place: the persons and units that name it, or a place inside it, as their district or township, and those
  /// with a typed tie to any of these. For a person, unit or programme: the persons, units and programmes that share
  /// a typed tie with it, and the persons and units named in one sentence or list with it. The author of a report is
  /// named beside everybody in it and works with none of them: co-occurrence ties reporters to each other alone.
  ///
  ///     try store.who("金乡县").first?.rows.first?.name  // 周启山
  ///
  /// - Parameters:
  ///   - name: a name, an alias or an address (`person:周启山@金乡县委组织部`).
  ///   - filter: which rows are wanted.
  ///   - limit: most rows an answer may have; nil for all.
  /// - Throws: `GraphStorageError`.
  public func who(_ name: String, filter: WhoFilter = WhoFilter(), limit: Int? = nil) throws -> [WhoAnswer] {
    try read { db in
      let query = try WhoQuery(db, filter: filter)
      let found = try StoredNames(db).find(name)
      if found.isEmpty { return try query.answer(placeNamed: name, limit: limit).map { [$0] } ?? [] }
      return try found.map { try query.answer($0, limit: limit) }
    }
  }
}

/// Which rows of an answer are wanted.
public struct WhoFilter: Sendable, Equatable {
  /// Rows of this type alone; nil for persons and units (for a person, unit or programme: and programmes).
  public var type: EntityType?
  /// Rows that work with this county-level district alone.
  public var district: String?

  public init(type: EntityType? = nil, district: String? = nil) {
    self.type = type
    self.district = district
  }
}

/// Answers one question after the other over one state of the store.
struct WhoQuery {
  private let rows: WhoRowReader
  private let places: PlaceSupport
  private let neighbours: NeighbourSupport
  private let filter: WhoFilter
  private let worksWith: Statement

  init(_ db: Database, filter: WhoFilter) throws {
    rows = try WhoRowReader(db)
    places = try PlaceSupport(db, types: filter.type.map { [$0] } ?? [.person, .unit])
    neighbours = try NeighbourSupport(db)
    self.filter = filter
    worksWith = try db.makeStatement(
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM appearance JOIN works_with USING (document, entity)
          WHERE entity = ? AND kind = 'district' AND name = ?)
        """)
  }

  func answer(_ entity: Int, limit: Int?) throws -> WhoAnswer {
    let subject = try rows.row(entity, focus: .all)
    if subject.type == .place {
      let candidates = try places.candidates(for: try rows.address(entity), entity: entity)
      return try answer(subject, candidates, limit: limit)
    }
    let partners = try neighbours.ties(of: entity, type: filter.type).map { (entity: $0.key, weight: $0.value) }
    let (best, isCut) = try best(partners, limit: limit)
    let answered = try best.map { try rows.row($0.entity, focus: .partner(entity, weight: $0.weight)) }
    return WhoAnswer(subject: subject, rows: answered, isCut: isCut)
  }

  /// For a district or township that no document mentions by itself; nil if nobody works with it either.
  func answer(placeNamed name: String, limit: Int?) throws -> WhoAnswer? {
    let candidates = try places.candidates(forPlaceNamed: name)
    guard !candidates.weights.isEmpty else { return nil }
    let subject = WhoRow(
      name: name, type: .place, roles: [], units: [], districts: [], townships: [], relations: [], weight: 0,
      evidence: [])
    return try answer(subject, candidates, limit: limit)
  }

  private func answer(_ subject: WhoRow, _ candidates: Candidates, limit: Int?) throws -> WhoAnswer {
    let (best, isCut) = try best(candidates.weights, limit: limit)
    let answered = try best.map { try rows.row($0.entity, focus: .candidate(candidates, weight: $0.weight)) }
    return WhoAnswer(subject: subject, rows: answered, isCut: isCut)
  }

  /// The heaviest that the filter lets pass, then by name, type and anchor; and whether there are more.
  private func best(
    _ weights: [(entity: Int, weight: Int)], limit: Int?
  ) throws -> (best: [(entity: Int, weight: Int)], isCut: Bool) {
    // Names are read, and the filter asked, of those alone that may be among the best.
    var best: [(candidate: (entity: Int, weight: Int), key: [String])] = []
    var isCut = false
    for candidate in weights.sorted(by: { $0.weight > $1.weight }) {
      guard try isWanted(candidate.entity) else { continue }
      if let limit, best.count >= limit, let last = best.last, last.candidate.weight > candidate.weight {
        isCut = true
        break
      }
      best.append((candidate, try rows.key(candidate.entity)))
    }
    best.sort { a, b in
      a.candidate.weight != b.candidate.weight
        ? a.candidate.weight > b.candidate.weight : a.key.lexicographicallyPrecedes(b.key, by: precedes)
    }
    let count = min(limit ?? best.count, best.count)
    return (best.prefix(count).map(\.candidate), isCut || best.count > count)
  }

  private func isWanted(_ entity: Int) throws -> Bool {
    guard let district = filter.district else { return true }
    return try Bool.fetchOne(worksWith, arguments: [entity, district]) ?? false
  }
}

/// What a row is about: an entity by itself, what ties it with a place, or what joins two.
enum Focus {
  case all
  case candidate(Candidates, weight: Int)
  case partner(Int, weight: Int)
}
