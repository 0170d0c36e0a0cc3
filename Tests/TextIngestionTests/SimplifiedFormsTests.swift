import CSimplifiedForms
import EntityModel
import Testing

@testable import TextIngestion

@Suite struct SimplifiedFormsTests {
  private func matching(_ text: String) -> String {
    let document = Document(name: "p", sha256: "", date: nil, codePoints: text.unicodeScalars.map(\.value))
    return String(codePoints: SimplifiedForms.matching(document).codePoints)
  }

  @Test(arguments: [
    ("", ""), ("金乡县", "金乡县"), ("金鄉縣", "金乡县"), ("魚山街道周啓山", "鱼山街道周启山"), ("濟寧日報 2024年", "济宁日报 2024年"),
    ("𠮷野家與🌾", "𠮷野家与🌾"), ("髮發", "发发"),
  ])
  func oneCharacterIsOne(text: String, expected: String) {
    #expect(matching(text) == expected)
    #expect(text.unicodeScalars.count == expected.unicodeScalars.count)
  }

  @Test func whatSimplifiedTextHasTooStaysThere() {
    #expect(matching("乾隆年间于山东") == "乾隆年间于山东")
    // One traditional name does not make the page one.
    let simplified = String(repeating: "金乡县供电公司经理周启山表示", count: 5)
    #expect(matching(simplified + "乾隆金鄉縣") == simplified + "乾隆金乡县")
    #expect(matching("乾燥劑製於金鄉縣") == "干燥剂制于金乡县")
  }

  @Test func theTableIsSortedAndOfOneStep() {
    let bytes = UnsafeBufferPointer(start: guanxi_simplified_forms(), count: guanxi_simplified_forms_count())
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.unicodeScalars.map(\.value) }
    #expect(rows.count > 2_900)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0[0] < $1[0] })
    let alwaysChanged = Set(rows.filter { $0.count == 3 }.map { $0[0] })
    #expect(rows.allSatisfy { !alwaysChanged.contains($0[2]) })
  }
}
