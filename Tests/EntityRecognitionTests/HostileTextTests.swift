import EntityModel
import ExtractionPipeline
import TestSupport
import Testing
import TextIngestion

/// Whatever stands in a page, what is found holds: spans lie in the page, in order, and none of those chosen overlap.
@Suite struct HostileTextTests {
  private func extract(_ codes: [UInt32]) throws -> DocumentExtraction {
    let document = Document(name: "p.txt", sha256: "", date: nil, codePoints: codes)
    let extraction = try SentenceTests.pipeline.get().extract(document)
    for mention in extraction.mentions {
      try #require(mention.span.start < mention.span.end && mention.span.end <= codes.count)
      try #require(mention.text == document.text(in: mention.span) && !mention.text.isEmpty)
    }
    for (a, b) in zip(extraction.mentions, extraction.mentions.dropFirst()) {
      try #require(a.span < b.span || a.span == b.span)
      try #require(!a.span.overlaps(b.span) || a.span.contains(b.span))
    }
    for relation in extraction.relations {
      try #require(extraction.entities.indices.contains(relation.source) && relation.evidence.end <= codes.count)
    }
    return extraction
  }

  @Test(arguments: [
    "", "\n", " ", "。", "\u{FEFF}", "“", "”", "“”", "《", "(", "·", "、、、", "和", "县", "村\n村\n村", "\r\n\r\n", "\u{2028}",
    "#",
    "讯", "记者", "记者 ", "通讯员：", "摄", "〇", "🌾🌾🌾", "👨‍👩‍👧‍👦说", "𠮷野家有限公司", "王𠮷说", "\u{20000}\u{20001}县", "e\u{301}", "１２３",
    "·王·", "“““社区”””", "（（（）", "\u{202E}金乡县", "金\u{200B}乡县", "\u{10FFFF}",
  ])
  func shortTexts(text: String) throws {
    _ = try extract(text.unicodeScalars.map(\.value))
    _ = try extract((text + "金乡县供电公司经理周启山说" + text).unicodeScalars.map(\.value))
  }

  /// No decoder gives these, and a caller may.
  @Test(arguments: [[0xD800], [0xDFFF, 0x4E00], [0], [0x11_0000], [UInt32.max], [0xD83C, 0xDF3E, 0x53BF]])
  func codesThatAreNoCharacters(codes: [UInt32]) throws {
    _ = try extract(codes)
    _ = try extract("金乡县".unicodeScalars.map(\.value) + codes + "供电公司".unicodeScalars.map(\.value))
  }

  @Test(arguments: [
    (
      [0xED, 0xA0, 0x80],
      "page.txt: is not UTF-8: byte 0xED at byte 3, nor surely another encoding; name it with --encoding"
    ),
    (
      [0xC0, 0x80], "page.txt: is not UTF-8: byte 0xC0 at byte 3, nor surely another encoding; name it with --encoding"
    ),
    ([0x00], "page.txt: is not text: NUL byte at byte 3; give plain text, or name its --encoding"),
  ])
  func bytesThatAreNoTextAreRefused(bytes: [UInt8], message: String) {
    let error = #expect(throws: IngestionError.self) {
      try DocumentReader().document(named: "page.txt", bytes: Array("县".utf8) + bytes)
    }
    #expect(error?.description == message)
  }

  // Time that grew with the square of the length would not end in time.
  @Test(.timeLimit(.minutes(3)), arguments: ["金乡县供电公司周启山", "“社区”", "王", "县委", "《", "和、"])
  func aTextWithoutAFullStop(unit: String) throws {
    let codes = unit.unicodeScalars.map(\.value)
    _ = try extract((0..<(60_000 / codes.count)).flatMap { _ in codes })
  }

  @Test(.timeLimit(.minutes(3)), arguments: ["甲", "1", "\u{20000}"])
  func aMegabyteOfOneCharacter(character: Unicode.Scalar) throws {
    _ = try extract([UInt32](repeating: character.value, count: 350_000))
  }

  @Test(arguments: 0..<6)
  func randomCharacters(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let stock: [UInt32] = "金乡县鱼山街道供电公司的和、，。“”《》()· \n记者摄王周启山说村长了在🌾𠮷A1#■".unicodeScalars.map(\.value)
    for _ in 0..<30 {
      _ = try extract((0..<300).map { _ in stock.randomElement(using: &generator) ?? 0x20 })
    }
  }
}
