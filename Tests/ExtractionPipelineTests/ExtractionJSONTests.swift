import EntityModel
import Foundation
import Testing
import TextIngestion

@testable import ExtractionPipeline

@Suite struct ExtractionJSONTests {
  /// One document with every kind of value, known and unknown.
  static let extraction = DocumentExtraction(
    document: Document(
      name: "甲\"乙\\.txt", sha256: "00ff", date: "2024-06-21", codePoints: "金乡县干部周启山".unicodeScalars.map(\.value)),
    articles: [
      ArticleSummary(span: Span(0, 5), title: "标题\u{2028}\u{1}", about: ["金乡县"], townships: ["鱼山街道"], byline: ["金宣"]),
      ArticleSummary(span: Span(5, 8), title: "", about: [], byline: []),
    ],
    sentences: [],
    mentions: [
      Mention(span: Span(0, 3), type: .place, text: "金乡县", article: 0, range: 0..<3),
      Mention(span: Span(5, 8), type: .person, text: "周启山", article: 1, range: 0..<3),
    ],
    entities: [
      Entity(
        type: .place, name: "金乡县", aliases: ["金乡"], level: .county, code: "370828", parent: "济宁市"),
      Entity(
        type: .person, name: "周启山", anchor: "金乡县", roles: ["副部长"], districts: ["金乡县"], isInferred: true),
      Entity(type: .programme, name: "社区合伙人"),
    ],
    entityOfMention: [0, 1],
    relations: [
      Relation(source: 1, type: .worksIn, target: 0, role: "副部长", evidence: Span(0, 8)),
      Relation(source: 1, type: .reportsOn, target: 0, evidence: Span(0, 8), isInferred: true),
    ],
    windows: Array(repeating: NameWindow(article: 0, sentence: nil, entities: [0, 1]), count: 3))

  @Test func keysStandInTheOrderOfTheFormat() {
    let expected = #"""
      {"doc": "甲\"乙\\.txt", "sha256": "00ff", "date": "2024-06-21", \#
      "articles": [\#
      {"id": "a1", "start": 0, "end": 5, "title": "标题\#u{2028}\u0001", "about": ["金乡县"], "townships": ["鱼山街道"], \#
      "byline": ["金宣"]}, \#
      {"id": "a2", "start": 5, "end": 8, "title": "", "about": [], "townships": [], "byline": []}], \#
      "mentions": [\#
      {"start": 0, "end": 3, "type": "place", "text": "金乡县", "entity": "e1", "article": "a1"}, \#
      {"start": 5, "end": 8, "type": "person", "text": "周启山", "entity": "e2", "article": "a2"}], \#
      "entities": [\#
      {"id": "e1", "type": "place", "name": "金乡县", "aliases": ["金乡"], "level": "county", "code": "370828", \#
      "parent": "济宁市", "inferred": false}, \#
      {"id": "e2", "type": "person", "name": "周启山", "aliases": [], "roles": ["副部长"], "districts": ["金乡县"], \#
      "townships": [], "anchor": "金乡县", "inferred": true}, \#
      {"id": "e3", "type": "programme", "name": "社区合伙人", "aliases": [], "districts": [], "townships": [], \#
      "inferred": false}], \#
      "relations": [\#
      {"source": "e2", "relation": "works_in", "target": "e1", "role": "副部长", "start": 0, "end": 8, "inferred": false}, \#
      {"source": "e2", "relation": "reports_on", "target": "e1", "start": 0, "end": 8, "inferred": true}], \#
      "cooccurrences": [{"a": "e1", "b": "e2", "weight": 3}]}

      """#
    #expect(String(decoding: ExtractionJSON.line(Self.extraction), as: UTF8.self) == expected)
  }

  @Test func aDocumentThatCannotBeReadIsALineOfItsOwn() {
    let line = ExtractionJSON.line(failed: "a.txt", .empty(path: "pages/a.txt"))
    #expect(
      String(decoding: line, as: UTF8.self)
        == "{\"doc\": \"a.txt\", \"error\": \"holds no text; remove it or scan the page again\"}\n")
  }

  @Test func foundationReadsTheSameValues() throws {
    let line = Data(ExtractionJSON.line(Self.extraction))
    let object = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    #expect(object["doc"] as? String == Self.extraction.document.name)
    let articles = try #require(object["articles"] as? [[String: Any]])
    #expect(articles.map { $0["title"] as? String } == ["标题\u{2028}\u{1}", ""])
    let entities = try #require(object["entities"] as? [[String: Any]])
    #expect(entities.map { $0["inferred"] as? Bool } == [false, true, false])
    #expect(entities.map { $0["code"] as? String } == ["370828", nil, nil])
  }
}
