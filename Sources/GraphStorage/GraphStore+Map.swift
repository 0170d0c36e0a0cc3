import EntityModel
import GRDB

/// A part of the graph small enough to be looked at: the best documented nodes that match, and what ties them.
public struct GraphMap: Sendable {
  /// The best documented first, of equals those named in most windows, then in the order of nodes.
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
    let matching = try candidates { entity in
      centres.contains(entity) || (confined?.contains(entity) ?? true) && (near?.contains(entity) ?? true)
    }
    var shown = try best(matching)
    var edges = try PairCounts(db, selection: selection, among: shown.map(\.entity)).edges
    if selection.selectsEdges {
      let tied = Set(edges.flatMap { [$0.source, $0.target] })
      let kept = shown.indices.filter { tied.contains($0) || centres.contains(shown[$0].entity) }
      let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
      shown = kept.map { shown[$0] }
      edges = edges.compactMap { edge in
        guard let source = places[edge.source], let target = places[edge.target] else { return nil }
        return GraphMap.Edge(source: source, target: target, counts: edge.counts)
      }
    }
    let names = StoredNames(db)
    let nodes = try shown.map { candidate in
      GraphMap.Node(address: try names.address(candidate.entity), documents: candidate.documents)
    }
    return GraphMap(
      nodes: nodes, edges: Array(heaviest(edges).prefix(edgeLimit)), matching: matching.count, joining: edges.count)
  }

  private struct Candidate {
    let entity: Int
    let documents: Int
    /// Number of windows that name it.
    let windows: Int
    let isCentre: Bool

    /// Centres first, then what most documents mention; the names of equals decide.
    static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
      if a.isCentre != b.isCentre { return a.isCentre }
      return (a.documents, a.windows) > (b.documents, b.windows)
    }
  }

  /// The entities of the selected types that `isWanted` lets in, and the centres, in no certain order.
  private func candidates(_ isWanted: (Int) -> Bool) throws -> [Candidate] {
    var types = ""
    if let selected = selection.types {
      types = " WHERE type IN (\(selected.sqlList)) OR id IN (\(centres.sqlList))"
    }
    var found: [Candidate] = []
    try PreparedStatement(db, "SELECT id, documents, windows FROM entity" + types).readAll { row in
      let entity = row.int(0)
      guard isWanted(entity) else { return }
      found.append(
        Candidate(
          entity: entity, documents: row.int(1), windows: row.int(2), isCentre: centres.contains(entity)))
    }
    return found
  }

  /// The first of them in order, as many as are to be shown.
  private func best(_ candidates: [Candidate]) throws -> [Candidate] {
    let count = min(selection.top ?? candidates.count, candidates.count)
    guard count > 0 else { return [] }
    let sorted = best(candidates, atLeast: count).sorted(by: Candidate.precedes)
    // Names are read of those alone that may be shown.
    let last = sorted[count - 1]
    let end = sorted[count...].firstIndex { Candidate.precedes(last, $0) } ?? sorted.count
    let ranks = try NodeOrder.ranks(db, of: sorted[..<end].map(\.entity))
    let ordered = zip(sorted, ranks).sorted { a, b in
      if Candidate.precedes(a.0, b.0) { return true }
      return !Candidate.precedes(b.0, a.0) && a.1 < b.1
    }
    return ordered.prefix(count).map(\.0)
  }

  /// At least so many of the candidates, none left out that is in as many documents as one of them: most are in one or two,
  /// and need not be sorted.
  private func best(_ candidates: [Candidate], atLeast count: Int) -> [Candidate] {
    var histogram: [Int: Int] = [:]
    for candidate in candidates { histogram[candidate.documents, default: 0] += 1 }
    var (documents, found) = (0, 0)
    for (number, candidates) in histogram.sorted(by: { $0.key > $1.key }) where found < count {
      documents = number
      found += candidates
    }
    return candidates.filter { $0.isCentre || $0.documents >= documents }
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
