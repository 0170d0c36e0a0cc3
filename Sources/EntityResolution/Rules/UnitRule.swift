import AdministrativeDivisions
import EntityModel

/// Units: relative names are completed from the article (县供电公司 → 金乡县供电公司), short forms join their full names.
struct UnitRule {
  let page: PageMentions
  let gazetteer: Gazetteer

  func apply(to identities: inout [Identity?]) {
    var completed: [(index: Int, name: String, isInferred: Bool)] = []
    for (index, mention) in page.mentions.enumerated() where mention.type == .unit {
      let printed = page.name(index)
      let (name, isInferred) = complete(printed, page.scenes[mention.article])
      completed.append((index, name, isInferred))
    }
    let full = joined(completed)
    for entry in completed {
      let name = full[entry.name] ?? entry.name
      identities[entry.index] = Identity(
        key: name, name: name, isInferred: entry.isInferred || name != page.name(entry.index),
        anchor: page.scenes[page.mentions[entry.index].article].counties.first ?? "")
    }
  }

  // MARK: Completion

  /// The full name of a relative one in a scene, and whether it was completed.
  func complete(_ printed: String, _ scene: ArticleScene) -> (String, Bool) {
    let county = scene.counties.first
    let township = scene.townships.first
    for (prefix, completion) in Self.youthLeague where printed == prefix {
      if let county { return ("共青团\(county)\(completion)", true) }
    }
    for prefix in ["街道", "镇", "乡"] where printed.hasPrefix(prefix) && printed.count > prefix.count {
      if let township, township.hasSuffix(prefix) { return (township + printed.dropFirst(prefix.count), true) }
      return (printed, false)
    }
    if printed.hasPrefix("县") || printed.hasPrefix("区") || printed.hasPrefix("市") || printed.hasPrefix("旗") {
      guard let division = upper(for: printed.prefix(1), scene), printed.count > 1 else { return (printed, false) }
      return (division + printed.dropFirst(), true)
    }
    if let township, isBareOffice(printed) { return (township + printed, true) }
    return (printed, false)
  }

  /// What 县, 区, 市 stand for in a scene.
  private func upper(for letter: Substring, _ scene: ArticleScene) -> String? {
    if let county = scene.counties.first(where: { $0.hasSuffix(letter) }) { return county }
    if letter == "县", let county = scene.counties.first, county.hasSuffix("旗") == false {
      return county.hasSuffix("县") ? county : nil
    }
    if letter == "市" { return scene.prefecture }
    return nil
  }

  /// 综治办, 司法所: an office of the town that the article is about.
  private func isBareOffice(_ name: String) -> Bool {
    guard name.count <= 10, !startsWithDivision(name) else { return false }
    return Self.officeEnds.contains { name.hasSuffix($0) }
  }

  private func startsWithDivision(_ name: String) -> Bool {
    let codes = Array(name.unicodeScalars.map(\.value))
    var found = false
    gazetteer.forEachMatch(in: codes) { match in
      if match.start == 0 { found = true }
    }
    return found
  }

  private static let officeEnds = ["办", "办公室", "所", "站", "服务中心", "综治中心", "专班", "卫生院", "卫生服务中心", "督查室"]
  private static let youthLeague = [("团县委", "委"), ("团区委", "委"), ("团市委", "委"), ("团旗委", "委")]

  // MARK: Short forms

  /// For each name that another of the page completes, the fullest one.
  private func joined(_ entries: [(index: Int, name: String, isInferred: Bool)]) -> [String: String] {
    let names = Array(Set(entries.map(\.name))).sorted { ($0.count, $0) < ($1.count, $1) }
    let articlesOfName = Dictionary(grouping: entries, by: \.name).mapValues {
      Set($0.map { page.mentions[$0.index].article })
    }
    var result: [String: String] = [:]
    for name in names {
      let longer = names.filter { other in
        other.count > name.count && isShort(name, of: other)
          && !(articlesOfName[name] ?? []).isDisjoint(with: articlesOfName[other] ?? [])
      }
      let anywhere = longer.isEmpty ? names.filter { $0.count > name.count && isShort(name, of: $0) } : longer
      if let full = anywhere.count == 1 ? anywhere.first : longer.count > 1 ? longer.last : nil { result[name] = full }
    }
    // A short form of a short form.
    for name in names {
      var target = result[name]
      var steps = 0
      while let next = target.flatMap({ result[$0] }), steps < 4 {
        target = next
        steps += 1
      }
      result[name] = target
    }
    return result
  }

