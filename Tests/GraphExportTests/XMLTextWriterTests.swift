import Testing

@testable import GraphExport

@Suite struct XMLTextWriterTests {
  /// The text element as it is written for a value, or nil where nothing is left of it.
  private func written(_ value: String) throws -> String? {
    var bytes: [UInt8] = []
    let xml = try XMLTextWriter { bytes += $0 }
    try xml.startDocument()
    try xml.start("t")
    guard xml.prepare(value) else { return nil }
    try xml.writePrepared()
    try xml.end("t")
    try xml.endDocument()
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").dropFirst().joined(separator: "\n")
  }

  @Test(arguments: [
    ("金乡县", "<t>金乡县</t>"),
    ("a < b", "<t><![CDATA[a < b]]></t>"),
    ("& &", "<t><![CDATA[& &]]></t>"),
    ("a > b", "<t>a > b</t>"),
    ("<![CDATA[x]]>", "<t>&lt;![CDATA[x]]&gt;</t>"),
    ("]]>", "<t>]]&gt;</t>"),
    ("\"引'号", "<t>\"引'号</t>"),
    ("两\r\n行　和\u{A0}空\t白 ", "<t>两 行 和 空 白</t>"),
    ("零\u{0}点\u{1}\u{FFFE}\u{FFFF}", "<t>零\u{FFFD}点\u{FFFD}\u{FFFD}\u{FFFD}</t>"),
    ("页\u{C}尾", "<t>页\u{FFFD}尾</t>"),
    ("\u{1F600}𠮷", "<t>\u{1F600}𠮷</t>"),
  ])
  func textIsSafe(value: String, expected: String) throws {
    #expect(try written(value) == expected)
  }

  @Test(arguments: ["", " ", "\u{3000}\n\t", "\u{2028}\u{85}"])
  func blanksAreNothing(value: String) throws {
    #expect(try written(value) == nil)
  }

  @Test func aFailingSinkIsReported() throws {
    struct Full: Error {}
    let xml = try XMLTextWriter { _ in throw Full() }
    try xml.startDocument()
    #expect(throws: Full.self) {
      for _ in 0..<1_000_000 { try xml.start("t") }
      try xml.endDocument()
    }
  }
}
