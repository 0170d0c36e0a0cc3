/// An entity as the whole collection of documents shows it.
public struct GraphNode: Sendable, Equatable {
  /// Place in the order (type, name, anchor), dense from 0. It holds within one walk over a `GraphSource` only.
  public var id: Int
  public var type: EntityType
  /// Canonical name.
  public var name: String
  /// What tells it from others of the same type and name; empty when the name alone is enough.
  public var anchor: String
  /// Other forms met, sorted, without `name`.
  public var aliases: [String]
  /// Of a place.
  public var level: PlaceLevel?
  /// Official code of an administrative division.
  public var code: String?
  /// Of a place: name of the next level up.
  public var parent: String?
  /// Of a person: roles as printed, best supported first.
  public var roles: [String]
  /// County-level districts it works with, best supported first.
  public var districts: [String]
  /// Townships and streets it works with, best supported first.
  public var townships: [String]
  /// Whether no document prints the canonical name in so many words.
  public var isInferred: Bool
  /// Number of mentions in all documents.
  public var mentionCount: Int
  /// Number of documents that mention it.
  public var documentCount: Int
  /// Earliest day of issue as `YYYY-MM-DD` among the documents that have one.
  public var firstDate: String?
  /// Latest day of issue as `YYYY-MM-DD` among the documents that have one.
  public var lastDate: String?

  public init(
    id: Int, type: EntityType, name: String, anchor: String = "", aliases: [String] = [], level: PlaceLevel? = nil,
    code: String? = nil, parent: String? = nil, roles: [String] = [], districts: [String] = [],
    townships: [String] = [], isInferred: Bool = false, mentionCount: Int = 1, documentCount: Int = 1,
    firstDate: String? = nil, lastDate: String? = nil
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.anchor = anchor
    self.aliases = aliases
    self.level = level
    self.code = code
    self.parent = parent
    self.roles = roles
    self.districts = districts
    self.townships = townships
    self.isInferred = isInferred
    self.mentionCount = mentionCount
    self.documentCount = documentCount
    self.firstDate = firstDate
    self.lastDate = lastDate
  }
}

/// What ties two nodes: one of the typed relations, or being named together.
public enum TieKind: Hashable, Sendable {
  case relation(RelationType)
  case coOccurrence

  /// Typed relations in the order of `RelationType`, then co-occurrence.
  public static let allCases: [TieKind] = RelationType.allCases.map(TieKind.relation) + [.coOccurrence]

  /// `works_for`, …, `co_occurrence`.
  public var name: String {
    switch self {
    case .relation(let type): type.rawValue
    case .coOccurrence: "co_occurrence"
    }
  }

  /// Position in `allCases`.
  public var index: Int {
    switch self {
    case .relation(.partOf): 0
    case .relation(.locatedIn): 1
    case .relation(.worksFor): 2
    case .relation(.worksIn): 3
    case .relation(.reportsOn): 4
    case .relation(.runs): 5
    case .relation(.takesPartIn): 6
    case .relation(.partnersWith): 7
    case .coOccurrence: 8
    }
  }
}

/// How often each kind of tie joins two nodes. A value without storage of its own on the heap: there are millions.
public struct TieCounts: Sendable, Equatable {
  private var lanes = SIMD16<UInt32>()

  public init() {}

  public subscript(kind: TieKind) -> Int {
    get { Int(lanes[kind.index]) }
    set { lanes[kind.index] = UInt32(clamping: newValue) }
  }

  /// Sum over all kinds.
  public var total: Int { TieKind.allCases.indices.reduce(0) { $0 + Int(lanes[$1]) } }

  /// The typed kind with the highest count (the first of equals in the order of `RelationType`); without a typed
  /// tie, co-occurrence.
  public var strongest: TieKind {
    var best = TieKind.coOccurrence
    var most: UInt32 = 0
    for index in 0..<TieKind.coOccurrence.index where lanes[index] > most {
      most = lanes[index]
      best = TieKind.allCases[index]
    }
    return best
  }

  /// Whether any typed relation joins the two.
  public var isTyped: Bool { strongest != .coOccurrence }
}

/// What a document says, and where.
public struct Quote: Sendable, Equatable, Codable {
  /// Name of the document.
  public let document: String
  /// Offset of the first code point in the document.
  public let start: Int
  /// Offset just past the last code point.
  public let end: Int
  /// What stands there, line breaks removed.
  public let text: String

  public init(document: String, start: Int, end: Int, text: String) {
    self.document = document
    self.start = start
    self.end = end
    self.text = text
  }

  private enum CodingKeys: String, CodingKey {
    case document = "doc"
    case start, end, text
  }
}

/// All that ties two nodes, summed over the documents.
///
/// There is one edge a pair, or one for each kind of tie where a graph has parallel edges. It runs as its best supported
/// typed relation does; without one, from the lower id to the higher, which then means nothing.
public struct GraphEdge: Sendable, Equatable {
  public var source: Int
  public var target: Int
  /// Number of documents for each typed relation; number of windows for co-occurrence.
  public var counts: TieCounts
  /// The role or manner of the best supported typed relation, as printed.
  public var role: String?
  /// Whether typed relations join the two and no document prints any of them in so many words.
  public var isInferred: Bool
  /// The sentence that grounds it best.
  public var evidence: Quote?
  /// Where the two are named together.
  public var coOccurrence: CoOccurrenceStatistics?
  /// Earliest day of issue as `YYYY-MM-DD` among the documents that tie the two and have one.
  public var firstDate: String?
  /// Latest day of issue as `YYYY-MM-DD` among the documents that tie the two and have one.
  public var lastDate: String?

  /// Sum of `counts`; at least 1.
  public var weight: Int { counts.total }

  public init(
    source: Int, target: Int, counts: TieCounts, role: String? = nil, isInferred: Bool = false,
    evidence: Quote? = nil, coOccurrence: CoOccurrenceStatistics? = nil, firstDate: String? = nil,
    lastDate: String? = nil
  ) {
    self.coOccurrence = coOccurrence
    self.firstDate = firstDate
    self.lastDate = lastDate
    self.source = source
    self.target = target
    self.counts = counts
    self.role = role
    self.isInferred = isInferred
    self.evidence = evidence
  }
}

/// A graph that can be walked, again and again with the same outcome, without being held in memory.
public protocol GraphSource {
  /// Whether two nodes may be joined by one edge for each kind of tie, one after the other in the order of `TieKind`,
  /// each with the count of its kind alone.
  var hasParallelEdges: Bool { get }
  /// Calls `body` for each node, `id` 0, 1, 2, …
  func forEachNode(_ body: (GraphNode) throws -> Void) throws
  /// Calls `body` for each edge, ordered by the lower, then the higher id of its ends; no pair twice unless
  /// edges are parallel.
  func forEachEdge(_ body: (GraphEdge) throws -> Void) throws
}

extension GraphSource {
  public var hasParallelEdges: Bool { false }
}
