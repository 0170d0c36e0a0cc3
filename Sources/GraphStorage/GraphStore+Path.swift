import EntityModel
import GRDB

/// One step of a path.
public struct PathStep: Sendable, Equatable, Encodable {
  public let from: EntityAddress
  /// The best supported tie of the two, `works_for` or `co_occurrence`.
  public let tie: String
  /// Whether the tie runs from `to` to `from`.
  public let reversed: Bool
  public let to: EntityAddress
  /// Number of documents that say so (of windows that name both, for a co-occurrence).
  public let weight: Int
  public let role: String?
  public let evidence: Quote?
}

/// What a path may use.
public struct PathOptions: Sendable, Equatable {
  /// Whether being named together is a tie.
  public var usesCoOccurrence = false
  /// Types of entities a path does not go through; its ends may be of these.
  public var avoided: Set<EntityType> = []
  /// Most steps.
  public var stepLimit = 8

  public init() {}
}

extension GraphStore {
  /// The path of fewest steps from one entity to another, whichever way ties run; of equally short ones the one whose
  /// ties have the most support, then the first in the order of nodes. Nil if there is none; no steps from an entity
  /// to itself.
  ///
  ///     try store.path(from: "刘丽", to: "金乡县")?.map(\.tie)  // ["works_for", "located_in"]
  ///
  /// - Parameters:
  ///   - from, to: names, aliases or addresses; any entity that bears one will do.
  /// - Complexity: linear in the ties of the entities within half the path's length of either end.
  /// - Throws: `GraphStorageError`.
  public func path(from: String, to: String, options: PathOptions = PathOptions()) throws -> [PathStep]? {
    try read { db in
      let names = StoredNames(db)
      var search = try PathSearch(db, options: options)
      guard let nodes = try search.path(from: Set(names.find(from)), to: Set(names.find(to))) else { return nil }
      return try zip(nodes, nodes.dropFirst()).map { try search.step(from: $0, to: $1) }
    }
  }
}

/// Breadth-first search from both ends.
struct PathSearch {
  private let options: PathOptions
  private let names: StoredNames
  private let neighbours: Statement
  private let tie: Statement
  private let types: Statement
  private let evidence: EvidenceReader
  private var known: [Int: [Int: Int]] = [:]

  init(_ db: Database, options: PathOptions) throws {
    self.options = options
    names = StoredNames(db)
    evidence = try EvidenceReader(db)
    let typed = "SELECT source, target, type, role, 1 AS weight FROM relation"
    func ends(_ condition: String, _ together: String) -> String {
      let all = "\(typed) WHERE \(condition)"
      guard options.usesCoOccurrence else { return all }
      return """
        \(all) UNION ALL SELECT ?1, other, 'co_occurrence', NULL, weight FROM (\(NeighbourSupport.coOccurrences))
        WHERE \(together)
        """
    }
    neighbours = try db.makeStatement(
      sql: """
        SELECT iif(source = ?1, target, source) AS other, sum(weight)
        FROM (\(ends("source = ?1 OR target = ?1", "1"))) GROUP BY other
        """)
    let isPair = "(source = ?1 AND target = ?2) OR (source = ?2 AND target = ?1)"
    tie = try db.makeStatement(
      sql: """
        SELECT type, source, sum(weight) AS weight, max(role) FROM (
          \(ends(isPair, "other = ?2")))
        GROUP BY type, source ORDER BY type = 'co_occurrence', weight DESC, type, source = ?1 DESC LIMIT 1
        """)
    types = try db.makeStatement(sql: "SELECT type FROM entity WHERE id = ?")
  }

  /// The entities along the best path, both ends included.
  mutating func path(from starts: Set<Int>, to ends: Set<Int>) throws -> [Int]? {
    guard !starts.isEmpty, !ends.isEmpty else { return nil }
    if let both = try first(starts.intersection(ends)) { return [both] }
    // Layers around either end: entities at distance 0, 1, 2, …
    var layers = [[starts], [ends]]
    var seen = [starts, ends]
    while true {
      guard layers[0].count + layers[1].count - 2 < options.stepLimit else { return nil }
      let side = (layers[0].last ?? []).count <= (layers[1].last ?? []).count ? 0 : 1
      var next: Set<Int> = []
      for entity in layers[side].last ?? [] where try layers[side].count == 1 || mayPass(entity) {
        next.formUnion(try ties(of: entity).keys)
      }
      next.subtract(seen[side])
      if next.isEmpty { return nil }
      layers[side].append(next)
      seen[side].formUnion(next)
      var meeting: Set<Int> = []
      for entity in next.intersection(seen[1 - side]) {
        if layers[1 - side].first?.contains(entity) ?? false {
          meeting.insert(entity)
        } else if try mayPass(entity) {
          meeting.insert(entity)
        }
      }
      if !meeting.isEmpty { return try best(layers: layers, meeting: meeting) }
    }
  }

