import EntityModel
import GRDB

/// A part of the graph small enough to be looked at: the best documented nodes that match, and what ties them.
public struct GraphMap: Sendable {
  /// The best documented first, then in the order of nodes.
  public let nodes: [Node]
  /// The heaviest first, then by the positions of their ends.
  public let edges: [Edge]
  /// Number of nodes that match, shown or not.
  public let matching: Int
  /// Number of edges that join the nodes shown, shown or not.
  public let joining: Int

  /// A node of the map.
  public struct Node: Sendable, Equatable {
    public let address: EntityAddress
    /// Number of documents that mention it.
    public let documents: Int
  }

  /// What ties two nodes; from source to target as in an export.
  public struct Edge: Sendable, Equatable {
    /// Positions in `nodes`.
    public let source: Int
    public let target: Int
    /// Number of documents for each typed relation; number of windows for co-occurrence.
    public let counts: TieCounts
  }
}

extension GraphStore {
  /// The nodes that `selection` lets in, at most `selection.top` of them, and the ties between these.
  ///
  /// Unlike an export, which counts edges and then takes the nodes with most, a map takes the nodes that most documents
  /// mention and then looks at their edges alone: it need not walk the whole graph. An export with its nodes as
  /// `selection.entities` has the same nodes and edges.
  ///
  ///     var selection = GraphSelection()
  ///     selection.district = "金乡县"
  ///     selection.top = 500
  ///     try store.map(selection, edgeLimit: 10_000).nodes.first?.address.name  // 金乡县
  ///
  /// - Parameter edgeLimit: most edges; those beyond are left out, the lightest first.
  /// - Complexity: linear in the mentions of the nodes shown, and, for the order of nodes, in all appearances.
  /// - Throws: `GraphStorageError`.
  public func map(_ selection: GraphSelection, edgeLimit: Int) throws -> GraphMap {
    try read { db in try MapReader(db, selection: selection).map(edgeLimit: edgeLimit) }
  }
}

private struct MapReader {
  private let db: Database
  private let selection: GraphSelection
  private let centres: Set<Int>

  init(_ db: Database, selection: GraphSelection) throws {
    self.db = db
    self.selection = selection
    centres = Set(try selection.around.map { try StoredNames(db).find($0) } ?? [])
  }

  func map(edgeLimit: Int) throws -> GraphMap {
    let confined = try SelectedNodes.entities(db, selection)
    let near = selection.around == nil ? nil : try near(confined)
    var candidates = try candidates { entity, type in
      if centres.contains(entity) { return true }
      return (selection.types?.contains(type) ?? true) && (confined?.contains(entity) ?? true)
        && (near?.contains(entity) ?? true)
    }
    let matching = candidates.count
    candidates = best(candidates)
    var edges = try PairCounts(db, selection: selection, among: candidates.map(\.entity)).edges
    if selection.selectsEdges {
      let tied = Set(edges.flatMap { [$0.source, $0.target] })
      let kept = candidates.indices.filter { tied.contains($0) || centres.contains(candidates[$0].entity) }
      let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
      candidates = kept.map { candidates[$0] }
      edges = edges.compactMap { edge in
        guard let source = places[edge.source], let target = places[edge.target] else { return nil }
        return GraphMap.Edge(source: source, target: target, counts: edge.counts)
      }
    }
    let names = StoredNames(db)
    let nodes = try candidates.map { candidate in
      GraphMap.Node(address: try names.address(candidate.entity), documents: candidate.documents)
    }
    return GraphMap(
      nodes: nodes, edges: Array(heaviest(edges).prefix(edgeLimit)), matching: matching, joining: edges.count)
  }

  private struct Candidate {
    let entity: Int
    /// Place in the order of nodes.
    let rank: Int
    let documents: Int
  }

  /// What `isWanted` lets in, in the order of nodes.
  private func candidates(_ isWanted: (Int, EntityType) -> Bool) throws -> [Candidate] {
    var documents: [Int: Int] = [:]
    let counts = try Row.fetchCursor(db, sql: "SELECT entity, count(*) FROM appearance GROUP BY entity")
    while let row = try counts.next() { documents[row[0]] = row[1] }
    let rows = try Row.fetchCursor(db, sql: "SELECT id, type FROM entity ORDER BY type, name, anchor")
    var found: [Candidate] = []
    var rank = 0
    while let row = try rows.next() {
      let entity: Int = row[0]
      if isWanted(entity, try value(row[1])) {
        found.append(Candidate(entity: entity, rank: rank, documents: documents[entity] ?? 0))
      }
      rank += 1
    }
    return found
  }

  /// Centres first, then what most documents mention.
  private func best(_ candidates: [Candidate]) -> [Candidate] {
    let sorted = candidates.sorted { a, b in
      let (first, second) = (centres.contains(a.entity), centres.contains(b.entity))
      if first != second { return first }
      return a.documents != b.documents ? a.documents > b.documents : a.rank < b.rank
    }
    return Array(sorted.prefix(selection.top ?? sorted.count))
  }

  private func heaviest(_ edges: [GraphMap.Edge]) -> [GraphMap.Edge] {
    edges.map { ($0, $0.counts.total) }.sorted { a, b in
      a.1 != b.1 ? a.1 > b.1 : (a.0.source, a.0.target) < (b.0.source, b.0.target)
    }.map(\.0)
  }

  /// What lies within `hops` edges of the centres, through nodes that are let in.
  private func near(_ confined: Set<Int>?) throws -> Set<Int> {
    let type = try db.makeStatement(sql: "SELECT type FROM entity WHERE id = ?")
    let neighbours = try Neighbours(db, selection: selection)
    var reached = centres
    var frontier = centres
    for _ in 0..<selection.hops where !frontier.isEmpty {
      var next: Set<Int> = []
      for other in try neighbours.of(frontier) where !reached.contains(other) && confined?.contains(other) ?? true {
        if let types = selection.types {
          guard let text = try String.fetchOne(type, arguments: [other]), types.contains(try value(text)) else {
            continue
          }
        }
        next.insert(other)
      }
      reached.formUnion(next)
      frontier = next
    }
    return reached
  }
}
