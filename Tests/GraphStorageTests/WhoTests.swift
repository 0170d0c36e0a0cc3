import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct WhoTests {
  private func store(_ pages: [Page] = Page.samples) throws -> GraphStore {
    let store = try GraphStore()
    try store.replace(pages.map(\.extraction))
    return store
  }

  @Test func aCountyIsAnsweredWithItsTownships() throws {
    let answers = try store().who("金乡")
    #expect(answers.map(\.subject.name) == ["金乡县"])
    // Posts and seats tell more than a mere document; the reporter's report is no more than that.
    #expect(
      answers[0].rows.map(\.name) == [
        "周启山", "金乡县委组织部", "刘丽", "金乡县供电公司", "金宣", "金源超市",
      ])
    #expect(answers[0].rows.map(\.weight) == [4, 3, 2, 2, 1, 1])
    let first = answers[0].rows[0]
    #expect(first.roles == ["副部长", "部务委员"])
    #expect(first.units == ["金乡县委组织部"])
    #expect(first.districts == ["金乡县", "嘉祥县"])
    #expect(first.townships == ["鱼山街道"])
    #expect(first.evidence.first?.text == "金乡县委组织部副部长周启山表示，鱼山街道要用好“社区合伙人”。")
    #expect(
      first.relations == [
        WhoRelation(relation: .worksFor, source: "周启山", target: "金乡县委组织部", role: "副部长", weight: 2)
      ])
  }

  @Test func aReporterIsGroundedByTheByline() throws {
    let reporter = try #require(try store().who("金乡县")[0].rows.first { $0.name == "金宣" })
    #expect(reporter.evidence.map(\.text) == ["本报金乡讯（通讯员 金宣）金乡县鱼山街道推行“社区合伙人”。"])
    #expect(reporter.roles == ["通讯员"])
  }

  @Test func evidenceIsFromDocumentsThatSpeakOfThePlace() throws {
    let rows = try store().who("嘉祥县")[0].rows
    let row = try #require(rows.first { $0.name == "周启山" })
    #expect(row.evidence.map(\.document) == ["001_page.txt"])
  }

  @Test func aTownshipIsAnswered() throws {
    let names = try store().who("卧龙山街道")[0].rows.map(\.name)
    #expect(names == ["陈明", "嘉祥县供电公司"])
  }

  @Test func townshipsOfOneNameAreToldApartByTheirCounty() throws {
    func page(_ name: String, _ county: String, _ person: String) -> Page {
      Page(
        name, "\(county)城关镇\(person)。",
        entities: [
          Entity(type: .place, name: "城关镇", anchor: county, level: .township, parent: county),
          Entity(type: .person, name: person, districts: [county], townships: ["城关镇"]),
        ])
    }
    let answers = try store([page("a", "甲县", "张一"), page("b", "乙县", "李二")]).who("城关镇")
    #expect(answers.map { $0.rows.map(\.name) } == [["李二"], ["张一"]])
  }

  @Test func aDistrictNobodyMentionsIsKnownByItsPeople() throws {
    let page = Page(
      "a", "王立。", entities: [Entity(type: .person, name: "王立", districts: ["沂水县"])])
    let answers = try store([page]).who("沂水县")
    #expect(answers.count == 1)
    #expect(answers[0].subject.type == .place)
    #expect(answers[0].rows.map(\.name) == ["王立"])
    #expect(answers[0].rows[0].evidence.map(\.text) == ["王立。"])
    #expect(try store([page]).who("莒县").isEmpty)
  }

  @Test func placesInsideEachOtherEnd() throws {
    let page = Page(
      "a", "甲镇乙村王立。",
      entities: [
        Entity(type: .place, name: "甲镇", level: .township), Entity(type: .place, name: "乙村", level: .village),
        Entity(type: .person, name: "王立"),
      ], ties: [.init(0, .partOf, 1), .init(1, .partOf, 0), .init(2, .worksIn, 1, role: "村民")])
    #expect(try store([page]).who("甲镇")[0].rows.map(\.name) == ["王立"])
  }

  @Test func aPersonIsAnsweredWithPartnersAndWithoutReporters() throws {
    let answer = try store().who("周启山")[0]
    #expect(answer.subject.districts == ["金乡县", "嘉祥县"])
    #expect(answer.subject.weight == 2)
    #expect(answer.rows.map(\.name) == ["金乡县委组织部", "刘丽", "金乡县供电公司", "陈明"])
    #expect(answer.rows[0].weight == 4)
    #expect(answer.rows[0].relations.map(\.relation) == [.worksFor])
    #expect(answer.rows[1].relations.isEmpty)
    #expect(answer.rows[1].evidence.map(\.text) == ["金乡县供电公司经理刘丽和周启山到鱼山街道走访。"])
  }

  @Test func aReporterIsTiedToReportersAlone() throws {
    let text = "本报金乡讯（记者 张笔 通讯员 李墨）市长王立和某局到金乡县调研。"
    let page = Page(
      "a", text,
      entities: [
        Entity(type: .person, name: "张笔"), Entity(type: .person, name: "李墨"), Entity(type: .person, name: "王立"),
        Entity(type: .unit, name: "某局"), Entity(type: .place, name: "金乡县", level: .county),
      ], ties: [.init(0, .reportsOn, 4), .init(1, .reportsOn, 4)])
    let store = try store([page])
    #expect(try store.who("张笔")[0].rows.map(\.name) == ["李墨"])
    #expect(try store.who("王立")[0].rows.map(\.name) == ["某局"])
    #expect(try store.who("某局")[0].rows.map(\.name) == ["王立"])
  }

  @Test func aProgrammeIsAnsweredWithWhoRunsIt() throws {
    let rows = try store().who("社区合伙人")[0].rows
    let unit = try #require(rows.first { $0.name == "金乡县委组织部" })
    #expect(unit.relations.map(\.relation) == [.runs])
    #expect(!rows.contains { $0.name == "金宣" })
  }

  @Test func rowsAreLimitedToTheBest() throws {
    let all = try store().who("金乡县")[0].rows
    #expect(try store().who("金乡县", limit: 2)[0].rows == Array(all.prefix(2)))
  }

  @Test func rowsAreJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let row = try #require(try store().who("陈明")[0].rows.first)
    #expect(
      String(decoding: try encoder.encode(row), as: UTF8.self) == """
        {"districts":["金乡县","嘉祥县"],"evidence":[{"doc":"001_page.txt","end":44,"start":22,\
        "text":"嘉祥县卧龙山街道党工委书记陈明接待了周启山。"}],"name":"周启山","relations":[],"roles":["副部长","部务委员"],\
        "townships":["鱼山街道"],"type":"person","units":["金乡县委组织部"],"weight":1}
        """)
  }
}
