import EntityModel

/// A user's lexicon has the last word on names: an alias becomes its canonical name, and a listed name is joined to no
/// other.
struct LexiconRule {
  let page: PageMentions
  let lexicon: UserLexicon

  func apply(to identities: inout [Identity?]) {
    guard !lexicon.isEmpty else { return }
    var listed: [(index: Int, name: String)] = []
    // How a mention that prints the canonical name was identified: its aliases are the same thing.
    var printed: [String: Identity] = [:]
    for (index, mention) in page.mentions.enumerated() {
      guard let name = lexicon.canonicalName(of: page.name(index), type: mention.type) else { continue }
      listed.append((index, name))
      guard page.name(index) == name, var identity = identities[index] else { continue }
      if mention.type != .person, identity.name != name {
        // 青年志愿者协会 on a page that also has 金乡县青年志愿者协会.
        identity.key = name
        identity.name = name
        identities[index] = identity
      }
      let key = "\(mention.type.rawValue)|\(name)"
      if printed[key] == nil { printed[key] = identity }
    }
    for (index, name) in listed where page.name(index) != name {
      let type = page.mentions[index].type
      if let identity = printed["\(type.rawValue)|\(name)"] {
        identities[index] = identity
      } else {
        var identity = identities[index] ?? Identity(key: name, name: name)
        if identity.name != name { identity.key = name }
        identity.name = name
        identity.isInferred = true
        identities[index] = identity
      }
    }
  }
}
