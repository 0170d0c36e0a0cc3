import EntityModel

/// reports_on: authors and photographers and the places that their article is about. A byline ties its names to
/// nothing else.
struct BylineRule {
  let page: PageGraph

  func apply(to relations: inout [Relation]) {
    for index in page.mentions.indices where page.resolution.isByline[index] {
      let mention = page.mentions[index]
      guard !page.articles[mention.article].isPageHead else { continue }
      let scene = page.resolution.scenes[mention.article]
      let places = (scene.townships + scene.counties.prefix(1)).compactMap(page.place)
      for place in places {
        relations.append(
          Relation(
            source: page.entity(index), type: .reportsOn, target: place, role: role(index),
            evidence: page.evidence(index), isInferred: true))
      }
    }
  }

  /// 摄 after the names, else the word before them.
  private func role(_ index: Int) -> String {
    let codes = page.codes(index)
    let range = page.mentions[index].range
    var end = range.upperBound
    while end < codes.count, codes[end] != 0x0A, codes[end] != 0x29, end - range.upperBound < 24 {
      if codes[end] == 0x6444 { return "摄" }
      if codes[end] == 0x3002 || codes[end] == 0x2C { break }
      end += 1
    }
    let before = codes[max(0, range.lowerBound - 24)..<range.lowerBound]
    for start in before.indices.reversed() {
      if let word = Self.words.first(where: { before[start...].starts(with: $0.codes) }) { return word.name }
    }
    return "作者"
  }

  private static let words = ["通讯员", "记者", "作者"].map { (name: $0, codes: $0.unicodeScalars.map(\.value)) }
}
