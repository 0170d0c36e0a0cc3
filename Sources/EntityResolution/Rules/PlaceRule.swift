import AdministrativeDivisions
import EntityModel

/// Places: a short form joins its full name, a homonym is settled by the places beside it and by the article's district.
struct PlaceRule {
  let page: PageMentions
  let gazetteer: Gazetteer

  func apply(to identities: inout [Identity?]) {
    var chain: Int?
    // A name that stands alone means the same throughout an article.
    var keys = NumberedKeys()
    var known: [Identity] = []
    for (index, mention) in page.mentions.enumerated() where mention.type == .place {
      if let previous = chain, !follows(previous, index) { chain = nil }
      let above = chain.flatMap { identities[$0] }
      if above == nil {
        let key = keys.number(of: UInt64(mention.article) << 32 | UInt64(page.nameNumber(index)))
        if key == known.count { known.append(identity(of: index, above: nil)) }
        identities[index] = known[key]
      } else {
        identities[index] = identity(of: index, above: above)
      }
      chain = index
    }
    linkParents(&identities)
  }

  /// Whether a place stands directly after another: 金乡县|鱼山街道.
  private func follows(_ previous: Int, _ index: Int) -> Bool {
    let (a, b) = (page.mentions[previous], page.mentions[index])
    return a.article == b.article && a.range.upperBound == b.range.lowerBound
  }

  private func identity(of index: Int, above: Identity?) -> Identity {
    let name = page.name(index)
    let scene = page.scenes[page.mentions[index].article]
    let home = page.divisions[page.mentions[index].article]
    if let division = division(named: name, home: home, above: above) {
      let level = gazetteer.level(of: division)
      var identity = Identity(
        key: "\(division.rawValue)", name: fullName(of: division, printed: name), division: division, level: level)
      identity.parentKey = above.flatMap { isAbove($0, level) ? $0.key : nil }
      identity.anchor = gazetteer.code(of: division) ?? anchor(scene)
      identity.county = gazetteer.county(of: division).map(gazetteer.name)
      identity.township = gazetteer.ancestor(.township, of: division).map(gazetteer.name)
      return identity
    }
    let level = Self.isZone(name) && isCountyLevel(name, index) ? .county : Self.level(of: name)
    var identity = Identity(key: name, name: name, level: level)
    if let above, isAbove(above, level) { identity.parentKey = above.key }
    let around = identity.parentKey ?? scene.townships.first ?? scene.counties.first ?? ""
    if level == .village { identity.key = "\(name)@\(around)" }
    if level == .site { identity.key = "\(name)@\(scene.counties.first ?? "")" }
    identity.anchor = anchor(scene)
    if level == .county { identity.county = name }
    if level > .county {
      identity.county = scene.counties.first
      identity.township = level == .township ? name : above?.level == .township ? above?.name : scene.townships.first
    }
    return identity
  }

  /// A zone right under a prefecture (渭南高新区) or over a town (太白湖新区|许庄街道) stands where a county stands.
  private func isCountyLevel(_ name: String, _ index: Int) -> Bool {
    if page.scenes[page.mentions[index].article].counties.first == name { return true }
    guard let ending = Self.zoneEnds.first(where: name.hasSuffix) else { return false }
    let owner = gazetteer.divisions(called: String(name.unicodeScalars.dropLast(ending.length))).first
    return owner.map { gazetteer.level(of: $0) == .prefecture } ?? false
  }

  private func anchor(_ scene: ArticleScene) -> String { scene.counties.first ?? "" }

  private func isAbove(_ identity: Identity, _ level: PlaceLevel) -> Bool {
    guard let upper = identity.level else { return false }
    return upper < level || (upper == level && level == .site)
  }

  private func fullName(of division: Gazetteer.DivisionID, printed: String) -> String {
    let name = gazetteer.name(of: division)
    // The table writes some villages with more than the page does; the page's own form stands.
    return gazetteer.level(of: division) >= .township && printed.length > name.length ? printed : name
  }

