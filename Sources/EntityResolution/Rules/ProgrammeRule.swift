import EntityModel

/// Programmes: “红色合伙人”, 红色合伙人 and “红色合伙人”计划 are one, named by the core in the quotation and its head.
struct ProgrammeRule {
  let page: PageMentions

  func apply(to identities: inout [Identity?]) {
    var names: [String: [String: Int]] = [:]
    var cores: [Int: String] = [:]
    for (index, mention) in page.mentions.enumerated() where mention.type == .programme {
      let core = self.core(of: mention) ?? page.name(index)
      cores[index] = core
    }
    // 第八届广场舞大赛 and 广场舞大赛: a core that ends another, and nothing else, joins it.
    let all = Set(cores.values)
    var target: [String: String] = [:]
    for core in all {
      let longer = all.filter { core.count >= 4 && (isEnd(core, of: $0) || isHeaded(core, in: $0)) }
      if longer.count == 1, let only = longer.first { target[core] = only }
    }
    for (index, core) in cores { names[target[core] ?? core, default: [:]][page.name(index), default: 0] += 1 }
    for (index, core) in cores {
      let key = target[core] ?? core
      identities[index] = Identity(key: key, name: canonical(key, names[key] ?? [:]))
    }
  }

  private func isEnd(_ core: String, of name: String) -> Bool { name.count > core.count && name.hasSuffix(core) }

  /// 智慧社区 in 智慧社区小程序: what follows is a head and no second name.
  private func isHeaded(_ core: String, in name: String) -> Bool {
    guard name.hasPrefix(core), (1...5).contains(name.count - core.count) else { return false }
    return name.dropFirst(core.count).allSatisfy(\.isLetter)
  }

  /// What stands in the quotation of a mention.
  private func core(of mention: Mention) -> String? {
    let codes = page.articles[mention.article].text.codes
    guard let open = mention.range.first(where: { codes[$0] == 0x201C || codes[$0] == 0x2018 || codes[$0] == 0x300A }),
      let close = mention.range.first(where: {
        $0 > open && (codes[$0] == 0x201D || codes[$0] == 0x2019 || codes[$0] == 0x300B)
      })
    else { return nil }
    let text = page.articles[mention.article].text.string((open + 1)..<close)
    return text.filter { !$0.isWhitespace && !"“”‘’".contains($0) }
  }

  /// The longest name that is printed, if it begins with the core.
  private func canonical(_ core: String, _ printed: [String: Int]) -> String {
    let headed = printed.keys.filter { $0.hasPrefix(core) && $0.count > core.count }
    return headed.max { (printed[$0] ?? 0, -$0.count, $1) < (printed[$1] ?? 0, -$1.count, $0) } ?? core
  }
}
