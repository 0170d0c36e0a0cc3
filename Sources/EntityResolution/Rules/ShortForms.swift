import AdministrativeDivisions
import EntityModel

/// Tells which units of a page have a short form of another's name: 卫健局 and 金乡县卫生健康局, 沂力数控 and 山东沂力数控机床有限公司.
struct ShortForms {
  /// The names, the shorter first.
  let names: [String]
  let gazetteer: Gazetteer
  private let index: NameIndex
  /// Companies by each pair of neighbouring code points in the name without its legal form.
  private let companies: [UInt64: [Int]]

  /// More full names than this for one short form are no page's; of more the longest are tried.
  static let mostFullNames = 256

  init(names: [String], gazetteer: Gazetteer) {
    self.names = names
    self.gazetteer = gazetteer
    index = NameIndex(names)
    var companies: [UInt64: [Int]] = [:]
    for (name, codes) in index.codes.enumerated() {
      guard let core = Self.companyCore(codes), core.count >= 2 else { continue }
      for place in 0..<(core.count - 1) {
        let pair = Self.pair(core[place], core[place + 1])
        if companies[pair, default: []].last != name { companies[pair, default: []].append(name) }
      }
    }
    self.companies = companies
  }

  /// The names that one is a short form of, the shorter first.
  func fullNames(of name: Int) -> [Int] {
    let codes = index.codes[name]
    var found = longer(index.names(endingWith: codes), than: name).filter { isTail(codes, of: $0) }
    if let expanded = Self.expand(codes) {
      found += longer(index.names(endingWith: expanded), than: name).filter { full in
        let rest = index.codes[full].dropLast(expanded.count)
        return !index.codes[full].ends(with: codes) && (rest.isEmpty || isPlaces(rest))
      }
    }
    let short = Self.tradeName(codes)
    if short.count >= 2 {
      let known = Set(found)
      found += longer(companies[Self.pair(short[0], short[1])] ?? [], than: name).filter { full in
        !known.contains(full) && !index.codes[full].ends(with: codes) && isTrade(short, of: full)
      }
    }
    return found.sorted()
  }

  private func longer(_ others: some BidirectionalCollection<Int>, than name: Int) -> ArraySlice<Int> {
    let count = index.codes[name].count
    return others.filter { index.codes[$0].count > count }.sorted().suffix(Self.mostFullNames)
  }

  /// 青年志愿者协会 of 金乡县青年志愿者协会: what is left out is a place, or the body above.
  private func isTail(_ codes: [UInt32], of full: Int) -> Bool {
    let rest = index.codes[full].dropLast(codes.count)
    return codes.count >= 3 && (isPlaces(rest) || Self.owners.contains { rest.ends(with: $0) })
  }

  private func isPlaces(_ codes: ArraySlice<UInt32>) -> Bool {
    Self.placeEnds.contains { codes.ends(with: $0) } || !gazetteer.divisions(called: String(codePoints: codes)).isEmpty
  }

  // MARK: Companies

  /// 沂力数控 of 山东沂力数控机床有限公司: the trade name with some letters of the rest, in order.
  private func isTrade(_ short: ArraySlice<UInt32>, of full: Int) -> Bool {
    guard let core = Self.companyCore(index.codes[full]), short.count < core.count else { return false }
    guard var position = core.indices.dropLast().first(where: { core[$0] == short[0] && core[$0 + 1] == short[1] })
    else { return false }
    for letter in short {
      guard let next = core[position...].firstIndex(of: letter) else { return false }
      position = next + 1
    }
    return true
  }

  /// A company's name without its legal form; nil for what is no company.
  private static func companyCore(_ codes: [UInt32]) -> ArraySlice<UInt32>? {
    legalForms.first { codes.ends(with: $0) }.map { codes.dropLast($0.count) }
  }

  private static func tradeName(_ codes: [UInt32]) -> ArraySlice<UInt32> {
    let form = legalForms.first { codes.count > $0.count + 1 && codes.ends(with: $0) }
    return codes.dropLast(form?.count ?? 0)
  }

  private static func pair(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(a) << 32 | UInt64(b) }

  // MARK: Tables

  /// The name with its everyday ending written out.
  private static func expand(_ codes: [UInt32]) -> [UInt32]? {
    abbreviations.first { codes.ends(with: $0.short) && !codes.ends(with: $0.long) }.map {
      codes.dropLast($0.short.count) + $0.long
    }
  }

  private static let placeEnds = ["县", "区", "市", "镇", "乡", "街道", "村", "社区", "省", "旗", "州", "国网"].map(literal)
  private static let owners = ["局", "院", "公司"].map(literal)
  private static let legalForms = [
    "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "专业合作社", "合作社", "集团", "公司",
  ].map(literal)

  /// Everyday short names of offices and their official ones.
  private static let abbreviations: [(short: [UInt32], long: [UInt32])] = [
    ("卫健局", "卫生健康局"), ("卫健委", "卫生健康委员会"), ("人社局", "人力资源和社会保障局"), ("市监局", "市场监督管理局"), ("住建局", "住房和城乡建设局"),
    ("文旅局", "文化和旅游局"), ("农商行", "农商银行"), ("工信局", "工业和信息化局"), ("发改局", "发展和改革局"), ("自规局", "自然资源和规划局"),
    ("教体局", "教育和体育局"), ("行政审批局", "行政审批服务局"), ("医保局", "医疗保障局"), ("应急局", "应急管理局"), ("法院", "人民法院"),
    ("检察院", "人民检察院"), ("医院", "人民医院"), ("政府", "人民政府"), ("交警大队", "公安局交通警察大队"), ("交警大队", "交通警察大队"),
    ("供销社", "供销合作社联合社"), ("工商联", "工商业联合会"), ("残联", "残疾人联合会"), ("妇联", "妇女联合会"), ("文联", "文学艺术界联合会"),
    ("一院", "第一人民医院"), ("二院", "第二人民医院"), ("一中", "第一中学"), ("实验小学", "实验小学"), ("疾控中心", "疾病预防控制中心"),
  ].map { (literal($0), literal($1)) }

  private static func literal(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}

extension BidirectionalCollection<UInt32> {
  fileprivate func ends(with suffix: [UInt32]) -> Bool {
    var position = endIndex
    for code in suffix.reversed() {
      guard position > startIndex else { return false }
      formIndex(before: &position)
      if self[position] != code { return false }
    }
    return true
  }
}
