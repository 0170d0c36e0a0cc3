import AdministrativeDivisions
import EntityModel

/// The divisions that a unit's name holds: 大荔县|公安局|许庄|派出所.
struct NamedDivisions {
  /// Full names, where the unit's name holds one of the level.
  var prefecture: String?
  var county: String?
  var township: String?
  var village: String?

  var places: UnitPlaces {
    UnitPlaces(prefecture: prefecture, county: county, township: township, village: village)
  }

  /// Reads a name from the left, the longest division first.
  ///
  /// - Parameter home: the county that short forms of towns belong to.
  init(in name: String, home: Gazetteer.DivisionID?, gazetteer: Gazetteer) {
    let codes = name.unicodeScalars.map(\.value)
    var matches: [Gazetteer.Match] = []
    gazetteer.forEachMatch(in: codes) { matches.append($0) }
    var end = 0
    var inside = home
    for match in matches where match.start >= end {
      guard let division = Self.division(match, codes, inside, gazetteer) else { continue }
      let full = gazetteer.name(of: division)
      switch gazetteer.level(of: division) {
      case .province: break
      case .prefecture: prefecture = full
      case .county:
        county = full
        inside = division
      case .township: township = full
      case .village, .site: village = full
      }
      end = match.end
    }
    if let inside, township == nil, let tail = Self.unlistedTownship(codes, from: end),
      gazetteer.level(of: inside) == .county
    {
      township = tail
    }
  }

  /// The division a match means: in the county at hand, or a county or prefecture by its full name.
  private static func division(
    _ match: Gazetteer.Match, _ codes: [UInt32], _ inside: Gazetteer.DivisionID?, _ gazetteer: Gazetteer
  ) -> Gazetteer.DivisionID? {
    guard match.end < codes.count else { return nil }
    let full = gazetteer.divisions(named: match.name)
    if let inside, let below = full.first(where: { gazetteer.isAncestor(inside, of: $0) }) { return below }
    if let inside, full.contains(inside) { return inside }
    let high = full.filter { gazetteer.level(of: $0) <= .county && !gazetteer.isFormer($0) }
    let upper = inside.flatMap { gazetteer.parent(of: $0) }
    if let near = high.first(where: { gazetteer.parent(of: $0) == upper }) ?? high.first { return near }
    guard let inside else { return nil }
    let short = gazetteer.divisions(shortened: match.name)
    if short.contains(inside) { return inside }
    // 许庄派出所: a town's short form before an office of towns.
    let rest = codes[match.end...]
    guard townOffices.contains(where: { rest.starts(with: $0) }) else { return nil }
    return short.first { gazetteer.level(of: $0) == .township && gazetteer.isAncestor(inside, of: $0) }
  }

  /// 润盐街道 of 润盐街道和平小学: a town that the table does not have.
  private static func unlistedTownship(_ codes: [UInt32], from start: Int) -> String? {
    let street: [UInt32] = [0x8857, 0x9053]
    for position in (start + 2)..<max(start + 3, min(codes.count, start + 8)) where position < codes.count {
      if codes[position...].starts(with: street), position + 2 < codes.count {
        return String(String.UnicodeScalarView(codes[start..<(position + 2)].compactMap(Unicode.Scalar.init)))
      }
      if codes[position] == 0x9547 || codes[position] == 0x4E61, position + 1 < codes.count, position - start <= 4 {
        return String(String.UnicodeScalarView(codes[start...position].compactMap(Unicode.Scalar.init)))
      }
    }
    return nil
  }

  private static let townOffices = [
    "派出所", "供电所", "司法所", "人民法庭", "法庭", "卫生院", "中心卫生院", "市场监管所", "财政所", "国土所", "自然资源所", "税务所", "信用社", "支行",
    "初级中学", "中学", "小学", "中心小学", "边防派出所", "水利站", "供销社", "敬老院", "交警中队", "中队", "工业园", "办事处", "学习中心",
  ].map { $0.unicodeScalars.map(\.value) }
}
