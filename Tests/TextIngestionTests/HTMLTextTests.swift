import TestSupport
import Testing

@testable import TextIngestion

@Suite struct HTMLTextTests {
  private func text(_ source: String) throws -> String {
    String(codePoints: try HTMLText.text(of: source.unicodeScalars.map(\.value)))
  }

  @Test(arguments: [
    ("", ""), ("金乡县", "金乡县\n"), ("<p>一<p>二", "一\n二\n"), ("<div>一<div>二</div>三</div>", "一\n二\n三\n"),
    ("一<br>二<br/><br>三", "一\n二\n三\n"), ("<h1>标题</h1>文", "# 标题\n文\n"), ("<h3>小<b>标</b>题</h3>", "### 小标题\n"),
    ("<h1></h1><h2><img></h2>文", "文\n"), ("<ul><li>一<li>二</ul>", "一\n二\n"),
    ("<table><tr><td>甲<td>乙<tr><td>丙</table>", "甲 乙\n丙\n"),
    ("<title>报</title><body>文", "# 报\n文\n"), ("<title>报_网</title><h1>题</h1>文", "# 题\n文\n"),
    ("<style>p{}</style><script>if (a<b) '<p>金乡县'</script><noscript>无</noscript>文", "文\n"),
    ("<!-- 金乡县 -->文<!-- ", "文\n"), ("周&#21551;山&nbsp;&lt;b&gt; &amp; &bogus;", "周启山\u{A0}<b> & &bogus;\n"),
    ("金乡\n  县  a \t b", "金乡县 a b\n"), ("<p>  一  </p>\n\n<p>\n二</p>", "一\n二\n"), ("一<b>二</b> <i>三</i>", "一二 三\n"),
    ("<select><option>选</select>文<textarea>写</textarea>", "文\n"), ("<p>未<b>完", "未完\n"), ("</p></div>文", "文\n"),
    ("<svg><text>图</text></svg>文", "文\n"), ("<a href='x' title='y'>链</a>", "链\n"), ("a < b > c", "a < b > c\n"),
    ("<p title='a>b' class=\"c>d\"\nid=e>文", "文\n"), ("<a href=\"x>文", ""), ("<script>'<p a=\"'</SCRIPT >文", "文\n"),
    ("<style>文", ""), ("<!-- <p a=\" -->文", "文\n"), ("1<2 <3>文", "1<2 <3>文\n"), ("<br/>文<img alt=图/>字", "文字\n"),
    ("<p/>文", "文\n"), ("<", "<\n"),
  ])
  func blocksAreLines(source: String, expected: String) throws { #expect(try text(source) == expected) }

  @Test func theDeclaredEncodingCountsNoMore() throws {
    #expect(try text("<meta charset=gb2312><p>金乡县") == "金乡县\n")
  }

  @Test func charactersBeyondTheBasicPlaneStay() throws { #expect(try text("<p>𠮷🌾") == "𠮷🌾\n") }

  @Test(arguments: ["<div>", "<b>", "<p><span>", "<ul><li>", "<table><tr><td>"])
  func deepNestingIsRefused(tags: String) {
    let source = "一\n" + String(repeating: tags, count: 100_000)
    #expect(throws: HTMLText.Fault.tooDeep(line: 2)) { try HTMLText.text(of: source.unicodeScalars.map(\.value)) }
  }

  /// libxml2 compares each attribute of a tag with every other.
  @Test(.timeLimit(.minutes(5)))
  func aTagOfManyAttributes() throws {
    let attributes = (0..<50_000).map { "a\($0)=1" }.joined(separator: " ")
    #expect(try text("<p \(attributes)>文") == "文\n")
  }

  @Test func nestingWithinTheLimitIsRead() throws {
    let depth = 300
    let source = String(repeating: "<div>", count: depth) + "文" + String(repeating: "</div>", count: depth)
    #expect(try text(source) == "文\n")
  }

  @Test(arguments: [
    ("<meta charset=\"gbk\">", TextEncoding.gb18030),
    ("<META http-equiv='Content-Type' content='text/html; charset=Big5'>", .big5),
    ("<meta charset = utf-8>", nil), ("<meta charset=koi8-r>", nil), ("<p>", nil),
  ])
  func theDeclaredEncodingIsFound(source: String, encoding: TextEncoding?) {
    #expect(HTMLText.declaredEncoding(Array(source.utf8)) == encoding)
  }
}
