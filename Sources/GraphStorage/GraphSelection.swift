import EntityModel

/// A part of the graph. What is set must hold together; nothing set is the whole graph.
///
///     var selection = GraphSelection()
///     selection.district = "金乡县"
///     selection.types = [.person, .unit]
///     try store.withGraph(selection) { try GraphMLWriter().write($0, toPath: "金乡县.graphml") }
///
/// First nodes are selected by `types`, `district`, `place` and `entities`, then edges between them by `kinds`, `minimumWeight` and
/// `minimumNPMI`, then nodes by these edges: `around`, then `top`. Where edges are selected, a node without one is left
/// out.
public struct GraphSelection: Sendable, Equatable {
  /// Types of nodes; nil for all.
  public var types: Set<EntityType>?
  /// Name of a county-level district as documents give it: nodes that work with it, itself and the places inside it.
  public var district: String?
  /// Address or name of places of any level: nodes that work with one of them, itself and the places inside it.
  public var place: String?
  /// These nodes alone; nil for all.
  public var entities: Set<EntityAddress>?
  /// Kinds of ties, others count for nothing; nil for all.
  public var kinds: Set<TieKind>?
  /// Least weight of an edge.
  public var minimumWeight = 1
  /// Least normalised pointwise mutual information of two nodes that are only named together; typed ties stay.
  public var minimumNPMI: Double?
  /// Name, alias or address of entities (selected whatever their type and district): nodes within `hops` of them.
  public var around: String?
  /// Number of edges from `around` at most.
  public var hops = 1
  /// Number of nodes at most: those with the most edges, of equals the first.
  public var top: Int?
  /// Whether each kind of tie that joins two nodes makes an edge of its own.
  public var hasParallelEdges = false

  public init() {}

  func includes(_ kind: TieKind) -> Bool { kinds?.contains(kind) ?? true }

  var selectsEdges: Bool { kinds != nil || minimumWeight > 1 || minimumNPMI != nil || around != nil }

  var includesAllNodes: Bool { types == nil && !isConfined && top == nil && !selectsEdges }

  /// Whether nodes are named by what they work with, or one by one.
  var isConfined: Bool { district != nil || place != nil || entities != nil }
}
