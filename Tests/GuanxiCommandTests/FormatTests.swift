import Testing

@testable import GuanxiCommand

@Suite struct FormatTests {
  @Test(arguments: [
    ("金乡县", "金乡县"), ("a,b", "\"a,b\""), ("他说\"好\"", "\"他说\"\"好\"\"\""), ("a\nb", "\"a\nb\""), ("", ""),
    ("a\r\nb", "\"a\r\nb\""), ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""), ("@SUM(1)", "\"'@SUM(1)\""),
    (" +1+1", "\"' +1+1\""), ("-2", "-2"), ("\"\u{301},", "\"\"\"\u{301},\""), ("+3.5", "+3.5"), ("-", "\"'-\""),
    ("\t=1", "\"'\t=1\""), ("＝1", "\"'＝1\""),
  ])
  func csvCells(text: String, cell: String) {
    #expect(AnswerFormat.csvCell(text) == cell)
  }

  @Test func progressTellsWhatIsLeft() {
    #expect(
      Progress.line(done: 250, total: 1000, elapsed: .seconds(10)) == "250 of 1000 documents, 25%, about 30 s left")
    #expect(
      Progress.line(done: 1, total: 1000, elapsed: .seconds(10)) == "1 of 1000 documents, 0%, about 2 h left")
    #expect(Progress.line(done: 7, total: 7, elapsed: .seconds(1)) == "7 of 7 documents, 100%, about 0 s left")
    #expect(Progress.bar(done: 1, total: 4) == "[#####---------------]")
    #expect(Progress.bar(done: 0, total: 0) == "[--------------------]")
  }
}
