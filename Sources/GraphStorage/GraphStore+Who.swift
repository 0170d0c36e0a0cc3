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

  init(_ db: Database, filter: WhoFilter = WhoFilter()) throws {
    rows = try WhoRowReader(db)
    places = try PlaceSupport(db, types: filter.type.map { [$0] } ?? [.person, .unit])
    neighbours = try NeighbourSupport(db)
    self.filter = filter
    worksWith = try db.makeStatement(
      sql: "SELECT DISTINCT entity FROM works_with WHERE name = ? AND kind = 'district'")
  }

  func answer(_ entity: Int, limit: Int?) throws -> WhoAnswer {
    let node = try rows.node(entity)
    let focus: [Int: Focus]
    if node.type == .place {
      focus = try places.support(of: node, entity: entity).mapValues(\.focus)
    } else {
      focus = try neighbours.ties(of: entity).mapValues { .partner(entity, weight: $0) }
    }
    let subject = try rows.row(entity, focus: .all(documents: node.documentCount))
    return WhoAnswer(subject: subject, rows: try best(focus, limit: limit))
  }

  /// For a district or township that no document mentions by itself; nil if nobody works with it either.
  func answer(placeNamed name: String, limit: Int?) throws -> WhoAnswer? {
    let support = try places.support(ofPlaceNamed: name)
    guard !support.isEmpty else { return nil }
    let subject = WhoRow(
      name: name, type: .place, roles: [], units: [], districts: [], townships: [], relations: [], weight: 0,
      evidence: [])
    return WhoAnswer(subject: subject, rows: try best(support.mapValues(\.focus), limit: limit))
  }

  private func best(_ focus: [Int: Focus], limit: Int?) throws -> [WhoRow] {
    var focus = focus
    if let district = filter.district {
      let wanted = try Set(Int.fetchAll(worksWith, arguments: [district]))
      focus = focus.filter { wanted.contains($0.key) }
    }
    if let type = filter.type { focus = try focus.filter { try rows.key($0.key)[1] == type.rawValue } }
    var heaviest = focus.sorted { $0.value.weight > $1.value.weight }
    // Names are read of those alone that may be among the best.
    if let limit, heaviest.count > limit {
      let least = heaviest[limit - 1].value.weight
      heaviest = Array(heaviest.prefix { $0.value.weight >= least })
    }
    let ranked = try heaviest.map { (entity: $0.key, focus: $0.value, key: try rows.key($0.key)) }.sorted { a, b in
      a.focus.weight != b.focus.weight
        ? a.focus.weight > b.focus.weight : a.key.lexicographicallyPrecedes(b.key, by: precedes)
    }
    return try ranked.prefix(limit ?? ranked.count).map { try rows.row($0.entity, focus: $0.focus) }
  }
}

/// Why an entity is in the answer for a place.
struct Support {
  /// The documents that give the place, or one inside it, as the entity's district or township, or tie the two.
  var documents: Set<Int> = []
  /// Number of typed ties with these places, and of posts in units, in these documents; but a report on a place is
  /// no more than its document.
  var ties = 0

  var focus: Focus { .documents(documents, weight: documents.count + ties) }
}

/// What a row is about: an entity by itself, an entity as some documents show it, or what joins two.
enum Focus {
  case all(documents: Int)
  case documents(Set<Int>, weight: Int)
  case partner(Int, weight: Int)

  var weight: Int {
    switch self {
    case .all(let weight), .documents(_, let weight), .partner(_, let weight): weight
    }
  }
}
