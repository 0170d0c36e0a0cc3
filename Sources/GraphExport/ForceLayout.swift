/// Draws two nodes towards each other.
struct Spring {
  let a: Int
  let b: Int
  /// At least 1.
  let strength: Double
}

/// Places nodes by forces: all push each other away, edges draw together, all fall towards the middle.
///
/// T. Fruchterman and E. Reingold, "Graph drawing by force-directed placement", Software: Practice and Experience 21
/// (1991), in its grid variant. Nothing is random: nodes start on a spiral, and the arithmetic is +, −, ×, ÷ and √ alone,
/// so that equal input gives equal positions on every machine.
struct ForceLayout {
  let radii: [Double]
  let springs: [Spring]
  private static let rounds = 150

  /// - Complexity: linear in nodes and edges for each of 150 rounds, as long as nodes do not crowd.
  func positions() -> [NodePosition] {
    guard !radii.isEmpty else { return [] }
    let mean = radii.reduce(0, +) / Double(radii.count)
    // The distance at which two nodes without an edge come to rest.
    let ideal = 5 * mean
    var places = start(ideal)
    var step = ideal * Double(radii.count).squareRoot() / 4
    let cooling = step / Double(Self.rounds)
    for _ in 0..<Self.rounds {
      var forces = repulsion(places, ideal)
      attract(&forces, places, ideal)
      for node in places.indices {
        let (x, y) = (forces[node].x - places[node].x * 0.05, forces[node].y - places[node].y * 0.05)
        let length = (x * x + y * y).squareRoot()
        guard length > 0 else { continue }
        places[node].x += x / length * min(length, step)
        places[node].y += y / length * min(length, step)
      }
      step -= cooling
    }
    return places
  }

  /// Points on a square spiral, the first in the middle: no two at one place.
  private func start(_ ideal: Double) -> [NodePosition] {
    var (x, y, dx, dy) = (0, 0, 0, -1)
    return radii.indices.map { _ in
      defer {
        if x == y || (x < 0 && x == -y) || (x > 0 && x == 1 - y) { (dx, dy) = (-dy, dx) }
        x += dx
        y += dy
      }
      return NodePosition(x: Double(x) * ideal, y: Double(y) * ideal)
    }
  }

  private struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  /// What pushes each node away from those less than two ideal distances off.
  private func repulsion(_ places: [NodePosition], _ ideal: Double) -> [NodePosition] {
    let reach = 2 * ideal
    func cell(_ place: NodePosition) -> Cell {
      Cell(column: Int((place.x / reach).rounded(.down)), row: Int((place.y / reach).rounded(.down)))
    }
    var members: [Cell: [Int]] = [:]
    for (node, place) in places.enumerated() { members[cell(place), default: []].append(node) }
    var forces = places.map { _ in NodePosition(x: 0, y: 0) }
    for (node, place) in places.enumerated() {
      let own = cell(place)
      for column in own.column - 1...own.column + 1 {
        for row in own.row - 1...own.row + 1 {
          for other in members[Cell(column: column, row: row)] ?? [] where other != node {
            // Two at one place part along the line of their numbers.
            var (x, y) = (place.x - places[other].x, place.y - places[other].y)
            if x == 0 && y == 0 { (x, y) = (node < other ? -1 : 1, 0) }
            let square = x * x + y * y
            guard square < reach * reach else { continue }
            forces[node].x += x / square * ideal * ideal
            forces[node].y += y / square * ideal * ideal
          }
        }
      }
    }
    return forces
  }

  private func attract(_ forces: inout [NodePosition], _ places: [NodePosition], _ ideal: Double) {
    for spring in springs where spring.a != spring.b {
      let (x, y) = (places[spring.b].x - places[spring.a].x, places[spring.b].y - places[spring.a].y)
      // The root, for a pair named a hundred times must not fall into one point.
      let pull = (x * x + y * y).squareRoot() / ideal * spring.strength.squareRoot()
      forces[spring.a].x += x * pull
      forces[spring.a].y += y * pull
      forces[spring.b].x -= x * pull
      forces[spring.b].y -= y * pull
    }
  }
}
