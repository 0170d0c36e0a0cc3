import EntityModel
import TestSupport
import Testing

@testable import GraphStorage

/// Who works with a county, township or prefecture, and how much.
@Suite struct AreaTests {
  private func ties(_ page: Page) -> [String] {
    let contribution = Contribution(page.extraction)
    let ties = AreaTies(contribution)
    return ties.ties.map { tie in
      let area = ties.areas[tie.area]
      let place = [area.name, area.county].filter { !$0.isEmpty }.joined(separator: "/")
      return "\(contribution.appearances[tie.entity].address.name) \(area.level) \(place) \(tie.weight)"
    }.sorted()
  }

  @Test func tiesAndPostsWeigh() {
    // The post weighs twice: in the county by itself, in the township by the village.
    let page = Page(
      "a", "甲县乙镇丙村王立在乙镇卫生院。",
      entities: [
        Entity(type: .place, name: "甲县", level: .county, parent: "丁市"),
        Entity(type: .place, name: "丙村", level: .village, parent: "乙镇", districts: ["甲县"], townships: ["乙镇"]),
        Entity(type: .person, name: "王立", districts: ["甲县"]),
        Entity(type: .unit, name: "乙镇卫生院", districts: ["甲县"], townships: ["乙镇"]),
      ],
      ties: [.init(2, .worksIn, 1), .init(2, .worksFor, 3), .init(2, .reportsOn, 0)])
    #expect(
      ties(page) == [
        "丙村 county 甲县 1", "丙村 township 乙镇/甲县 1",
        "乙镇卫生院 county 甲县 1", "乙镇卫生院 township 乙镇/甲县 1",
        "王立 county 甲县 3", "王立 township 乙镇/甲县 3",
      ])
  }

  @Test func aTownshipIsInTheCountyThePageSays() {
    let page = Page(
      "a", "乙县城关镇王立。",
      entities: [
        Entity(type: .place, name: "城关镇", anchor: "370001", level: .township, parent: "乙县"),
        Entity(type: .person, name: "王立", districts: ["甲县", "乙县"], townships: ["城关镇"]),
      ])
    #expect(
      ties(page).filter { $0.hasPrefix("王立") }
        == ["王立 county 乙县 1", "王立 county 甲县 1", "王立 township 城关镇/乙县 1"])
  }

  @Test func aPrefectureIsAnsweredWithItsCounties() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    try store.replace([
      Page(
        "c", "济宁市。山东省。",
        entities: [
          Entity(type: .place, name: "济宁市", level: .prefecture, parent: "山东省"),
          Entity(type: .place, name: "山东省", level: .province),
        ]
      ).extraction
    ])
    let names = try ["金乡县", "嘉祥县"].flatMap { try store.who($0)[0].rows.map(\.name) }
    #expect(try Set(store.who("济宁市")[0].rows.map(\.name)) == Set(names))
    #expect(try store.who("山东省").map(\.rows) == store.who("济宁市").map(\.rows))
    try store.remove(documents: ["c"])
    #expect(try store.check() == [])
  }

  /// What is summed over all documents beforehand is what is summed over the documents of all days when it is asked.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func storedSumsAreThoseOfTheDocuments(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let store = try GraphStore(path: folder.file("a.sqlite"))
    try store.replace(
      (0..<6 as Range<UInt64>).map { number in
        var page = Page.random("\(number).txt", seed: seed &* 101 &+ number)
        page.date = "2024-06-0\(number + 1)"
        return page.extraction
      })
    try store.remove(documents: ["3.txt"])
    let confined = try GraphStore(path: store.path, window: IssueWindow(since: "2024-01-01"))
    for name in ["金乡县", "嘉祥县", "鱼台县", "鱼山街道"] + (0..<12).map({ "名\($0)号" }) {
      for filter in [WhoFilter(), WhoFilter(type: .programme), WhoFilter(district: "金乡县")] {
        #expect(try store.who(name, filter: filter) == confined.who(name, filter: filter), "\(name)")
      }
    }
    #expect(try store.districts() == confined.districts() && !store.districts().isEmpty)
    for district in try store.districts() {
      let persons = try store.who(district.name, filter: WhoFilter(type: .person)).map(\.rows.count).max()
      #expect(persons == district.persons, "\(district)")
    }
    for top in [1, 3, 7, 1000] {
      var selection = GraphSelection()
      selection.top = top
      let (map, mapOfDays) = try (store.map(selection, edgeLimit: 9), confined.map(selection, edgeLimit: 9))
      #expect(map.nodes == mapOfDays.nodes && map.edges == mapOfDays.edges && map.nodes.count <= top)
    }
    #expect(try store.check() == [])
  }
}
