import EntityModel
import ExtractionEvaluation
import Foundation
import TestSupport
import Testing

@Suite struct ScorerTests {
  /// An annotation of the first sample page, entities and relations as given in JSON.
  private func gold(_ entities: String, relations: String = "", articles: String = "") throws -> GoldPage {
    let json = """
      {"doc": "000_page.txt", "entities": [\(entities)], "relations": [\(relations)], "articles": [\(articles)]}
      """
    return try JSONDecoder().decode(GoldPage.self, from: Data(json.utf8))
  }

  /// `gold` against a page with these entities and ties, whose text is that of the first sample.
  private func score(_ gold: GoldPage, _ entities: [Entity], ties: [Page.Tie] = []) -> Score {
    Scorer().score(
      Page("000_page.txt", Page.samples[0].text, entities: entities, ties: ties).extraction, against: gold)
  }

  private static let county = #"{"id": "e1", "type": "place", "name": "金乡县", "surfaces": ["金乡县", "金乡"]}"#
  private static let person = """
    {"id": "e2", "type": "person", "name": "周启山", "surfaces": ["周启山"], "districts": ["金乡县", "嘉祥县"], \
    "districts_optional": ["鱼台县"], "townships": ["鱼山街道"]}
    """

  @Test func anEntityUnderAnyOfItsNamesIsFound() throws {
    let score = try score(gold(Self.county), [Entity(type: .place, name: "金乡")])
    #expect(score.entities[.place] == Tally(right: 1))
    #expect(score.canonicalNames == Ratio(right: 0, total: 1))
    #expect(score.discrepancies.first?.line == "000\tname\tplace\t金乡 ≠ 金乡县")
  }

  @Test func anEntitySplitInTwoIsWrongOnce() throws {
    let score = try score(
      gold(Self.county), [Entity(type: .place, name: "金乡"), Entity(type: .place, name: "金乡县")])
    #expect(score.entities[.place] == Tally(right: 1, wrong: 1))
    #expect(score.discrepancies.contains { $0.kind == .splitEntity && $0.text == "金乡县 = 金乡县" })
  }

  @Test func anotherTypeIsWrongAndMissed() throws {
    let score = try score(gold(Self.county), [Entity(type: .unit, name: "金乡县")])
    #expect(score.entities == [.unit: Tally(wrong: 1), .place: Tally(missed: 1)])
  }

  @Test func whatIsOptionalCountsNeitherWay() throws {
    let optional = Self.county.dropLast() + #", "optional": true}"#
    let without = try score(gold(String(optional)), [])
    #expect(without.entities.isEmpty && without.mentions.isEmpty && without.discrepancies.isEmpty)
    let with = try score(gold(String(optional)), [Entity(type: .place, name: "金乡县", aliases: ["金乡"])])
    #expect(with.entities.isEmpty && with.mentions.isEmpty)
  }

  @Test func mentionsAreComparedByTheirSpans() throws {
    let score = try score(gold(Self.county), [Entity(type: .place, name: "金乡县")])
    // 金乡 of 本报金乡讯 is missed; the others stand inside longer names, which this annotation does not have.
    #expect(score.mentions[.place] == Tally(right: 4, missed: 1))
  }

  @Test func adjoiningPlacesMayBeOneMention() throws {
    let town = #"{"id": "e9", "type": "place", "name": "鱼山街道", "surfaces": ["鱼山街道"]}"#
    let score = try score(gold("\(Self.county), \(town)"), [Entity(type: .place, name: "金乡县鱼山街道")])
    #expect(score.mentions[.place] == Tally(right: 2, missed: 6))
  }

  @Test func partnersHaveNoDirectionOthersDo() throws {
    let units = """
      {"id": "e1", "type": "unit", "name": "金乡县供电公司", "surfaces": ["金乡县供电公司"]}, \
      {"id": "e2", "type": "unit", "name": "金源超市", "surfaces": ["金源超市"]}
      """
    let entities = [Entity(type: .unit, name: "金源超市"), Entity(type: .unit, name: "金乡县供电公司")]
    let relations = """
      {"from": "e1", "relation": "partners_with", "to": "e2"}, {"from": "e1", "relation": "runs", "to": "e2"}
      """
    let score = try score(
      gold(units, relations: relations), entities, ties: [.init(0, .partnersWith, 1), .init(0, .runs, 1)])
    #expect(score.relations == [.partnersWith: Tally(right: 1), .runs: Tally(wrong: 1, missed: 1)])
    #expect(score.discrepancies.suffix(2).map(\.text) == ["金源超市 → 金乡县供电公司", "金乡县供电公司 → 金源超市"])
  }

