import AdministrativeDivisions

extension Gazetteer {
  /// Divisions with a name as full or short form: full names first, in each the higher levels first.
  func divisions(called text: String) -> [DivisionID] {
    guard let name = lookUp(text) else { return [] }
    let full = Array(divisions(named: name))
    return full + divisions(shortened: name).filter { !full.contains($0) }
  }
}
