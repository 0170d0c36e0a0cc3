import AdministrativeDivisions
import EntityModel

/// Where somebody works, as far as it tells persons of one name apart.
enum Workplace: Equatable {
  /// A company, school, hospital and the like, by its full name.
  case unit(String)
  /// The government of a town or street, one of its villages, or an office of it.
  case township(String)
  /// An office of a county or of what stands above it.
  case office
}

/// Reads where the text has a person work: 金乡县供电公司|经理|周启山, 鱼山街道|党工委书记|陈明.
struct WorkplaceReader {
  let page: PageMentions
  let gazetteer: Gazetteer

  /// Longest post between a workplace and a name, in code points.
  private static let longestPost = 16

  /// What stands right before the post right before a name; nil where there is no such thing.
  ///
  /// - Parameter identities: of units and places; those of persons are not asked.
  func workplace(of person: Int, identities: [Identity?]) -> Workplace? {
    let mention = page.mentions[person]
    var index = person - 1
    while index >= 0, page.mentions[index].article == mention.article {
      let before = page.mentions[index]
      let end = before.range.upperBound
      if end + Self.longestPost < mention.range.lowerBound { return nil }
      // Two that stand before one post (金乡县|教育局|局长) are told by the nearer; a nested place ends no later.
      if before.type == .unit || before.type == .place, !page.isNested(index), let identity = identities[index] {
        let start = mention.range.lowerBound
        guard end < start, isPost(end..<start, mention.article) else { return nil }
        return before.type == .unit ? workplace(unit: identity, before.article) : workplace(place: identity)
      }
      index -= 1
    }
    return nil
  }

  /// Whether a stretch is a post, as far as its letters tell: nothing but letters and 、, with a post's last letter.
  private func isPost(_ range: Range<Int>, _ article: Int) -> Bool {
    let codes = page.articles[article].text.codes[range]
    guard codes.allSatisfy({ (0x4E00...0x9FFF).contains($0) || $0 == 0x3001 || $0 == 0x20 }) else { return false }
    return codes.last { $0 != 0x20 }.map(Self.postEnds.contains) ?? false
  }

  private func workplace(unit: Identity, _ article: Int) -> Workplace {
    if Self.establishmentEnds.contains(where: unit.name.hasSuffix) { return .unit(unit.name) }
    let home = page.divisions[article].county
    let places = NamedDivisions(in: unit.name, home: home, gazetteer: gazetteer)
    return places.township.map(Workplace.township) ?? .office
  }

  private func workplace(place: Identity) -> Workplace? {
    guard let level = place.level else { return nil }
    if level <= .county { return .office }
    return place.township.map(Workplace.township)
  }

  private static let postEnds = Set("长记任理员事师监席主人工民授士委管生干户".unicodeScalars.map(\.value))

  private static let establishmentEnds = [
    "公司", "集团", "厂", "店", "超市", "商场", "酒店", "合作社", "农场", "银行", "支行", "分行", "信用社", "医院", "卫生院", "诊所", "大学",
    "学院", "学校", "中学", "小学", "幼儿园", "供电所", "派出所", "司法所", "税务所", "敬老院", "养老院", "福利院", "书店", "剧团",
  ]
}
