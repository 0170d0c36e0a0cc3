import EntityModel

/// Programmes: “红色合伙人”, 红色合伙人 and “红色合伙人”计划 are one, named by the core in the quotation and its head.
struct ProgrammeRule {
  let page: PageMentions

  func apply(to identities: inout [Identity?]) {
    var table = NumberedNames()
    var cores: [(mention: Int, core: Int)] = []
    for (index, mention) in page.mentions.enumerated() where mention.type == .programme {
      cores.append((index, table.number(of: self.core(of: mention) ?? page.name(index))))
    }
    let targets = targets(of: table.names)
    // By the number of a printed name, how often it is printed.
    var printed = [[Int: Int]](repeating: [:], count: table.names.count)
    for (mention, core) in cores { printed[targets[core]][page.nameNumber(mention), default: 0] += 1 }
    let names = table.names.indices.map { canonical(table.names[$0], printed[$0]) }
    for (mention, core) in cores {
      identities[mention] = Identity(key: table.names[targets[core]], name: names[targets[core]])
    }
  }

  /// 第八届广场舞大赛 and 广场舞大赛: a core that ends one other, and nothing else, joins it; else each stays itself.
  private func targets(of cores: [String]) -> [Int] {
    let index = NameIndex(cores)
    return cores.indices.map { core in
      let codes = index.codes[core]
      guard codes.count >= 4 else { return core }
      let ended = index.names(endingWith: codes).lazy.filter { $0 != core }.prefix(2)
      let headed = index.names(beginningWith: codes).lazy.filter { $0 != core && isHeaded(cores[core], in: cores[$0]) }
      let longer = Set(ended).union(headed.prefix(2))
      return longer.count == 1 ? longer.first ?? core : core
    }
  }

  /// 智慧社区 in 智慧社区小程序: what follows is a head and no second name.
  private func isHeaded(_ core: String, in name: String) -> Bool {
    guard name.hasPrefix(core), (1...5).contains(name.length - core.length) else { return false }
    return name.unicodeScalars.dropFirst(core.length).allSatisfy(\.properties.isAlphabetic)
  }

  /// What stands in the quotation of a mention.
  private func core(of mention: Mention) -> String? {
    let codes = page.articles[mention.article].text.codes
    guard let open = mention.range.first(where: { codes[$0] == 0x201C || codes[$0] == 0x2018 || codes[$0] == 0x300A }),
      let close = mention.range.first(where: {
        $0 > open && (codes[$0] == 0x201D || codes[$0] == 0x2019 || codes[$0] == 0x300B)
      })
    else { return nil }
    return String(codePointsUpTo: close - open) { core in
      var count = 0
      for code in codes[(open + 1)..<close] where !isBlank(code) && !Self.isQuotationMark(code) {
        core[count] = code
        count += 1
      }
      return count
    }
  }

  private static func isQuotationMark(_ code: UInt32) -> Bool {
    code == 0x201C || code == 0x201D || code == 0x2018 || code == 0x2019
  }

  /// The name that is printed most often of those that begin with the core; of several the shortest.
  private func canonical(_ core: String, _ printed: [Int: Int]) -> String {
    let length = core.length
    var best: (name: String, length: Int, count: Int)?
    for (number, count) in printed {
      let name = page.names[number]
      guard name.length > length, name.hasPrefix(core) else { continue }
      let found = (name: name, length: name.length, count: count)
      if best.map({ Self.isBetter(found, $0) }) ?? true { best = found }
    }
    return best?.name ?? core
  }

  private static func isBetter(
    _ a: (name: String, length: Int, count: Int), _ b: (name: String, length: Int, count: Int)
  ) -> Bool {
    if a.count != b.count { return a.count > b.count }
    return a.length != b.length ? a.length < b.length : a.name.precedes(b.name)
  }
}