  @Test(arguments: [("副部长", 1), ("县委组织部“副部长”", 1), ("部长", 1), ("主任", 0), (nil, 0)] as [(String?, Int)])
  func aRoleMayBeAnEndOfTheOther(role: String?, right: Int) throws {
    let unit = #"{"id": "e1", "type": "unit", "name": "金乡县委组织部", "surfaces": ["金乡县委组织部"]}"#
    let relation = #"{"from": "e2", "relation": "works_for", "to": "e1", "role": "副部长"}"#
    let score = try score(
      gold("\(unit), \(Self.person)", relations: relation),
      [Entity(type: .unit, name: "金乡县委组织部"), Entity(type: .person, name: "周启山")],
      ties: [.init(1, .worksFor, 0, role: role)])
    #expect(score.relations == [.worksFor: Tally(right: 1)])
    #expect(score.roles == Ratio(right: right, total: 1))
  }

  @Test func districtsOfPersonsAndUnits() throws {
    let score = try score(
      gold(Self.person),
      [
        Entity(type: .person, name: "周启山", districts: ["金乡县", "鱼台县", "微山县"], townships: ["鱼山街道"]),
        Entity(type: .unit, name: "金源超市", districts: ["金乡县"]),
      ])
    #expect(score.districts == Tally(right: 1, wrong: 2, missed: 1))
    #expect(score.townships == Tally(right: 1))
    let lines = score.discrepancies.map(\.line).filter { $0.contains("district") }
    #expect(
      lines == [
        "000\tdistrict+\t\t金源超市 → 金乡县".replacing("金源", with: "?金源"), "000\tdistrict+\t\t周启山 → 微山县",
        "000\tdistrict-\t\t周启山 → 嘉祥县",
      ])
  }

  @Test(arguments: [
    (#"{"title": "", "first": "本报金乡讯"}"#, Tally(right: 1)),
    (#"{"title": "", "first": "金乡县供电公司经理刘丽"}"#, Tally(right: 1)),
    (#"{"title": "", "first": "金乡县供电公司与"}"#, Tally(wrong: 1, missed: 1)),
    (#"{"title": "", "first": "不在此页"}"#, Tally(wrong: 1)),
  ])
  func articlesStartWithinTwoLines(article: String, tally: Tally) throws {
    #expect(try score(gold("", articles: article), []).articles == tally)
  }

  @Test func figuresOfATally() {
    let tally = Tally(right: 3, wrong: 1, missed: 2)
    #expect(tally.precision == 0.75 && tally.recall == 0.6)
    #expect(abs(tally.f1 - 2.0 / 3) < 1e-12)
    #expect(Tally().f1 == 0 && Tally(missed: 1).recall == 0 && Ratio().value == 0)
  }

  @Test func whatDoesNotHoldAgainstThePageIsTold() throws {
    let page = AnnotatedPage(
      document: Page.samples[0].extraction.document,
      gold: try gold(
        "\(Self.county), \(Self.county), "
          + #"{"id": "e3", "type": "unit", "name": "甲", "surfaces": ["鱼台\n县"], "not_in": ["金乡县委"]}"#,
        relations: #"{"from": "e1", "relation": "runs", "to": "e7", "evidence": "推行"}"#,
        articles: #"{"title": "", "first": "本报金乡讯", "last": "完"}"#))
    #expect(
      page.problems() == [
        "id e1 is given twice; number entities anew",
        "surface of e3 '鱼台⏎县' does not stand in the page; copy it from there",
        "runs names e7, which is no entity; add it or correct the id",
        "last of an article '完' does not stand in the page; copy it from there",
      ])
  }

  @Test func theAnnotatedPagesHold() throws {
    for page in try Corpus.pages() { #expect(page.problems() == [], "\(page.gold.doc)") }
  }
}
