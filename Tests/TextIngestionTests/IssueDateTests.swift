import Testing

@testable import TextIngestion

@Suite struct IssueDateTests {
  @Test(arguments: [
    ("2024年5月17日 星期五\n要闻", "2024-05-17"),
    ("\n\n  ２０２４年０５月１７日\n", "2024-05-17"),
    ("济宁日报 二〇二四年十二月三十一日\n", "2024-12-31"),
    ("二○二四年十月二十日", "2024-10-20"),
    ("要闻\n责任编辑 某某\n2024 年 5 月 17 日\n星期五\n", "2024-05-17"),
    ("要闻\n星期五 2024年5月17日\n", "2024-05-17"),
    ("A2 要闻\n2024年5月17日 农历四月初十 星期五", "2024-05-17"),
    ("2024年2月29日", "2024-02-29"),
    ("2023年13月1日出错，2024年5月17日", "2024-05-17"),
  ])
  func found(head: String, date: String) {
    #expect(IssueDate.inHead(head.unicodeScalars.map(\.value)) == date)
  }

  @Test(arguments: [
    "", "年", "2024年", "2024年5月", "金乡县\n2024年5月17日，全县启动\n", "2023年2月29日", "2024年0月1日", "2024年4月31日",
    "1024年5月17日", "12024年5月17日", "24年5月17日", "2024年5月117日",
    String(repeating: "字", count: 200) + "2024年5月17日 星期五",
  ])
  func notFound(head: String) {
    #expect(IssueDate.inHead(head.unicodeScalars.map(\.value)) == nil)
  }

  @Test(arguments: [
    ("2024-06-21.txt", "2024-06-21"), ("jnrb_20240621_a01.txt", "2024-06-21"), ("2024_06_21-3.md", "2024-06-21"),
    ("p3.2024.06.21.txt", "2024-06-21"), ("济宁日报2024年6月21日A1.txt", "2024-06-21"), ("may/20240621.txt", "2024-06-21"),
    ("济宁20240621.txt", "2024-06-21"),
  ])
  func foundInName(name: String, date: String) {
    #expect(IssueDate.inName(name) == date)
  }

  @Test(arguments: [
    "page.txt", "", "20241321.txt", "2024-06-31.txt", "120240621.txt", "004_1ec58aae91fcbfd1.txt", "1e20240621cb.txt",
    "2024-06_21.txt", "2024-06-211.txt", "20240621/page.txt", "2024-6-1.txt",
  ])
  func notFoundInName(name: String) {
    #expect(IssueDate.inName(name) == nil)
  }

  @Test func theHeadGoesBeforeTheName() {
    let head = "2024年5月17日 星期五".unicodeScalars.map(\.value)
    #expect(IssueDate.find(in: head, name: "2024-06-21.txt") == "2024-05-17")
    #expect(IssueDate.find(in: [0x91D1], name: "2024-06-21.txt") == "2024-06-21")
  }
}
