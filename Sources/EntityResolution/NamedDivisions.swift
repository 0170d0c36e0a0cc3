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
    name.withCodePoints { read($0, home: home, gazetteer) }
  }

  private mutating func read(_ codes: Codes, home: Gazetteer.DivisionID?, _ gazetteer: Gazetteer) {
    var end = 0
    var inside = home
    gazetteer.forEachMatch(in: codes) { match in
      guard match.start >= end, let division = Self.division(match, codes, inside, gazetteer) else { return }
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
    if let inside, township == nil, gazetteer.level(of: inside) == .county {
      township = Self.unlistedTownship(codes, from: end)
    }
  }

  private typealias Codes = UnsafeBufferPointer<UInt32>

  /// The division a match means: in the county at hand, or a county or prefecture by its full name.
  private static func division(
    _ match: Gazetteer.Match, _ codes: Codes, _ inside: Gazetteer.DivisionID?, _ gazetteer: Gazetteer
  ) -> Gazetteer.DivisionID? {
    guard match.end < codes.count else { return nil }
    let full = gazetteer.divisions(named: match.name)
    if let inside, let below = full.first(where: { gazetteer.isAncestor(inside, of: $0) }) { return below }
    if let inside, full.contains(inside) { return inside }
    let upper = inside.flatMap { gazetteer.parent(of: $0) }
    // The higher levels come first.
    let high = full.prefix { gazetteer.level(of: $0) <= .county }
    if let near = high.first(where: { !gazetteer.isFormer($0) && gazetteer.parent(of: $0) == upper })
      ?? high.first(where: { !gazetteer.isFormer($0) })
    {
      return near
    }
    guard let inside else { return nil }
    let short = gazetteer.divisions(shortened: match.name)
    if short.contains(inside) { return inside }
    guard !short.isEmpty else { return nil }
    // 许庄派出所: a town's short form before an office of towns.
    let rest = codes[match.end...]
    guard townOffices.contains(where: { rest.starts(with: $0) }) else { return nil }
    return short.first { gazetteer.level(of: $0) == .township && gazetteer.isAncestor(inside, of: $0) }
  }

  /// 润盐街道 of 润盐街道和平小学: a town that the table does not have.
  private static func unlistedTownship(_ codes: Codes, from start: Int) -> String? {
    for position in (start + 2)..<max(start + 3, min(codes.count, start + 8)) where position + 1 < codes.count {
      if codes[position] == 0x8857, codes[position + 1] == 0x9053, position + 2 < codes.count {
        return String(codePoints: Codes(rebasing: codes[start..<(position + 2)]))
      }
      if codes[position] == 0x9547 || codes[position] == 0x4E61, position - start <= 4 {
        return String(codePoints: Codes(rebasing: codes[start...position]))
      }
    }
    return nil
  }

  private static let townOffices = [
    "派出所", "供电所", "司法所", "人民法庭", "法庭", "卫生院", "中心卫生院", "市场监管所", "财政所", "国土所", "自然资源所", "税务所", "信用社", "支行",
    "初级中学", "中学", "小学", "中心小学", "边防派出所", "水利站", "供销社", "敬老院", "交警中队", "中队", "工业园", "办事处", "学习中心",
  ].map { $0.unicodeScalars.map(\.value) }
}
