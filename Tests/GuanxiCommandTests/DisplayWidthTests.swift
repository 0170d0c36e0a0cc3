import Testing

@testable import GuanxiCommand

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("金乡县", 6), ("金乡县a", 7), ("“金”", 4), ("、。（）", 8), ("ＡＢ", 4), ("ｱｲ", 2), ("한국", 4),
    ("𠮷", 2), ("😀", 2), ("e\u{301}", 1), ("〇", 2), ("■…", 2),
  ])
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func clippingAndPaddingKeepTheWidth() {
    #expect(DisplayWidth.clipped("金乡县供电公司", to: 14) == "金乡县供电公司")
    #expect(DisplayWidth.clipped("金乡县供电公司", to: 8) == "金乡县…")
    #expect(DisplayWidth.clipped("金乡县供电公司", to: 7) == "金乡县…")
    #expect(DisplayWidth.padded("金乡", to: 6) == "金乡  ")
    #expect(DisplayWidth.padded("金乡", to: 3) == "金乡")
  }

  @Test func aTableIsAlignedAndLeavesEmptyColumnsOut() {
    var table = TextTable("NAME", "ROLE", "UNIT", "N")
    table.add("周启山", "副部长", "", "12")
    table.add("金宣", "", "", "3")
    #expect(table.lines == ["NAME    ROLE    N", "周启山  副部长  12", "金宣            3"])
  }
}
