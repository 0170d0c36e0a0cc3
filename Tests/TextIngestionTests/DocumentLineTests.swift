import EntityModel
import Foundation
import TestSupport
import Testing

@testable import TextIngestion

@Suite struct LineStreamTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ text: String, limit: Int = 1 << 20) throws -> [String] {
    let reader = try LineStream(path: try folder.write("lines", text.utf8), limit: limit)
    var lines: [String] = []
    while true {
      do {
        guard let line = try reader.next() else { return lines }
        lines.append("\(line.number):\(String(decoding: line.bytes, as: UTF8.self))")
      } catch {
        lines.append(error.description.replacing(folder.path + "/", with: ""))
      }
    }
  }

  @Test(arguments: [
    ("", []), ("甲", ["1:甲"]), ("甲\n", ["1:甲"]), ("甲\r\n\n乙", ["1:甲", "2:", "3:乙"]), ("\n", ["1:"]), ("\r", ["1:"]),
  ])
  func linesAreNumbered(text: String, expected: [String]) throws {
    #expect(try lines(text) == expected)
  }

  @Test func linesLongerThanABufferAreWhole() throws {
    let long = String(repeating: "长", count: 200_000)
    #expect(try lines("短\n\(long)\n短\n\(long)") == ["1:短", "2:\(long)", "3:短", "4:\(long)"])
  }

  @Test func aLineThatIsTooLongIsPassedOver() throws {
    let long = String(repeating: "a", count: 3 << 20)
    func refused(_ line: Int) -> String { "lines:\(line): is larger than 1 MiB; give one page a file" }
    #expect(try lines("甲\n\(long)\n乙\n\(long)") == ["1:甲", refused(2), "3:乙", refused(4)])
    #expect(try lines("aaa\nb\n", limit: 2).last == "2:b")
  }

  @Test func whatCannotBeReadIsSaid() throws {
    #expect(throws: IngestionError.missing(path: "/no/such.jsonl")) {
      try LineStream(path: "/no/such.jsonl", limit: 1)
    }
    let reader = try LineStream(path: folder.path, limit: 1)
    #expect(throws: IngestionError.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test func aLineIsHandedOnBeforeTheNextIsWritten() throws {
    let pipe = Pipe()
    let reader = LineStream(
      descriptor: pipe.fileHandleForReading.fileDescriptor, path: "-", limit: 1 << 20, isOwner: false)
    #expect(!reader.isReady)
    for number in 1...3 {
      try pipe.fileHandleForWriting.write(contentsOf: Data("甲\(number)\n".utf8))
      #expect(reader.isReady)
      #expect(try reader.next() == LineStream.Line(number: number, bytes: Array("甲\(number)".utf8)))
      #expect(!reader.isReady)
    }
    try pipe.fileHandleForWriting.close()
    #expect(reader.isReady)
    #expect(try reader.next() == nil)
  }
}

@Suite struct DocumentLineTests {
  let reader = DocumentReader()

  private func document(_ line: String) throws -> Document {
    try reader.read(DocumentLine(place: "a.jsonl:7", bytes: Array(line.utf8)))
  }

  @Test func aLineIsTheDocumentOfAFileWithItsText() throws {
    let text = "2024年6月21日 星期五\n“金乡”\t县\u{1F600}\\\n"
    let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
    for line in [
      "{\"doc\": \"a.txt\", \"text\": \"\(escaped)\"}",
      "{\"text\":\"\(escaped.replacing("\u{1F600}", with: "\\ud83d\\ude00"))\",\"page\":[1],\"date\":null,\"doc\":\"a.txt\"}",
    ] {
      let (line, file) = (try document(line), try reader.document(named: "a.txt", bytes: Array(text.utf8)))
      #expect(line.name == file.name && line.sha256 == file.sha256 && line.date == "2024-06-21")
      #expect(line.codePoints == file.codePoints)
    }
  }

  @Test func aGivenDayGoesBeforeThatOfThePage() throws {
    #expect(try document(#"{"doc": "a", "text": "2024年6月21日", "date": "2024-07-02"}"#).date == "2024-07-02")
  }

  @Test(arguments: [
    ("[1]", "is no JSON object"), ("甲", "is no JSON"), ("{\"doc\": \"a\"", "is no JSON"), ("{}", "'doc' is missing"),
    (#"{"doc": "a"}"#, "'text' is missing"), (#"{"doc": 1, "text": ""}"#, "'doc' is no text"),
    (#"{"doc": "", "text": "甲"}"#, "'doc' is empty or holds a NUL"),
    (#"{"doc": "a\u0000", "text": "甲"}"#, "'doc' is empty or holds a NUL"),
    (#"{"doc": "a", "text": null}"#, "'text' is no text"),
    (#"{"doc": "a", "text": "甲", "date": "gestern"}"#, "'date' is no day such as 2024-06-21"),
    (#"{"doc": "a", "text": "\ud83d"}"#, "is no JSON"),
  ])
  func whatIsNoDocumentIsSaid(line: String, reason: String) {
    #expect(throws: IngestionError.noDocument(path: "a.jsonl:7", reason: reason)) { try document(line) }
  }

  @Test func aTextIsJudgedAsAFileIs() {
    #expect(throws: IngestionError.empty(path: "a")) { try document(#"{"doc": "a", "text": " "}"#) }
    #expect(throws: IngestionError.nulByte(path: "a", offset: 3)) { try document(#"{"doc": "a", "text": "甲\u0000"}"#) }
    let bytes = Array(#"{"doc": "a", "text": ""#.utf8) + [0xFF, 0x22, 0x7D]
    #expect(throws: IngestionError.self) { try reader.read(DocumentLine(place: "a", bytes: bytes)) }
  }

  @Test func blankLinesAndAMarkArePassedOver() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (#"{"doc": "甲", "text": "a"}"#, #"{"doc": "乙", "text": "b"}"#)
    let path = try folder.write("a.jsonl", "\u{FEFF}\(first)\n\n \r\n\(second)".utf8)
    let lines = try LineStream(documents: path)
    var names: [String] = []
    while let line = try lines.nextDocument() { names.append(try reader.read(line).name + line.place.suffix(2)) }
    #expect(names == ["甲:1", "乙:4"])
  }
}
