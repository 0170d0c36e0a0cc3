import AdministrativeDivisions
import EntityModel

/// The divisions behind the names of a scene.
struct SceneDivisions {
  var county: Gazetteer.DivisionID?
  var township: Gazetteer.DivisionID?
}

/// Decides for each article of a page where it plays, from its dateline, its heading and the places it names.
///
/// Counties and towns vote; what stands in the dateline or the heading counts more, and a county that most of the page is
/// about counts a little in every article, so that a partner from elsewhere does not take an article over.
///
/// A class, for closures over a structure would copy it whole.
final class SceneReader {
  typealias Votes = [Gazetteer.DivisionID: Int]

  let gazetteer: Gazetteer
  let articles: [Article]
  let mentions: [Mention]
  /// For each article, its mentions in order.
  private let mentionsOfArticle: Rows
  /// For each mention of a place, the name of divisions that it is as a whole.
  private let placeNames: [Gazetteer.NameID?]
  /// How much the page speaks of each prefecture: what settles between counties of one name (铁西区 in three cities).
  private var prefectures: Votes = [:]

  init(gazetteer: Gazetteer, articles: [Article], mentions: [Mention]) {
    self.gazetteer = gazetteer
    self.articles = articles
    self.mentions = mentions
    mentionsOfArticle = Rows(count: articles.count, items: mentions.count) { mentions[$0].article }
    placeNames = mentions.map { $0.type == .place ? gazetteer.lookUp($0.text) : nil }
    countPrefectures()
  }

  private func countPrefectures() {
    var seen: Set<Gazetteer.NameID> = []
    for case let name? in placeNames where seen.insert(name).inserted {
      for division in gazetteer.divisions(called: name) where !gazetteer.isFormer(division) {
        switch gazetteer.level(of: division) {
        case .prefecture: prefectures[division, default: 0] += 4
        case .county: if let upper = gazetteer.parent(of: division) { prefectures[upper, default: 0] += 1 }
        default: break
        }
      }
    }
  }

  /// Of counties of one name, those of the prefecture that the page speaks of most; all of a few where nothing decides.
  private func settled(_ homonyms: [Gazetteer.DivisionID]) -> [Gazetteer.DivisionID] {
    guard homonyms.count > 1 else { return homonyms }
    let votes = homonyms.map { gazetteer.parent(of: $0).flatMap { prefectures[$0] } ?? 0 }
    let top = votes.max() ?? 0
    let best = zip(homonyms, votes).filter { $0.1 == top }.map(\.0)
    return best.count == 1 || homonyms.count <= 2 ? best : []
  }

  /// One scene an article, and the divisions behind it.
  func scenes() -> (scenes: [ArticleScene], divisions: [SceneDivisions]) {
    var votes = [Votes](repeating: [:], count: articles.count)
    let places = mentions.indices.filter {
      placeNames[$0] != nil && !articles[mentions[$0].article].isPageHead
    }
    for index in places {
      let article = mentions[index].article
      for county in countiesNamed(index) { votes[article][county, default: 0] += weight(of: mentions[index]) * 4 }
    }
    for (article, index) in unitIndices() {
      for county in countiesOpening(mentions[index]) { votes[article][county, default: 0] += 4 }
    }
    var page: Votes = votes.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    let isUnknown = page.isEmpty
    for index in places {
      let article = mentions[index].article
      for (county, share) in townshipVotes(index, known: page, isUnknown: isUnknown) {
        votes[article][county, default: 0] += share * weight(of: mentions[index])
      }
    }
    page = votes.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    let total = page.values.reduce(0, +)
    let first = ranked(page).first
    let main = first.flatMap { (page[$0] ?? 0) * 2 > total ? $0 : nil }
    if let main { for index in votes.indices { votes[index][main, default: 0] += 14 } }
    let pairs = articles.indices.map { scene(of: $0, votes: votes[$0], pageCounty: first) }
    return (pairs.map(\.0), pairs.map(\.1))
  }

  private func unitIndices() -> [(article: Int, index: Int)] {
    mentions.indices.filter { mentions[$0].type == .unit && !articles[mentions[$0].article].isPageHead }
      .map { (mentions[$0].article, $0) }
  }

  private func ranked(_ votes: Votes) -> [Gazetteer.DivisionID] {
    votes.keys.sorted { (-(votes[$0] ?? 0), $0) < (-(votes[$1] ?? 0), $1) }
  }