  private func mayPass(_ entity: Int) throws -> Bool {
    guard !options.avoided.isEmpty else { return true }
    return try !options.avoided.contains(value(String.fetchOne(types, arguments: [entity]) ?? ""))
  }

  private func passable(_ layer: Set<Int>) throws -> Set<Int> {
    options.avoided.isEmpty ? layer : try layer.filter { try mayPass($0) }
  }

  /// Of all shortest paths through `meeting` the one with the most support.
  private mutating func best(layers: [[Set<Int>]], meeting: Set<Int>) throws -> [Int] {
    var halves: [Int: (weight: Int, nodes: [Int])] = [:]
    for entity in meeting { halves[entity] = (0, [entity]) }
    // Where they met, the last layer of one side lies in the last of the other.
    var fronts = halves
    for (distance, layer) in layers[0].enumerated().dropLast().reversed() {
      fronts = try extended(fronts, into: distance == 0 ? layer : passable(layer)) { [$1] + $0 }
    }
    // Forwards from the meeting, each path with its own beginning.
    var whole: [Int: (weight: Int, nodes: [Int])] = [:]
    for (_, front) in fronts {
      guard let last = front.nodes.last else { continue }
      if let other = whole[last], try !isBetter(front, other) { continue }
      whole[last] = front
    }
    for (distance, layer) in layers[1].enumerated().dropLast().reversed() {
      whole = try extended(whole, into: distance == 0 ? layer : passable(layer)) { $0 + [$1] }
    }
    var best: (weight: Int, nodes: [Int])?
    for (_, path) in whole {
      if let other = best, try !isBetter(path, other) { continue }
      best = path
    }
    return best?.nodes ?? []
  }

  private mutating func extended(
    _ paths: [Int: (weight: Int, nodes: [Int])], into layer: Set<Int>, join: ([Int], Int) -> [Int]
  ) throws -> [Int: (weight: Int, nodes: [Int])] {
    var result: [Int: (weight: Int, nodes: [Int])] = [:]
    for (entity, path) in paths {
      for (other, weight) in try ties(of: entity) where layer.contains(other) {
        let longer = (weight: path.weight + weight, nodes: join(path.nodes, other))
        if let known = result[other], try !isBetter(longer, known) { continue }
        result[other] = longer
      }
    }
    return result
  }

  private func isBetter(_ a: (weight: Int, nodes: [Int]), _ b: (weight: Int, nodes: [Int])) throws -> Bool {
    if a.weight != b.weight { return a.weight > b.weight }
    return try a.nodes.map(names.address).lexicographicallyPrecedes(b.nodes.map(names.address))
  }

  private func first(_ entities: Set<Int>) throws -> Int? {
    try entities.map { (address: try names.address($0), entity: $0) }.min { $0.address < $1.address }?.entity
  }

  /// Whom an entity is tied with, and how often.
  private mutating func ties(of entity: Int) throws -> [Int: Int] {
    if let ties = known[entity] { return ties }
    var ties: [Int: Int] = [:]
    for row in try Row.fetchAll(neighbours, arguments: [entity]) { ties[row[0]] = row[1] }
    known[entity] = ties
    return ties
  }

  func step(from: Int, to: Int) throws -> PathStep {
    guard let row = try Row.fetchOne(tie, arguments: [from, to]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "entities \(from) and \(to) are not tied")
    }
    let kind: String = row[0]
    let quotes = try evidence.rows(between: from, and: to)
    return PathStep(
      from: try names.address(from), tie: kind, reversed: row[1] == to, to: try names.address(to), weight: row[2],
      role: row[3], evidence: quotes.first { $0.tie == kind }?.quote ?? quotes.first?.quote)
  }
}
