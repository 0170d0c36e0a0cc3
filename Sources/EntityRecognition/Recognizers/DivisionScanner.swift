import AdministrativeDivisions
import EntityModel

/// Finds the divisions in a page and tells those at home in it: the counties it names in full or in a dateline, what lies
/// in them and above them.
struct DivisionScanner: Sendable {
  let gazetteer: Gazetteer

  /// For each article, the divisions in its text by start, then the longer first.
  func scan(_ articles: [Article]) -> [[DivisionHit]] {
    let matches = articles.map { article in
      var found: [Gazetteer.Match] = []
      gazetteer.forEachMatch(in: article.text.codes) { found.append($0) }
      return found
    }
    let home = counties(articles, matches)
    return zip(articles, matches).map { article, found in
      found.compactMap { hit(for: $0, home: home) }
    }
  }

  /// Counties that the page names in full, or before 讯 in a dateline.
  private func counties(_ articles: [Article], _ matches: [[Gazetteer.Match]]) -> DivisionSet {
    var counties = DivisionSet()
    for (article, found) in zip(articles, matches) {
      let codes = article.text.codes
      for match in found {
        if match.forms.contains(.full) { add(gazetteer.divisions(named: match.name), to: &counties) }
        if match.forms.contains(.short), match.end < codes.count, codes[match.end] == 0x8BAF, match.start > 0 {
          add(gazetteer.divisions(shortened: match.name), to: &counties)
        }
      }
    }
    return counties
  }

  private func add(_ homonyms: Gazetteer.Divisions, to counties: inout DivisionSet) {
    guard let first = homonyms.first, gazetteer.level(of: first) <= .county else { return }
    let fitting = homonyms.filter { gazetteer.level(of: $0) == .county && !gazetteer.isFormer($0) }
    if fitting.count <= 3 {
      for county in fitting { counties.insert(county) }
    }
  }

  private func hit(for match: Gazetteer.Match, home: DivisionSet) -> DivisionHit? {
    let full = match.isShortFormOnly ? nil : best(of: gazetteer.divisions(named: match.name), home)
    let short = match.forms.contains(.short) ? best(of: gazetteer.divisions(shortened: match.name), home) : nil
    let isShort = full == nil || (short?.isAtHome ?? false) && !(full?.isAtHome ?? false)
    guard let best = isShort ? short : full else { return nil }
    // 北景 for 北景乡 is a name in its own county only.
    if isShort && !best.isAtHome && (best.level > .county || !gazetteer.isStrongShortForm(match.name)) { return nil }
    return DivisionHit(
      start: match.start, end: match.end, level: best.level, isShort: isShort, isAtHome: best.isAtHome)
  }

  /// The first homonym at home, else the highest.
  private func best(
    of homonyms: Gazetteer.Divisions, _ home: DivisionSet
  ) -> (level: PlaceLevel, isAtHome: Bool)? {
    guard let first = homonyms.first else { return nil }
    // No closures here: each would copy the pointers of the gazetteer.
    if !home.members.isEmpty {
      for division in homonyms {
        if let county = gazetteer.county(of: division) {
          if home.contains(county) { return (gazetteer.level(of: division), true) }
          continue
        }
        for member in home.members where gazetteer.isAncestor(division, of: member) {
          return (gazetteer.level(of: division), true)
        }
      }
    }
    return (gazetteer.level(of: first), false)
  }
}

/// A few divisions, asked for many times: a bit each.
private struct DivisionSet {
  private(set) var members: [Gazetteer.DivisionID] = []
  private var bits: [UInt64] = []

  mutating func insert(_ division: Gazetteer.DivisionID) {
    guard !contains(division) else { return }
    let word = Int(division.rawValue / 64)
    while bits.count <= word { bits.append(0) }
    bits[word] |= 1 << UInt64(division.rawValue % 64)
    members.append(division)
  }

  func contains(_ division: Gazetteer.DivisionID) -> Bool {
    let word = Int(division.rawValue / 64)
    return word < bits.count && bits[word] >> UInt64(division.rawValue % 64) & 1 != 0
  }
}
