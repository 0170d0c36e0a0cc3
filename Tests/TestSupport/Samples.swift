import EntityModel

extension Page {
  /// Two pages about two counties, made up for the tests; 金乡县 and 嘉祥县 are in both.
  public static let samples: [Page] = [
    Page(
      "000_page.txt",
      """
      本报金乡讯（通讯员 金宣）金乡县鱼山街道推行“社区合伙人”。
      金乡县委组织部副部长周启山表示，鱼山街道要用好“社区合伙人”。
      金乡县供电公司经理刘丽和周启山到鱼山街道走访。
      金乡县供电公司与金源超市签约。
      """, date: "2024-06-21",
      entities: [
        Entity(
          type: .place, name: "金乡县", aliases: ["金乡"], level: .county, code: "370828", parent: "济宁市"),
        Entity(type: .place, name: "鱼山街道", anchor: "金乡县", level: .township, parent: "金乡县"),
        Entity(type: .person, name: "金宣", anchor: "金乡县", roles: ["通讯员"], districts: ["金乡县"]),
        Entity(
          type: .person, name: "周启山", anchor: "金乡县委组织部", roles: ["副部长"], districts: ["金乡县"],
          townships: ["鱼山街道"]),
        Entity(type: .unit, name: "金乡县委组织部", districts: ["金乡县"]),
        Entity(type: .unit, name: "金乡县供电公司", districts: ["金乡县"], townships: ["鱼山街道"]),
        Entity(
          type: .person, name: "刘丽", anchor: "金乡县供电公司", roles: ["经理"], districts: ["金乡县"],
          townships: ["鱼山街道"]),
        Entity(type: .programme, name: "社区合伙人", districts: ["金乡县"], townships: ["鱼山街道"]),
        Entity(type: .unit, name: "金源超市", anchor: "金乡县", districts: ["金乡县"]),
      ],
      ties: [
        Tie(1, .partOf, 0), Tie(2, .reportsOn, 0, role: "通讯员"), Tie(3, .worksFor, 4, role: "副部长"),
        Tie(4, .locatedIn, 0), Tie(5, .locatedIn, 0), Tie(6, .worksFor, 5, role: "经理"), Tie(1, .runs, 7),
        Tie(5, .partnersWith, 8, role: "签约"), Tie(4, .runs, 7, isInferred: true),
      ]),
    Page(
      "001_page.txt",
      """
      金乡县委组织部部务委员周启山到嘉祥县学习。
      嘉祥县卧龙山街道党工委书记陈明接待了周启山。
      嘉祥县供电公司到卧龙山街道检修线路。
      """, date: "2024-07-02",
      entities: [
        Entity(type: .place, name: "嘉祥县", level: .county, code: "370829", parent: "济宁市"),
        Entity(type: .place, name: "卧龙山街道", anchor: "嘉祥县", level: .township, parent: "嘉祥县"),
        Entity(
          type: .person, name: "周启山", anchor: "金乡县委组织部", roles: ["部务委员"], districts: ["金乡县", "嘉祥县"]),
        Entity(type: .unit, name: "金乡县委组织部", districts: ["金乡县"]),
        Entity(
          type: .person, name: "陈明", anchor: "嘉祥县", roles: ["党工委书记"], districts: ["嘉祥县"],
          townships: ["卧龙山街道"]),
        Entity(type: .unit, name: "嘉祥县供电公司", districts: ["嘉祥县"], townships: ["卧龙山街道"]),
      ],
      ties: [
        Tie(1, .partOf, 0), Tie(2, .worksFor, 3, role: "部务委员"), Tie(4, .worksIn, 1, role: "党工委书记"),
        Tie(5, .locatedIn, 0),
      ]),
  ]
}

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): the same numbers from the same seed, everywhere.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Page {
  /// A page of `sentences` sentences over a small stock of names, with random attributes and ties: pages of other
  /// seeds share entities with it and disagree about them.
  public static func random(_ name: String, seed: UInt64, sentences: Int = 6, stock: Int = 12) -> Page {
    var generator = SeededGenerator(seed: seed)
    let chosen = (0..<stock).shuffled(using: &generator).prefix(max(2, stock / 2))
    let counties = ["金乡县", "嘉祥县", "鱼台县"]
    let entities = chosen.map { number -> Entity in
      let type = EntityType.allCases[number % 4]
      return Entity(
        type: type, name: "名\(number)号", anchor: Bool.random(using: &generator) ? "" : "金乡县",
        aliases: Bool.random(using: &generator) ? ["别\(Int.random(in: 0..<3, using: &generator))"] : [],
        level: type == .place ? [.county, .township, nil].randomElement(using: &generator) ?? nil : nil,
        code: type == .place && Bool.random(using: &generator) ? "3708\(number)" : nil,
        parent: type == .place ? counties.randomElement(using: &generator) : nil,
        roles: type == .person ? Array(["主任", "书记", "局长"].shuffled(using: &generator).prefix(2)) : [],
        districts: Array(counties.shuffled(using: &generator).prefix(Int.random(in: 0...2, using: &generator))),
        townships: Bool.random(using: &generator) ? ["鱼山街道"] : [], isInferred: Bool.random(using: &generator))
    }
    let text = (0..<sentences).map { _ in
      entities.shuffled(using: &generator).prefix(3).map(\.name).joined(separator: "和") + "见面。"
    }.joined(separator: "\n")
    var ties: [Tie] = []
    for source in entities.indices {
      for target in entities.indices where source != target && Int.random(in: 0..<6, using: &generator) == 0 {
        let type = RelationType.allCases.randomElement(using: &generator) ?? .runs
        ties.append(
          Tie(
            source, type, target, role: ["主任", "合作", nil].randomElement(using: &generator) ?? nil,
            isInferred: Bool.random(using: &generator)))
      }
    }
    let date = Bool.random(using: &generator) ? "2024-0\(Int.random(in: 1...9, using: &generator))-11" : nil
    return Page(name, text, date: date, entities: entities, ties: ties)
  }
}
