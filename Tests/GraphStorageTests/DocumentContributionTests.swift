import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct DocumentContributionTests {
  private func line(_ extraction: DocumentExtraction) -> [UInt8] {
    DocumentContribution(extraction, extractor: "sentence-0f").line
  }

  @Test func aLineIsReadBackAsItWas() throws {
    for extraction in Page.samples.map(\.extraction) {
      let item = try DocumentContribution(line: line(extraction))
      #expect(item.contribution == Contribution(extraction))
      #expect(item.extractor == "sentence-0f")
      #expect(item.document.codePoints == extraction.document.codePoints)
      #expect(item.line == line(extraction))
      #expect(item.frame.articles == extraction.articles)
      #expect(item.line.count { $0 == 0x0A } == 1 && item.line.last == 0x0A)
    }
  }

  @Test func storesAreThoseOfTheExtractions() throws {
    let (direct, imported) = (try GraphStore(), try GraphStore())
    let extractions = Page.samples.map(\.extraction)
    try direct.replace(extractions, extractor: "sentence-0f")
    for extraction in extractions.reversed() {
      try imported.replace([try DocumentContribution(line: line(extraction))])
    }
    #expect(try dump(imported) == dump(direct))
    // Once more, in place of what is there.
    try imported.replace(extractions.map { DocumentContribution($0, extractor: "sentence-0f") })
    #expect(try dump(imported) == dump(direct))
  }

  @Test func correctionsApply() throws {
    let (direct, imported) = (try GraphStore(), try GraphStore())
    let extractions = Page.samples.map(\.extraction)
    let name = try #require(extractions[0].entities.first)
    let correction = Correction.hide(EntityAddress(type: name.type, name: name.name, anchor: name.anchor))
    for store in [direct, imported] { try store.apply([correction]) }
    try direct.replace(extractions, extractor: "sentence-0f")
    try imported.replace(extractions.map { DocumentContribution($0, extractor: "sentence-0f") })
    #expect(try dump(imported) == dump(direct))
  }

  @Test(arguments: [
    ("[1]", ContributionLineError.malformed), ("{\"doc\": \"a", .malformed), ("{}", .malformed),
    (#"{"doc": "a", "error": "holds no text"}"#, .failed(document: "a", reason: "holds no text")),
    (#"{"doc": "a", "mentions": []}"#, .notAContribution(document: "a")),
  ])
  func otherLinesAreTold(line: String, error: ContributionLineError) {
    #expect(throws: error) { try DocumentContribution(line: Array(line.utf8)) }
  }

  @Test(arguments: [
    (#""entity": 0"#, #""entity": 99"#), (#""start": "#, #""start": -"#), (#""end": "#, #""end": 999"#),
    (#""sentence": "#, #""sentence": 99"#), (#""source": "#, #""source": 99"#), (#""article": "#, #""article": 99"#),
    (#""entities": ["#, #""entities": [99, "#),
  ])
  func numbersThatPointNowhereAreRefused(number: String, other: String) throws {
    let good = String(decoding: line(Page.samples[0].extraction), as: UTF8.self)
    let bad = good.replacing(number, with: other)
    try #require(bad != good)
    let name = Page.samples[0].extraction.document.name
    #expect(throws: ContributionLineError.inconsistent(document: name)) {
      try DocumentContribution(line: Array(bad.utf8))
    }
  }
}
