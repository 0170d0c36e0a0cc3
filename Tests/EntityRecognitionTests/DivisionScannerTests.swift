import AdministrativeDivisions
import EntityModel
import TestSupport
import Testing
import TextIngestion

@testable import EntityRecognition

@Suite struct DivisionScannerTests {
  private func hits(_ text: String) throws -> [(name: String, hit: DivisionHit)] {
    let articles = ArticleSplitter().articles(of: MarkedText(text).document)
    let found = DivisionScanner(gazetteer: try .bundled()).scan(articles)
    return zip(articles, found).flatMap { article, hits in
      hits.map { (article.text.string($0.start..<$0.end), $0) }
    }
  }

  @Test func namesAtHomeAndAway() throws {
    let found = try hits("金乡县鱼山街道的同志到成都市学习，金乡人热情好客。\n")
    func hit(_ name: String) -> DivisionHit? { found.first { $0.name == name }?.hit }
    let county = try #require(hit("金乡县"))
    #expect(county.level == .county && !county.isShort && county.isAtHome)
    let town = try #require(hit("鱼山街道"))
    #expect(town.level == .township && !town.isShort && town.isAtHome)
    let city = try #require(hit("成都市"))
    #expect(city.level == .prefecture && !city.isShort && !city.isAtHome)
    let short = try #require(hit("金乡"))
    #expect(short.isShort && short.isAtHome)
  }

  /// 羊山 is a town of 金乡县, and a mountain or a name elsewhere.
  @Test func shortFormsOfTownsCountInTheirOwnCountyAlone() throws {
    #expect(try hits("金乡县的羊山一带。\n").contains { $0.name == "羊山" && $0.hit.isShort && $0.hit.isAtHome })
    #expect(try !hits("嘉祥县的羊山一带。\n").contains { $0.name == "羊山" })
  }

  /// Every hit is a name of the gazetteer at its place, and every full name of the gazetteer is a hit.
  @Test(arguments: 0..<10)
  func itFindsWhatLookingUpEveryRangeFinds(seed: Int) throws {
    let gazetteer = try Gazetteer.bundled()
    var generator = SeededGenerator(seed: UInt64(seed))
    let parts = [
      "金乡县", "鱼山街道", "鱼山", "济宁市", "嘉祥", "山东省", "羊山镇", "村", "县", "街道", "的", "在", "。", "成都", "𠮷", "A",
    ]
    let text = (0..<60).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
    let article = Article(
      span: Span(0, text.unicodeScalars.count), title: "",
      text: FoldedText(codes: text.unicodeScalars.map(\.value), offsets: Array(0..<UInt32(text.unicodeScalars.count))),
      headingLength: 0)
    let hits = DivisionScanner(gazetteer: gazetteer).scan([article])[0]
    let found = Set(hits.map { $0.start..<$0.end })
    #expect(found.count == hits.count)
    let codes = article.text.codes
    var full = 0
    for start in codes.indices {
      for end in (start + 1)...min(codes.count, start + 26) {
        let name = gazetteer.lookUp(Array(codes[start..<end]))
        let isFull = name.map { !gazetteer.divisions(named: $0).isEmpty } ?? false
        if isFull { full += 1 }
        if isFull { #expect(found.contains(start..<end), "\(article.text.string(start..<end))") }
        if found.contains(start..<end) { #expect(name != nil, "\(article.text.string(start..<end))") }
      }
    }
    #expect(full > 10)
  }
}
