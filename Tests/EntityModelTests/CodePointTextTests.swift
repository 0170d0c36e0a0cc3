import EntityModel
import Testing

@Suite struct CodePointTextTests {
  private static let texts = ["", "a", "é", "金乡县", "𠮷田", "金乡县供电公司“红色合伙人”", String(repeating: "长", count: 2_000)]

  @Test(arguments: texts)
  func codePointsThereAndBack(text: String) {
    let codes = text.unicodeScalars.map(\.value)
    #expect(String(codePoints: codes).utf8.elementsEqual(text.utf8))
    #expect(String(codePoints: codes[...]).utf8.elementsEqual(text.utf8))
    var lent: [UInt32] = []
    text.withCodePoints { lent = Array($0) }
    #expect(lent == codes)
    #expect(text.length == codes.count)
  }

  @Test func whatIsNoCodePointIsReplaced() {
    #expect(String(codePoints: [0x61, 0xD800, 0x11_0000, 0x62]) == "a\u{FFFD}\u{FFFD}b")
  }

  @Test func fewerCodePointsMayBeWrittenThanThereIsRoomFor() {
    let text = String(codePointsUpTo: 1_000) { codes in
      codes[0] = 0x91D1
      codes[1] = 0x4E61
      return 2
    }
    #expect(text == "金乡")
  }

  @Test(arguments: texts)
  func equalTextsHaveEqualHashes(text: String) {
    let copy = String(codePoints: text.unicodeScalars.map(\.value))
    #expect(copy.codePointHash == text.codePointHash)
    #expect(copy.isSame(as: text))
    #expect(!copy.isSame(as: text + "。"))
    #expect((text + "。").codePointHash != text.codePointHash)
  }

  @Test func prefixesSuffixesAndParts() {
    #expect("金乡县供电公司".hasPrefix("金乡县"))
    #expect("金乡县供电公司".hasSuffix("供电公司"))
    #expect("金乡县供电公司".contains("县供"))
    #expect(!"金乡县".hasPrefix("金乡县供电公司"))
    #expect(!"金乡县".contains("嘉祥"))
    #expect("金乡县".contains(""))
  }
}