  /// Whether a name is a short form of a longer one.
  func isShort(_ name: String, of full: String) -> Bool {
    if full.hasSuffix(name) {
      // 青年志愿者协会 of 金乡县青年志愿者协会: what is left out is a place.
      let rest = String(full.dropLast(name.count))
      return name.count >= 3 && (isPlaces(rest) || rest.hasSuffix("局") || rest.hasSuffix("院") || rest.hasSuffix("公司"))
    }
    if let expanded = Self.expand(name),
      expanded == full || full.hasSuffix(expanded) && isPlaces(String(full.dropLast(expanded.count)))
    {
      return true
    }
    return isCompanyShort(name, of: full)
  }

  private func isPlaces(_ text: String) -> Bool {
    guard !text.isEmpty else { return true }
    return ["县", "区", "市", "镇", "乡", "街道", "村", "社区", "省", "旗", "州", "国网"].contains { text.hasSuffix($0) }
      || !gazetteer.divisions(called: text).isEmpty
  }

  /// 沂力数控 of 山东沂力数控机床有限公司: the trade name with some letters of the rest, in order.
  private func isCompanyShort(_ name: String, of full: String) -> Bool {
    guard let legal = Self.legalForms.first(where: { full.hasSuffix($0) }) else { return false }
    var core = String(full.dropLast(legal.count))
    var shortCore = name
    for form in Self.legalForms + ["集团", "公司"] where shortCore.hasSuffix(form) && shortCore.count > form.count + 1 {
      shortCore = String(shortCore.dropLast(form.count))
      break
    }
    guard shortCore.count >= 2, shortCore.count < core.count else { return false }
    if let start = core.firstRange(of: shortCore.prefix(2))?.lowerBound {
      core = String(core[start...])
    } else {
      return false
    }
    var rest = Substring(core)
    for letter in shortCore {
      guard let position = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: position)...]
    }
    return true
  }

  private static let legalForms = [
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "专业合作社", "合作社", "集团", "公司",
  ]

  /// Everyday short names of offices and their official ones.
  private static let abbreviations: [(String, String)] = [
    ("卫健局", "卫生健康局"), ("卫健委", "卫生健康委员会"), ("人社局", "人力资源和社会保障局"), ("市监局", "市场监督管理局"), ("住建局", "住房和城乡建设局"),
    ("文旅局", "文化和旅游局"), ("农商行", "农商银行"), ("工信局", "工业和信息化局"), ("发改局", "发展和改革局"), ("自规局", "自然资源和规划局"),
    ("教体局", "教育和体育局"), ("行政审批局", "行政审批服务局"), ("医保局", "医疗保障局"), ("应急局", "应急管理局"), ("法院", "人民法院"),
    ("检察院", "人民检察院"), ("医院", "人民医院"), ("政府", "人民政府"), ("交警大队", "公安局交通警察大队"), ("交警大队", "交通警察大队"),
    ("供销社", "供销合作社联合社"), ("工商联", "工商业联合会"), ("残联", "残疾人联合会"), ("妇联", "妇女联合会"), ("文联", "文学艺术界联合会"),
    ("一院", "第一人民医院"), ("二院", "第二人民医院"), ("一中", "第一中学"), ("实验小学", "实验小学"), ("疾控中心", "疾病预防控制中心"),
  ]

  private static func expand(_ name: String) -> String? {
    for (short, long) in abbreviations where name.hasSuffix(short) && !name.hasSuffix(long) {
      return String(name.dropLast(short.count)) + long
    }
    return nil
  }
}
