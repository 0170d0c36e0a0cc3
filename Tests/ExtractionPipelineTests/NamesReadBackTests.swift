import EntityModel
import TestSupport
import Testing

@testable import ExtractionPipeline

/// What was recognised once need not be recognised again.
@Suite struct NamesReadBackTests {
  @Test func theNamesOfADocumentGiveItsExtraction() throws {
    let pipeline = try Pipeline()
    for page in try Corpus.pages().prefix(20) {
      let whole = pipeline.extract(page.document)
      let names = whole.mentions.map(NameSpan.init).reversed()
      let again = pipeline.extract(page.document, names: Array(names))
      #expect(!whole.mentions.isEmpty)
      let difference = zip(whole.mentions, again.mentions).first { $0 != $1 }
      #expect(
        difference == nil && again.mentions.count == whole.mentions.count,
        "\(page.document.name): \(String(describing: difference))")
      let isEqual = ExtractionJSON.line(again) == ExtractionJSON.line(whole)
      #expect(isEqual, "\(page.document.name)")
    }
  }

  @Test func fewerNamesGiveFewerMentions() throws {
    let pipeline = try Pipeline()
    let document = Document(
      name: "a.txt", sha256: "", date: nil, codePoints: "金乡县供电公司经理周启山到鱼山街道走访。".unicodeScalars.map(\.value))
    let unit = NameSpan(span: Span(0, 7), type: .unit)
    let person = NameSpan(span: Span(9, 12), type: .person)
    let extraction = pipeline.extract(document, names: [person, unit, NameSpan(span: Span(19, 99), type: .place)])
    #expect(extraction.mentions.map(\.text) == ["金乡县供电公司", "周启山"])
    #expect(extraction.relations.map(\.type) == [.worksFor])
    #expect(pipeline.extract(document, names: []).entities.isEmpty)
  }
}
