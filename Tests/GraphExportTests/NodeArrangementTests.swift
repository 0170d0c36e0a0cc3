import EntityModel
import TestSupport
import Testing

@testable import GraphExport

@Suite struct NodeArrangementTests {
  /// Two cliques of six, joined by one edge, and a node alone.
  static let twoGroups: ListGraph = {
    var edges: [GraphEdge] = []
    for group in [0, 6] {
      for a in group..<group + 6 {
        for b in a + 1..<group + 6 { edges.append(ListGraph.edge(a, b, [.coOccurrence: 2])) }
      }
    }
    edges.append(ListGraph.edge(0, 6, [.coOccurrence: 1]))
    edges.sort { ($0.source, $0.target) < ($1.source, $1.target) }
    return ListGraph(nodes: (0..<13).map { GraphNode(id: $0, type: .unit, name: "局\($0)") }, edges: edges)
  }()

  private func distance(_ a: NodePosition, _ b: NodePosition) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  @Test(arguments: [NodeArrangement.Layout.automatic, .ownForces])
  func groupsStandTogetherAndNoTwoNodesTouch(layout: NodeArrangement.Layout) throws {
    let arrangement = try NodeArrangement(Self.twoGroups, layout: layout)
    let places = try #require(arrangement.positions)
    #expect(places.count == 13 && places.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    var within: [Double] = []
    var between: [Double] = []
    for a in 0..<12 {
      for b in a + 1..<12 {
        let apart = distance(places[a], places[b])
        if (a < 6) == (b < 6) { within.append(apart) } else { between.append(apart) }
      }
    }
    let mean = within.reduce(0, +) / Double(within.count)
    #expect(mean < between.reduce(0, +) / Double(between.count) / 1.5)
    #expect(within.min() ?? 0 > 10)
  }

  @Test func ownForcesAreTheSameEachTime() throws {
    let first = try NodeArrangement(Self.twoGroups, layout: .ownForces).positions
    #expect(try NodeArrangement(Self.twoGroups, layout: .ownForces).positions == first)
  }

  @Test func sizeGrowsWithTheNumberOfEdges() throws {
    let arrangement = try NodeArrangement(Self.twoGroups, layout: .none)
    #expect(arrangement.positions == nil)
    #expect((0..<13).map(arrangement.size) == [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 10])
  }

  @Test func manyNodesAreLaidOutInTime() throws {
    let nodes = (0..<3_000).map { GraphNode(id: $0, type: .unit, name: "局") }
    let edges = (1..<3_000).map { ListGraph.edge($0 / 3, $0, [.coOccurrence: 1]) }
      .sorted { ($0.source, $0.target) < ($1.source, $1.target) }
    let clock = ContinuousClock()
    var places: [NodePosition]?
    let time = try clock.measure {
      places = try NodeArrangement(ListGraph(nodes: nodes, edges: edges), layout: .ownForces).positions
    }
    #expect(Set(try #require(places).map { [$0.x, $0.y] }).count == 3_000)
    #expect(time < .seconds(120))
  }

  @Test func tooManyNodesAreNotLaidOut() throws {
    let nodes = (0...NodeArrangement.nodeLimit).map { GraphNode(id: $0, type: .unit, name: "局") }
    #expect(try NodeArrangement(ListGraph(nodes: nodes, edges: [])).positions == nil)
    #expect(try NodeArrangement(ListGraph(nodes: [], edges: [])).positions == nil)
  }
}