  /// The division a name means here, or nil when nothing decides.
  private func division(named name: String, home: SceneDivisions, above: Identity?) -> Gazetteer.DivisionID? {
    var homonyms = gazetteer.divisions(called: name)
    homonyms.removeAll(where: gazetteer.isFormer)
    guard !homonyms.isEmpty else { return nil }
    if let upper = above?.division {
      if let below = homonyms.first(where: { gazetteer.isAncestor(upper, of: $0) }) { return below }
    } else if above != nil, above?.level == .township || above?.level == .village {
      return nil
    }
    if let township = home.township, let below = homonyms.first(where: { gazetteer.isAncestor(township, of: $0) }) {
      return below
    }
    if let county = home.county {
      if homonyms.contains(county) { return county }
      if let below = homonyms.first(where: { gazetteer.parent(of: $0) == county }) { return below }
      if let below = homonyms.first(where: {
        gazetteer.isAncestor(county, of: $0) && gazetteer.level(of: $0) == .township
      }) {
        return below
      }
      if let upper = homonyms.first(where: { gazetteer.isAncestor($0, of: county) }) { return upper }
      if let beside = homonyms.first(where: {
        gazetteer.level(of: $0) == .county && gazetteer.parent(of: $0) == gazetteer.parent(of: county)
      }) {
        return beside
      }
      let villages = homonyms.lazy.filter { gazetteer.isAncestor(county, of: $0) }.prefix(2)
      if let village = villages.first, villages.count == 1 { return village }
    }
    let high = homonyms.prefix { gazetteer.level(of: $0) <= .county }
    if let first = high.first, high.count == 1 || gazetteer.level(of: first) < gazetteer.level(of: high[1]) {
      return first
    }
    return nil
  }

  /// The level that the last word of a name tells.
  static func level(of name: String) -> PlaceLevel {
    if name.hasSuffix("街道") || name.hasSuffix("镇") || name.hasSuffix("乡") || name.hasSuffix("苏木") { return .township }
    if name.hasSuffix("小区") || name.hasSuffix("园区") || name.hasSuffix("景区") { return .site }
    if name.hasSuffix("村") || name.hasSuffix("社区") || name.hasSuffix("嘎查") { return .village }
    if isZone(name) { return .site }
    if name.hasSuffix("县") || name.hasSuffix("区") || name.hasSuffix("旗") { return .county }
    if name.hasSuffix("省") { return .province }
    return .site
  }

  /// A development zone, new area or the like, of whatever level.
  static func isZone(_ name: String) -> Bool { zoneEnds.contains(where: name.hasSuffix) }

  private static let zoneEnds = [
    "高新技术产业开发区", "经济技术开发区", "经济开发区", "开发区", "高新区", "经开区", "新区", "示范区", "度假区",
  ]

  /// Gives each place without a neighbour above it the nearest level up that the page names.
  private func linkParents(_ identities: inout [Identity?]) {
    var keyOfDivision: [Gazetteer.DivisionID: String] = [:]
    var names = NumberedNames()
    var keyOfName: [String] = []
    for identity in identities {
      guard let identity, let level = identity.level else { continue }
      if let division = identity.division { keyOfDivision[division] = identity.key }
      if level <= .township, names.number(of: identity.name) == keyOfName.count { keyOfName.append(identity.key) }
    }
    let keys = { name in names.find(name).map { keyOfName[$0] } }
    for (index, mention) in page.mentions.enumerated() where mention.type == .place {
      guard let identity = identities[index], identity.parentKey == nil else { continue }
      identities[index]?.parentKey = parentKey(of: identity, mention, keyOfDivision, keys)
    }
  }

  /// 黄河, 运河, 长江: they lie in no one county.
  private static func isOpenWater(_ name: String) -> Bool {
    name.length <= 2 && ["河", "江", "海", "湖"].contains { name.hasSuffix($0) } || name.hasPrefix("国道")
  }

  private func parentKey(
    of identity: Identity, _ mention: Mention, _ keyOfDivision: [Gazetteer.DivisionID: String],
    _ keyOfName: (String) -> String?
  ) -> String? {
    if let level = identity.level, level <= .county { return nil }
    if Self.isOpenWater(identity.name) { return nil }
    if let division = identity.division {
      var upper = gazetteer.parent(of: division)
      while let ancestor = upper {
        if let key = keyOfDivision[ancestor], key != identity.key { return key }
        upper = gazetteer.parent(of: ancestor)
      }
      return nil
    }
    let scene = page.scenes[mention.article]
    let candidates = identity.level == .township ? scene.counties : scene.townships + scene.counties
    return candidates.lazy.compactMap(keyOfName).first { $0 != identity.key }
  }
}
