import EntityModel
import GRDB

/// What works with one county-level district.
public struct DistrictRow: Sendable, Equatable, Encodable {
  public let name: String
  public let persons: Int
  public let units: Int
  public let programmes: Int
  /// Typed ties of these persons, units and programmes, each as often as documents print it.
  public let ties: Int
  /// Number of documents in which anything works with it.
  public let documents: Int
}

extension GraphStore {
  /// Every district that anything works with, the richest in persons and units first, then by name. What works with it is
  /// what `who` answers.
  ///
  ///     try store.districts().map(\.name)  // ["金乡县", "嘉祥县"]
  ///
  /// - Complexity: linear in who works with which area; in a window of days, in what its documents contribute.
  /// - Throws: `GraphStorageError`.
  public func districts() throws -> [DistrictRow] {
    try read { db in
      let rows = try IssueWindow.confines(db) ? summedDistricts(db) : storedDistricts(db)
      return rows.sorted { a, b in
        let (first, second) = (a.persons + a.units, b.persons + b.units)
        return first != second ? first > second : precedes(a.name, b.name)
      }
    }
  }

  private func storedDistricts(_ db: Database) throws -> [DistrictRow] {
    let counts = try PreparedStatement(
      db, "SELECT count(*) FROM area_support WHERE area = ? AND type = ?")
    let areas = try Row.fetchAll(
      db, sql: "SELECT id, name, ties, documents FROM area WHERE level = 'county' AND documents > 0")
    return try areas.map { row in
      func count(_ type: EntityType) throws -> Int {
        try counts.first(row[0] as Int, type.rawValue) { $0.int(0) } ?? 0
      }
      return DistrictRow(
        name: row[1], persons: try count(.person), units: try count(.unit), programmes: try count(.programme),
        ties: row[2], documents: row[3])
    }
  }

  /// Of the documents that the connection sees.
  private func summedDistricts(_ db: Database) throws -> [DistrictRow] {
    let sums = try AreaSums(of: db)
    var counts: [Int: [EntityType: Int]] = [:]
    for support in sums.supports.keys { counts[support.area, default: [:]][support.type, default: 0] += 1 }
    return sums.areas.compactMap { id, area in
      guard area.level == .county, let extent = sums.extents[id], extent.documents > 0 else { return nil }
      return DistrictRow(
        name: area.name, persons: counts[id]?[.person] ?? 0, units: counts[id]?[.unit] ?? 0,
        programmes: counts[id]?[.programme] ?? 0, ties: extent.ties, documents: extent.documents)
    }
  }
}
