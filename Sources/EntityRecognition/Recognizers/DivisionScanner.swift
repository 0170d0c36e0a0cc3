import AdministrativeDivisions
import EntityModel

/// Finds the divisions in a page and tells those at home in it: the counties it names in full or in a dateline, what lies
/// in them and above them.
struct DivisionScanner: Sendable {
  let gazetteer: Gazetteer

  /// A name in a text, with the divisions that have it in full and as a short form.
  private struct Found {
    let match: Gazetteer.Match
    let full: Gazetteer.Divisions
    let short: Gazetteer.Divisions
  }

  /// For each article, the divisions in its text by start, then the longer first.
  func scan(_ articles: [Article]) -> [[DivisionHit]] {
    let found = articles.map { find(in: $0.text.codes) }
    let home = home(of: articles, found)
    return found.map { $0.compactMap { hit(for: $0, home: home) } }
  }

  private func find(in codes: [UInt32]) -> [Found] {
    var found: [Found] = []
    gazetteer.forEachMatch(in: codes) { match in
      found.append(
        Found(
          match: match, full: gazetteer.divisions(named: match.name),
          short: gazetteer.divisions(shortened: match.name)))
    }
    return found
  }

  /// The region of the counties that the page names in full, or before 讯 in a dateline.
  private func home(of articles: [Article], _ found: [[Found]]) -> Gazetteer.Region {
    var home = Gazetteer.Region(in: gazetteer)
    for (article, found) in zip(articles, found) {
      let codes = article.text.codes
      for name in found {
        if name.match.forms.contains(.full) { add(name.full, to: &home) }
        let (start, end) = (name.match.start, name.match.end)
        if !name.short.isEmpty, end < codes.count, codes[end] == 0x8BAF, start > 0 { add(name.short, to: &home) }
      }
    }
    return home
  }

  private func add(_ homonyms: Gazetteer.Divisions, to home: inout Gazetteer.Region) {
    guard let first = homonyms.first, gazetteer.level(of: first) <= .county else { return }
    let counties = homonyms.filter { gazetteer.level(of: $0) == .county && !gazetteer.isFormer($0) }
    if counties.count <= 3 {
      for county in counties { home.insert(county) }
    }
  }

  private func hit(for found: Found, home: Gazetteer.Region) -> DivisionHit? {
    let match = found.match
    let full = best(of: found.full, home)
    let short = best(of: found.short, home)
    let isShort = full == nil || (short?.isAtHome ?? false) && !(full?.isAtHome ?? false)
    guard let best = isShort ? short : full else { return nil }
    // 北景 for 北景乡 is a name in its own county only.
    if isShort && !best.isAtHome && (best.level > .county || !gazetteer.isStrongShortForm(match.name)) { return nil }
    return DivisionHit(
      start: match.start, end: match.end, level: best.level, isShort: isShort, isAtHome: best.isAtHome)
  }

  /// The first homonym at home, else the highest.
  private func best(
    of homonyms: Gazetteer.Divisions, _ home: Gazetteer.Region
  ) -> (level: PlaceLevel, isAtHome: Bool)? {
    if let division = home.first(of: homonyms) { return (gazetteer.level(of: division), true) }
    return homonyms.first.map { (gazetteer.level(of: $0), false) }
  }
}
