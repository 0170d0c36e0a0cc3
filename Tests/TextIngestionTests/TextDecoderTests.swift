import EntityModel
import Foundation
import TestSupport
import Testing

@testable import TextIngestion

@Suite struct TextDecoderTests {
  private static let text = "2024年6月21日\r\n金乡县供电公司经理周启山表示，鱼山街道要用好“社区合伙人”机制。\n"
  private static let traditional = "金鄉縣供電公司經理周啟山表示，魚山街道要用好「社區合夥人」機制，推動鄉村振興。\n"

  /// The text in an encoding, by iconv(1): not by what is tested.
  private static func encoded(_ text: String, _ name: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let (source, target) = (try folder.write("a", text.utf8), folder.file("b"))
    let outcome = try run("sh", ["-c", "iconv -f UTF-8 -t \(name) '\(source)' > '\(target)'"])
    try #require(outcome.status == 0, "\(outcome.output)")
    return Array(try Data(contentsOf: URL(fileURLWithPath: target)))
  }

  @Test(arguments: [
    ("UTF-8", text, TextEncoding.utf8), ("GB18030", text, .gb18030), ("GBK", text, .gb18030),
    ("GB2312", text, .gb18030), ("UTF-16LE", text, .utf16LittleEndian), ("UTF-16BE", text, .utf16BigEndian),
    ("UTF-16", text, .utf16LittleEndian), ("BIG5", traditional, .big5), ("GB18030", traditional, .gb18030),
    ("GB18030", "𠮷野家：" + text, .gb18030), ("UTF-16LE", "𠮷野家：" + text, .utf16LittleEndian),
  ])
  func encodingsAreTold(name: String, text: String, encoding: TextEncoding) throws {
    let bytes = try Self.encoded(text, name)
    let found = try TextDecoder().decode(bytes)
    #expect(found.codePoints == text.unicodeScalars.map(\.value))
    #expect(found.encoding == encoding)
    #expect(found.confidence > 0.99)
    let forced = try TextDecoder(encoding: encoding).decode(bytes)
    #expect(forced.codePoints == found.codePoints && forced.confidence == 1)
  }

  /// Pages that were annotated, in encodings that hold them.
  @Test func pagesAreToldApart() throws {
    let pages = try InputFiles.expand([Corpus.folder + "/pages"]).map { try $0.get().path }
    try #require(pages.count > 100)
    for path in pages.enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      let utf8 = try TextDecoder().decode(bytes)
      #expect(utf8.encoding == .utf8)
      for (name, encoding) in [("GB18030", TextEncoding.gb18030), ("UTF-16BE", .utf16BigEndian)] {
        let text = String(codePoints: utf8.codePoints)
        let found = try TextDecoder().decode(try Self.encoded(text, name))
        #expect(found.encoding == encoding && found.codePoints == utf8.codePoints, "\(path) in \(name)")
      }
    }
  }

  @Test(arguments: [
    ([0xEF, 0xBB, 0xBF], TextEncoding.utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ([0x84, 0x31, 0x95, 0x33], .gb18030),
  ])
  func marksDecideAndAreDropped(mark: [UInt8], encoding: TextEncoding) throws {
    let rest: [UInt8] =
      switch encoding {
      case .utf16LittleEndian: [0x61, 0]
      case .utf16BigEndian: [0, 0x61]
      default: [0x61]
      }
    for told in [nil, encoding] {
      let found = try TextDecoder(encoding: told).decode(mark + rest)
      #expect(found.codePoints == [0x61] && found.encoding == encoding && found.confidence == 1)
    }
  }

  @Test func fewCharactersAreNoProof() {
    // 乡 in GB 2312: as good as anything else.
    #expect(throws: TextDecoder.Fault.unknown(offset: 0)) { try TextDecoder().decode([0xCF, 0xE7]) }
    #expect(throws: TextDecoder.Fault.unknown(offset: 3)) {
      try TextDecoder().decode(Array("caf".utf8) + [0xE9] + Array(" au lait".utf8))
    }
  }

  @Test func aDamagedPageIsNoOtherEncoding() throws {
    let bytes = Array("金乡县".utf8) + [0xFF] + Array(Self.text.utf8)
    #expect(throws: TextDecoder.Fault.unknown(offset: 9)) { try TextDecoder().decode(bytes) }
  }

  @Test(arguments: [
    (TextEncoding.utf8, [0x61, 0xBD], TextDecoder.Fault.invalid(offset: 1, .utf8)),
    (.utf8, [0x61, 0], .nul(offset: 1)), (.gb18030, [0x61, 0xFF], .invalid(offset: 1, .gb18030)),
    (.gb18030, [0xBD], .invalid(offset: 0, .gb18030)), (.gb18030, [0x61, 0, 0x61], .nul(offset: 1)),
    (.big5, [0x61, 0xA4], .invalid(offset: 1, .big5)),
    (.utf16LittleEndian, [0x61, 0, 0x61], .invalid(offset: 2, .utf16LittleEndian)),
    (.utf16LittleEndian, [0x61, 0, 0, 0], .nul(offset: 2)),
    (.utf16BigEndian, [0xD8, 0x42, 0, 0x61], .invalid(offset: 0, .utf16BigEndian)),
    (.utf16BigEndian, [0xDC, 0x42, 0, 0x61], .invalid(offset: 0, .utf16BigEndian)),
    (.utf16BigEndian, [0, 0x61, 0xD8, 0x42], .invalid(offset: 2, .utf16BigEndian)),
  ])
  func whatIsNotOfTheEncodingIsPlaced(encoding: TextEncoding, bytes: [UInt8], fault: TextDecoder.Fault) {
    #expect(throws: fault) { try TextDecoder(encoding: encoding).decode(bytes) }
  }

  @Test func namesAreThoseThatPeopleWrite() {
    #expect(TextEncoding(name: "GBK") == .gb18030)
    #expect(TextEncoding(name: "gb_2312-80") == .gb18030)
    #expect(TextEncoding(name: "UTF8") == .utf8)
    #expect(TextEncoding(name: "Big5-HKSCS") == .big5)
    #expect(TextEncoding(name: "utf-16") == .utf16LittleEndian)
    #expect(TextEncoding(name: "latin1") == nil)
    for encoding in TextEncoding.allCases { #expect(TextEncoding(name: encoding.rawValue) == encoding) }
  }
}
