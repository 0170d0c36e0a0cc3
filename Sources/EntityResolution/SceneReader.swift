import AdministrativeDivisions
import EntityModel

/// The divisions behind the names of a scene.
struct SceneDivisions {
  var county: Gazetteer.DivisionID?
  var township: Gazetteer.DivisionID?
}

/// Decides for each article of a page where it plays, from its dateline, its heading and the places it names.
struct SceneReader {
  let gazetteer: Gazetteer
  let articles: [Article]
  let mentions: [Mention]

  /// One scene an article, and the divisions behind it.
  func scenes() -> (scenes: [ArticleScene], divisions: [SceneDivisions]) {
    var votes = [[Gazetteer.DivisionID: Int]](repeating: [:], count: articles.count)
    var pageVotes: [Gazetteer.DivisionID: Int] = [:]
    for mention in mentions where mention.type == .place && !articles[mention.article].isPageHead {
      let weight = self.weight(of: mention)
      for county in countiesNamed(mention) { votes[mention.article][county, default: 0] += weight * 8 }
    }
    for vote in votes { for (county, weight) in vote { pageVotes[county, default: 0] += weight } }
    // Towns vote for their county: all homonyms a little, those in a county of the page much.
    for mention in mentions where mention.type == .place {
      let homonyms = townshipsNamed(mention)
      guard !homonyms.isEmpty else { continue }
      let known = homonyms.filter { gazetteer.county(of: $0).map { pageVotes[$0] != nil } ?? false }
      for division in known.isEmpty ? homonyms : known {
        guard let county = gazetteer.county(of: division) else { continue }
        votes[mention.article][county, default: 0] += known.isEmpty ? max(1, 6 / homonyms.count) : 6
      }
    }
    for (index, vote) in votes.enumerated() where !articles[index].isPageHead {
      if let best = ranked(vote).first { pageVotes[best, default: 0] += vote[best] ?? 0 }
    }
    let pageCounty = ranked(pageVotes).first
    let pairs = articles.indices.map { scene(of: $0, votes: votes[$0], pageCounty: pageCounty) }
    return (pairs.map(\.0), pairs.map(\.1))
  }

  private func ranked(_ votes: [Gazetteer.DivisionID: Int]) -> [Gazetteer.DivisionID] {
    votes.keys.sorted { (-(votes[$0] ?? 0), $0) < (-(votes[$1] ?? 0), $1) }
  }

  private func scene(
    of index: Int, votes: [Gazetteer.DivisionID: Int], pageCounty: Gazetteer.DivisionID?
  ) -> (ArticleScene, SceneDivisions) {
    var scene = ArticleScene()
    let order = ranked(votes)
    guard let county = order.first ?? pageCounty else { return readTownships(index, scene, nil) }
    let top = votes[county] ?? 0
    scene.counties = [gazetteer.name(of: county)]
    for other in order.dropFirst() where (votes[other] ?? 0) * 2 > top {
      scene.counties.append(gazetteer.name(of: other))
    }
    scene.prefecture = gazetteer.parent(of: county).flatMap { parent in
      gazetteer.level(of: parent) == .prefecture ? gazetteer.name(of: parent) : nil
    }
    return readTownships(index, scene, county)
  }

  /// A heading that names a town, or a first sentence that does, is about the town.
  private func readTownships(
    _ index: Int, _ given: ArticleScene, _ county: Gazetteer.DivisionID?
  ) -> (ArticleScene, SceneDivisions) {
    var scene = given
    var divisions = SceneDivisions(county: county)
    let article = articles[index]
    let own = mentions.filter { $0.article == index && $0.type == .place && isTownshipName($0.text) }
    let inHeading = own.filter { $0.range.lowerBound < article.headingLength }
    var chosen = inHeading
    if chosen.isEmpty {
      let bodyStart = bodyStart(of: article)
      let opening = own.filter { $0.range.lowerBound < bodyStart + 60 }
      let counts = Dictionary(grouping: own, by: \.text).mapValues(\.count)
      let headingIsCounty = mentions.contains {
        $0.article == index && $0.range.lowerBound < article.headingLength && $0.type != .person
          && $0.type != .programme
      }
      if counts.count == 1, let first = opening.first, !headingIsCounty || (counts[first.text] ?? 0) >= 3 {
        chosen = [first]
      } else if let first = opening.first, (counts[first.text] ?? 0) * 2 > own.count, own.count >= 3 {
        chosen = [first]
      }
    }
    for mention in chosen where !scene.townships.contains(mention.text) { scene.townships.append(mention.text) }
    if let first = chosen.first, let county {
      divisions.township = gazetteer.divisions(called: first.text).first { gazetteer.county(of: $0) == county }
    }
    return (scene, divisions)
  }

  /// Where the report begins, after heading and dateline.
  private func bodyStart(of article: Article) -> Int {
    let codes = article.text.codes
    var position = article.headingLength
    let limit = min(codes.count, position + 60)
    while position < limit {
      if codes[position] == 0x29 { return position + 1 }
      position += 1
    }
    return article.headingLength
  }

  private func isTownshipName(_ text: String) -> Bool {
    if text.hasSuffix("街道") || text.hasSuffix("苏木") { return true }
    guard text.hasSuffix("镇") || text.hasSuffix("乡") else { return false }
    // 金乡 is a county's short form, 孙镇 a town.
    guard text.count == 2 else { return true }
    return gazetteer.lookUp(text).map { name in
      gazetteer.divisions(named: name).contains { gazetteer.level(of: $0) == .township }
    } ?? false
  }

  private func weight(of mention: Mention) -> Int {
    let article = articles[mention.article]
    if mention.range.lowerBound < article.headingLength { return 3 }
    if isDateline(mention, article) { return 8 }
    return 2
  }

  /// 本报金乡讯: between 报 and 讯.
  private func isDateline(_ mention: Mention, _ article: Article) -> Bool {
    let codes = article.text.codes
    let (start, end) = (mention.range.lowerBound, mention.range.upperBound)
    return end < codes.count && codes[end] == 0x8BAF && start > 0 && codes[start - 1] == 0x62A5
  }

  private func countiesNamed(_ mention: Mention) -> [Gazetteer.DivisionID] {
    let divisions = gazetteer.divisions(called: mention.text).filter {
      gazetteer.level(of: $0) == .county && !gazetteer.isFormer($0)
    }
    return divisions.count <= 2 ? divisions : []
  }

  private func townshipsNamed(_ mention: Mention) -> [Gazetteer.DivisionID] {
    gazetteer.divisions(called: mention.text).filter { gazetteer.level(of: $0) == .township }
  }
}
