import CSimplifiedForms
import EntityModel
import ExtractionPipeline
import TestSupport
import Testing
import TextIngestion

/// Pages printed in traditional characters say what they say in simplified ones.
@Suite struct TraditionalTextTests {
  /// A traditional character for each simplified one that has any.
  private static let traditional: [UInt32: UInt32] = {
    let bytes = UnsafeBufferPointer(start: guanxi_simplified_forms(), count: guanxi_simplified_forms_count())
    var forms: [UInt32: UInt32] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
      let codes = line.unicodeScalars.map(\.value)
      if codes.count == 3 { forms[codes[2]] = codes[0] }
    }
    return forms
  }()

  @Test(arguments: 0..<4)
  func theSameIsFoundAtTheSamePlaces(part: Int) throws {
    let pipeline = try Pipeline()
    var compared = 0
    for page in try Corpus.pages().enumerated().filter({ $0.offset % 32 == part * 8 }).map(\.element.document) {
      let codes = page.codePoints.map { Self.traditional[$0] ?? $0 }
      let given = Document(name: page.name, sha256: "", date: nil, codePoints: codes)
      // A simplified page may have a 昇 that a traditional one means as 升.
      guard SimplifiedForms.matching(given).codePoints == page.codePoints else { continue }
      try #require(codes != page.codePoints)
      compared += 1
      let (simplified, found) = (pipeline.extract(page), pipeline.extract(given))
      #expect(found.mentions.map(NameSpan.init) == simplified.mentions.map(NameSpan.init), "\(page.name)")
      #expect(found.entities == simplified.entities && found.relations == simplified.relations, "\(page.name)")
      for mention in found.mentions { #expect(mention.text == given.text(in: mention.span)) }
      // And once more from names that are stored.
      let again = pipeline.extract(given, names: found.mentions.map(NameSpan.init))
      #expect(again.mentions == found.mentions && again.entities == found.entities, "\(page.name)")
    }
    #expect(compared >= 2)
  }
}
