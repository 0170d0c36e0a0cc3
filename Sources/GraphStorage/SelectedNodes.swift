import EntityModel
import GRDB

/// Which nodes are selected, and their ids among these. Four bytes a node; while it is found out, eight for each edge.
struct SelectedNodes {
  /// For each place in the order of all nodes the id, dense from 0; −1 for a node that is left out.
  private let ids: [Int32]

  /// Nil for a node that is left out.
  subscript(rank: Int) -> Int? { ids[rank] < 0 ? nil : Int(ids[rank]) }

  init(_ db: Database, _ selection: GraphSelection) throws {
    let centres = try selection.around.map { Set(try StoredNames(db).find($0)) }
    var (isSelected, centreRanks) = try SelectedNodes.byThemselves(db, selection, centres: centres ?? [])
    if selection.selectsEdges || selection.top != nil {
      let pairs = try SelectedNodes.pairs(db, selection, among: isSelected)
      if selection.around != nil { isSelected = SelectedNodes.near(centreRanks, pairs, selection.hops, of: isSelected) }
      let degrees = SelectedNodes.degrees(pairs, among: isSelected)
      if selection.selectsEdges {
        for rank in isSelected.indices where degrees[rank] == 0 && !centreRanks.contains(rank) {
          isSelected[rank] = false
        }
      }
      if let top = selection.top { SelectedNodes.cut(&isSelected, to: top, degrees, keeping: centreRanks) }
    }
    var next: Int32 = 0
    ids = isSelected.map { selected in
      guard selected else { return -1 }
      next += 1
      return next - 1
    }
  }

  /// For each node whether its type and district let it in, and the places of the centres, which are in anyway.
  private static func byThemselves(
    _ db: Database, _ selection: GraphSelection, centres: Set<Int>
  ) throws -> (isSelected: [Bool], centres: Set<Int>) {
    let confined = try entities(db, selection)
    let rows = try Row.fetchCursor(db, sql: "SELECT id, type FROM entity ORDER BY type, name, anchor")
    var isSelected: [Bool] = []
    var centreRanks: Set<Int> = []
    while let row = try rows.next() {
      let entity: Int = row[0]
      let type: EntityType = try value(row[1])
      let isCentre = centres.contains(entity)
      if isCentre { centreRanks.insert(isSelected.count) }
      isSelected.append(
        isCentre || (selection.types?.contains(type) ?? true) && (confined?.contains(entity) ?? true))
    }
    return (isSelected, centreRanks)
  }

  /// What a selection names by what it works with, or one by one; nil for everything.
  static func entities(_ db: Database, _ selection: GraphSelection) throws -> Set<Int>? {
    var sets: [Set<Int>] = []
    if let district = selection.district { sets.append(try entities(db, of: district)) }
    if let place = selection.place { sets.append(try entities(db, workingWith: place)) }
    if let addresses = selection.entities {
      let names = StoredNames(db)
      sets.append(Set(try addresses.compactMap(names.row)))
    }
    guard var common = sets.first else { return nil }
    for set in sets.dropFirst() { common.formIntersection(set) }
    return common
  }

  /// Who works with places of this name, as `GraphStore.who` finds them, these places and what lies inside them.
  private static func entities(_ db: Database, workingWith name: String) throws -> Set<Int> {
    let rows = try WhoRowReader(db)
    let support = try PlaceSupport(db, types: EntityType.allCases)
    var entities: Set<Int> = []
    for entity in try StoredNames(db).find(name) {
      let place = try rows.address(entity)
      guard place.type == .place else { continue }
      entities.formUnion(try support.candidates(for: place, entity: entity).weights.map(\.entity))
      entities.formUnion(try support.places(inside: entity))
    }
    return entities
  }

  /// Who works with a district, the district itself and the places inside it.
  private static func entities(_ db: Database, of district: String) throws -> Set<Int> {
    let places = try Int.fetchAll(
      db, sql: "SELECT id FROM entity WHERE type = 'place' AND name = ?", arguments: [district])
    let support = try PlaceSupport(db, types: EntityType.allCases)
    // Of some days alone the sums tell too many.
    let isConfined = try IssueWindow.confines(db)
    let given = "EXISTS (SELECT 1 FROM works_with WHERE entity = support.entity AND kind = 'district' AND name = ?2)"
    let members = try PreparedStatement(
      db,
      """
      SELECT entity FROM main.area_support AS support WHERE area = ?1 AND documents > 0
        AND (?2 IS NULL OR \(given))
      """)
    var entities: Set<Int> = []
    for place in places { entities.formUnion(try support.places(inside: place)) }
    try members.readAll(Area(level: .county, name: district).id, isConfined ? district : nil) {
      entities.insert($0.int(0))
    }
    return entities
  }

  /// The ends of each selected edge.
  private static func pairs(
    _ db: Database, _ selection: GraphSelection, among isSelected: [Bool]
  ) throws -> [(Int32, Int32)] {
    var pairs: [(Int32, Int32)] = []
    try EdgeReader(db, selection: selection).readEdges { edge in
      guard isSelected[edge.source], isSelected[edge.target] else { return }
      pairs.append((Int32(edge.source), Int32(edge.target)))
    }
    return pairs
  }

  private static func near(
    _ centres: Set<Int>, _ pairs: [(Int32, Int32)], _ hops: Int, of isSelected: [Bool]
  ) -> [Bool] {
    var isNear = isSelected.indices.map { centres.contains($0) }
    for _ in 0..<hops {
      var reached = isNear
      for (a, b) in pairs where isNear[Int(a)] != isNear[Int(b)] {
        reached[Int(a)] = true
        reached[Int(b)] = true
      }
      if reached == isNear { break }
      isNear = reached
    }
    return isNear
  }

  private static func degrees(_ pairs: [(Int32, Int32)], among isSelected: [Bool]) -> [Int32] {
    var degrees = [Int32](repeating: 0, count: isSelected.count)
    for (a, b) in pairs where isSelected[Int(a)] && isSelected[Int(b)] {
      degrees[Int(a)] += 1
      degrees[Int(b)] += 1
    }
    return degrees
  }

  private static func cut(_ isSelected: inout [Bool], to top: Int, _ degrees: [Int32], keeping centres: Set<Int>) {
    func precedes(_ a: Int, _ b: Int) -> Bool {
      let (first, second) = (centres.contains(a), centres.contains(b))
      if first != second { return first }
      return degrees[a] != degrees[b] ? degrees[a] > degrees[b] : a < b
    }
    let ranks = isSelected.indices.filter { isSelected[$0] }.sorted(by: precedes)
    for rank in ranks.dropFirst(top) { isSelected[rank] = false }
  }
}