  // MARK: Votes

  private func weight(of mention: Mention) -> Int {
    let article = articles[mention.article]
    if isDateline(mention, article) { return 12 }
    if mention.range.lowerBound < article.headingLength { return 5 }
    return mention.range.lowerBound < article.headingLength + 80 ? 3 : 1
  }

  /// 本报金乡讯: between 报 and 讯.
  private func isDateline(_ mention: Mention, _ article: Article) -> Bool {
    let codes = article.text.codes
    let (start, end) = (mention.range.lowerBound, mention.range.upperBound)
    return end < codes.count && codes[end] == 0x8BAF && start > 0 && codes[start - 1] == 0x62A5
  }

  /// Counties that a place mention names: in full, or by a short form that stands for little else.
  private func countiesNamed(_ index: Int) -> [Gazetteer.DivisionID] {
    guard let name = placeNames[index] else { return [] }
    let mention = mentions[index]
    let full = counties(gazetteer.divisions(named: name))
    if !full.isEmpty { return settled(full) }
    guard gazetteer.isStrongShortForm(name) || isDateline(mention, articles[mention.article]) else { return [] }
    let short = counties(gazetteer.divisions(shortened: name))
    // 天水 is a prefecture first.
    let isHigher = gazetteer.divisions(shortened: name).contains { gazetteer.level(of: $0) < .county }
    return short.count <= 2 && !isHigher ? short : []
  }

  /// The county at the start of a unit's name: 金乡县|供电公司.
  private func countiesOpening(_ mention: Mention) -> [Gazetteer.DivisionID] {
    var found: [Gazetteer.DivisionID] = []
    mention.text.withCodePoints { codes in
      gazetteer.forEachMatch(in: UnsafeBufferPointer(rebasing: codes.prefix(12))) { match in
        guard match.start == 0, found.isEmpty else { return }
        found = settled(counties(gazetteer.divisions(named: match.name)))
      }
    }
    return found
  }

  private func counties(_ divisions: Gazetteer.Divisions) -> [Gazetteer.DivisionID] {
    guard let first = divisions.first, gazetteer.level(of: first) <= .county else { return [] }
    return divisions.filter { gazetteer.level(of: $0) == .county && !gazetteer.isFormer($0) }
  }

  /// Counties of the towns of a name: those the page knows; where it knows none at all, the county of a rare name.
  private func townshipVotes(
    _ index: Int, known: Votes, isUnknown: Bool
  ) -> [(Gazetteer.DivisionID, Int)] {
    let homonyms = placeNames[index].map(townships) ?? []
    guard !homonyms.isEmpty else { return [] }
    let counties = homonyms.compactMap { gazetteer.county(of: $0) }
    let fitting = Set(counties.filter { known[$0] != nil })
    if !fitting.isEmpty { return fitting.sorted().map { ($0, fitting.count == 1 ? 4 : 2) } }
    guard isUnknown, !counties.isEmpty, counties.count <= 3 else { return [] }
    return Set(counties).sorted().map { ($0, 1) }
  }

  private func townships(named text: String) -> [Gazetteer.DivisionID] {
    gazetteer.lookUp(text).map(townships) ?? []
  }

  private func townships(named name: Gazetteer.NameID) -> [Gazetteer.DivisionID] {
    gazetteer.divisions(named: name).filter { gazetteer.level(of: $0) == .township }
  }

  // MARK: Scene

  private func scene(
    of index: Int, votes: Votes, pageCounty: Gazetteer.DivisionID?
  ) -> (ArticleScene, SceneDivisions) {
    var scene = ArticleScene()
    if let zone = openingZone(of: index) {
      scene.counties = [zone]
      _ = readTownships(index, nil, &scene)
      return (scene, SceneDivisions())
    }
    let order = ranked(votes)
    guard let county = order.first ?? pageCounty else {
      _ = readTownships(index, nil, &scene)
      return (scene, SceneDivisions())
    }
    let top = votes[county] ?? 0
    scene.counties = [gazetteer.name(of: county)]
    for other in order.dropFirst() where (votes[other] ?? 0) * 2 > top {
      scene.counties.append(gazetteer.name(of: other))
    }
    scene.prefecture = gazetteer.parent(of: county).flatMap { parent in
      gazetteer.level(of: parent) == .prefecture ? gazetteer.name(of: parent) : nil
    }
    let township = readTownships(index, county, &scene)
    return (scene, SceneDivisions(county: county, township: township))
  }

