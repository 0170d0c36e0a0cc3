import AdministrativeDivisions
import EntityModel

/// Units: relative names are completed from the article (县供电公司 → 金乡县供电公司), short forms join their full names.
struct UnitRule {
  let page: PageMentions
  let gazetteer: Gazetteer

  /// A mention of a unit; `name` is the number of its name in a table.
  private struct Entry {
    let mention: Int
    let name: Int
    let isInferred: Bool
  }

  func apply(to identities: inout [Identity?]) {
    var table = NumberedNames()
    var entries: [Entry] = []
    for (index, mention) in page.mentions.enumerated() where mention.type == .unit {
      let (name, isInferred) = complete(page.name(index), page.scenes[mention.article])
      entries.append(Entry(mention: index, name: table.number(of: name), isInferred: isInferred))
    }
    let full = fullNames(table.names, entries)
    for entry in entries {
      let name = full[entry.name]
      identities[entry.mention] = Identity(
        key: name, name: name, isInferred: entry.isInferred || !name.isSame(as: page.name(entry.mention)),
        anchor: page.scenes[page.mentions[entry.mention].article].counties.first ?? "")
    }
  }

  // MARK: Completion

  /// The full name of a relative one in a scene, and whether it was completed.
  func complete(_ printed: String, _ scene: ArticleScene) -> (String, Bool) {
    let county = scene.counties.first
    let township = scene.townships.first
    if let county, printed.hasPrefix("团"), Self.youthLeague.contains(printed) { return ("共青团\(county)委", true) }
    for prefix in Self.townWords where printed.hasPrefix(prefix) && printed.count > prefix.count {
      if let township, township.hasSuffix(prefix) { return (township + printed.dropFirst(prefix.count), true) }
      return (printed, false)
    }
    if Self.countyWords.contains(where: printed.hasPrefix) {
      guard let division = upper(for: String(printed.prefix(1)), scene), printed.count > 1 else {
        return (printed, false)
      }
      return (division + printed.dropFirst(), true)
    }
    if let township, isBareOffice(printed, Self.townOfficeEnds) { return (township + printed, true) }
    if let county, isBareOffice(printed, Self.countyOfficeEnds) { return (county + printed, true) }
    return (printed, false)
  }

  /// What 县, 区, 市 stand for in a scene.
  private func upper(for letter: String, _ scene: ArticleScene) -> String? {
    if let county = scene.counties.first(where: { $0.hasSuffix(letter) }) { return county }
    if letter == "县", let county = scene.counties.first, county.hasSuffix("旗") == false {
      return county.hasSuffix("县") ? county : nil
    }
    if letter == "市" { return scene.prefecture }
    return nil
  }

  /// 综治办, 退役军人事务局: an office of the town, or of the county, that the article is about.
  private func isBareOffice(_ name: String, _ ends: [String]) -> Bool {
    name.length <= 10 && ends.contains { name.hasSuffix($0) } && !startsWithDivision(name)
  }

  private func startsWithDivision(_ name: String) -> Bool {
    var found = false
    name.withCodePoints { codes in
      gazetteer.forEachMatch(in: codes) { match in
        if match.start == 0 { found = true }
      }
    }
    return found
  }

  private static let townOfficeEnds = [
    "办", "办公室", "所", "站", "服务中心", "综治中心", "专班", "卫生院", "卫生服务中心", "督查室", "指挥部", "工作队", "新联会", "服务大厅", "政务大厅",
    "武装部", "执法队", "执法大队", "执法局", "敬老院", "纪工委", "民意中心",
  ]
  private static let countyOfficeEnds = ["局", "纪委", "监委", "纪委监委", "党校", "人武部", "检察院", "总工会", "妇联", "工商联"]
  private static let townWords = ["街道", "镇", "乡"]
  private static let countyWords = ["县", "区", "市", "旗"]
  private static let youthLeague = ["团县委", "团区委", "团市委", "团旗委"]

  // MARK: Short forms

  /// For each name the one that completes it: of one article's first, of several the longest; itself where none does.
  private func fullNames(_ names: [String], _ entries: [Entry]) -> [String] {
    let order = names.indices.map { ($0, names[$0].length) }.sorted {
      $0.1 != $1.1 ? $0.1 < $1.1 : names[$0.0].precedes(names[$1.0])
    }.map(\.0)
    var articles = [Set<Int>](repeating: [], count: names.count)
    for entry in entries { articles[entry.name].insert(page.mentions[entry.mention].article) }
    let forms = ShortForms(names: order.map { names[$0] }, gazetteer: gazetteer)
    var targets = [Int?](repeating: nil, count: names.count)
    for (place, name) in order.enumerated() {
      let anywhere = forms.fullNames(of: place).map { order[$0] }
      let beside = anywhere.filter { !articles[name].isDisjoint(with: articles[$0]) }
      let longer = beside.isEmpty ? anywhere : beside
      if longer.count == 1 || !beside.isEmpty { targets[name] = longer.last }
    }
    // A short form of a short form.
    return names.indices.map { name in
      var full = name
      var steps = 0
      while let next = targets[full], steps < 5 {
        full = next
        steps += 1
      }
      return names[full]
    }
  }
}
