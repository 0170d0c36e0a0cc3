import AdministrativeDivisions

extension Gazetteer {
  /// Divisions with a name as full or short form: full names first, in each the higher levels first.
  func divisions(called text: String) -> [DivisionID] {
    lookUp(text).map(divisions) ?? []
  }

  /// Divisions with a name, in the same order.
  func divisions(called name: NameID) -> [DivisionID] {
    let full = divisions(named: name)
    var all = Array(full)
    for division in divisions(shortened: name) where !full.contains(division) { all.append(division) }
    return all
  }
}
