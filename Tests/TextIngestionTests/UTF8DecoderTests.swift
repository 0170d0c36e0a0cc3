import TestSupport
import Testing

@testable import TextIngestion

@Suite struct UTF8DecoderTests {
  @Test(arguments: [
    "", "a", "金乡县", "“社区合伙人”\r\n\t123", "𠮷野家 é ß ￿ \u{10FFFF}", "\u{800}\u{FFF}\u{1000}\u{D7FF}\u{E000}",
  ])
  func decodesAsTheStandardLibraryDoes(text: String) throws {
    #expect(try UTF8Decoder.decode(Array(text.utf8)) == text.unicodeScalars.map(\.value))
  }

  @Test func everyCodePointSurvives() throws {
    let scalars = (1...0x10FFFF).compactMap(Unicode.Scalar.init)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    #expect(try UTF8Decoder.decode(Array(String(text).utf8)) == scalars.map(\.value))
  }

  @Test func dropsOneByteOrderMark() throws {
    #expect(try UTF8Decoder.decode([0xEF, 0xBB, 0xBF, 0x61]) == [0x61])
    #expect(try UTF8Decoder.decode([0xEF, 0xBB, 0xBF]) == [])
    #expect(try UTF8Decoder.decode([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]) == [0xFEFF])
  }

  @Test(
    arguments: [
      ([0x61, 0x80], 1),  // continuation alone
      ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x9F, 0xBF], 0), ([0xF0, 0x8F, 0xBF, 0xBF], 0),  // overlong
      ([0xED, 0xA0, 0x80], 0),  // surrogate
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0), ([0xFF], 0),  // beyond U+10FFFF
      ([0xE9, 0x87], 0), ([0xE9, 0x87, 0x61], 0), ([0xE9, 0xC7, 0x91], 0), ([0xF0, 0xA0, 0xAE], 0), ([0xC3], 0),  // cut
      ([0xEF, 0xBB, 0xBF, 0xE9, 0x87, 0x91, 0xBD, 0xF0], 6),  // GB18030 after UTF-8
    ] as [([UInt8], Int)])
  func namesTheFirstIllFormedByte(bytes: [UInt8], offset: Int) {
    #expect(throws: UTF8Decoder.Fault.invalid(offset: offset)) { try UTF8Decoder.decode(bytes) }
  }

  @Test func namesTheFirstNUL() {
    #expect(throws: UTF8Decoder.Fault.nul(offset: 3)) { try UTF8Decoder.decode([0xE9, 0x87, 0x91, 0, 0xFF]) }
  }

  /// Against the standard library on arbitrary bytes, which are mostly ill-formed.
  @Test func agreesWithTheStandardLibraryOnRandomBytes() {
    var random = SeededGenerator(seed: 20_240_517)
    let leads: [UInt8] = [0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xE4, 0xED, 0xEF, 0xF0, 0xF4, 0x9F, 0xA0]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 1...8, using: &random)).map { _ in leads.randomElement(using: &random) ?? 0 }
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
      let expected = String(validating: bytes, as: UTF8.self)?.unicodeScalars.map(\.value)
      #expect((try? UTF8Decoder.decode(bytes)) == expected, "\(bytes)")
    }
  }
}
