import EntityModel

extension Set<Int> {
  /// As literals of SQL.
  var sqlList: String { sorted().map(String.init).joined(separator: ", ") }
}

extension Sequence where Element: RawRepresentable<String> {
  /// As literals of SQL.
  var sqlList: String { map { "'\($0.rawValue)'" }.joined(separator: ", ") }
}

extension RelationType {
  /// An expression of SQL: of the type in a column, its place among all.
  static func rank(of column: String) -> String {
    let places = allCases.enumerated().map { "WHEN '\($1.rawValue)' THEN \($0)" }.joined(separator: " ")
    return "CASE \(column) \(places) END"
  }
}