  /// A functional zone that the table does not have and that stands over a town in the heading or the opening of an
  /// article: 太白湖新区|许庄街道. It is the county of its towns.
  private func openingZone(of index: Int) -> String? {
    let article = articles[index]
    let opening = bodyStart(of: article) + 90
    let mentions = mentions
    let places = mentionsOfArticle[index].lazy.map { mentions[$0] }.filter {
      $0.type == .place && $0.range.lowerBound < opening
    }
    for (zone, below) in zip(places, places.dropFirst())
    where zone.range.upperBound == below.range.lowerBound && PlaceRule.isZone(zone.text)
      && gazetteer.divisions(called: zone.text).isEmpty && PlaceRule.level(of: below.text) == .township
    {
      return zone.text
    }
    return nil
  }

  /// Fills the towns of a scene: those in the heading, else the one that the report opens with and keeps to.
  private func readTownships(
    _ index: Int, _ county: Gazetteer.DivisionID?, _ scene: inout ArticleScene
  ) -> Gazetteer.DivisionID? {
    let article = articles[index]
    let opening = bodyStart(of: article) + 90
    var inHeading: [String] = []
    var inBody: [String] = []
    var first: String?
    var headingIsCounty = false
    for mentionIndex in mentionsOfArticle[index] {
      let mention = mentions[mentionIndex]
      guard let town = town(of: mention, county) else {
        if mention.type == .unit, mention.range.lowerBound < article.headingLength, isOfCounty(mention.text, county) {
          headingIsCounty = true
        }
        continue
      }
      if mention.range.lowerBound < article.headingLength {
        inHeading.append(town)
      } else {
        inBody.append(town)
        if first == nil, mention.range.lowerBound < opening { first = town }
      }
    }
    var chosen = inHeading
    if chosen.isEmpty, let first {
      let own = inBody.filter { $0 == first }.count
      // A report on a county's own office is about the county, unless one town fills it.
      if headingIsCounty ? own >= 3 && own * 3 > inBody.count * 2 : own * 2 > inBody.count { chosen = [first] }
    }
    for town in chosen where !scene.townships.contains(town) { scene.townships.append(town) }
    guard let first = scene.townships.first, let county else { return nil }
    return townships(named: first).first { gazetteer.county(of: $0) == county }
  }

  /// Whether a unit is the county's: 金乡县…, 金乡…, 县….
  private func isOfCounty(_ name: String, _ county: Gazetteer.DivisionID?) -> Bool {
    if ["县", "区", "市", "旗"].contains(where: name.hasPrefix) { return true }
    guard let county else { return false }
    let full = gazetteer.name(of: county)
    return name.hasPrefix(full) || full.length > 2 && name.hasPrefix(String(full.unicodeScalars.dropLast()))
  }

  /// The town that a place or a unit names.
  private func town(of mention: Mention, _ county: Gazetteer.DivisionID?) -> String? {
    switch mention.type {
    case .place: return townshipName(mention.text, county)
    case .unit: return NamedDivisions(in: mention.text, home: county, gazetteer: gazetteer).township
    case .person, .programme: return nil
    }
  }

  /// Where the report begins, after heading, dateline and byline.
  private func bodyStart(of article: Article) -> Int {
    let codes = article.text.codes
    let start = min(article.headingLength, codes.count)
    let limit = min(codes.count, start + 60)
    if let bracket = codes[start..<limit].firstIndex(of: 0x29) { return bracket + 1 }
    return start
  }

  /// The full name of the town that a text names, itself or by its short form in the county; nil where it names none.
  private func townshipName(_ text: String, _ county: Gazetteer.DivisionID?) -> String? {
    if text.hasSuffix("街道") || text.hasSuffix("苏木") { return text }
    if text.hasSuffix("镇") || text.hasSuffix("乡"), text.count > 2 || !townships(named: text).isEmpty { return text }
    guard let county, let name = gazetteer.lookUp(text) else { return nil }
    let short = gazetteer.divisions(shortened: name)
    // 金乡 is the county's short form before it is its street's.
    guard !short.contains(county) else { return nil }
    return short.first { gazetteer.level(of: $0) == .township && gazetteer.county(of: $0) == county }
      .map(gazetteer.name)
  }
}
