import EntityModel
import ExtractionPipeline
import Testing
import TextIngestion

@Suite struct NameWindowTests {
  /// Who is named together, window by window, those of one name left out.
  private func windows(_ text: String, _ kind: NameWindowKind) throws -> [[String]] {
    let document = try DocumentReader().document(named: "a.txt", bytes: Array(text.utf8))
    let extraction = try Pipeline(window: kind).extract(document)
    return extraction.windows.map { $0.entities.map { extraction.entities[$0].name } }.filter { $0.count > 1 }
  }

  private let page = """
    金乡县供电公司检修线路
    金乡县供电公司、金乡县人民医院和金乡县民政局到嘉祥县走访。金乡县供电公司与嘉祥县公安局签约。
    """

  @Test func aSentenceAListOrAnArticle() throws {
    let list = ["金乡县供电公司", "金乡县人民医院", "金乡县民政局"]
    let sentences = try windows(page, .sentence)
    #expect(sentences.count == 2)
    #expect(Set(sentences[0]) == Set(list + ["嘉祥县"]) && Set(sentences[1]) == ["金乡县供电公司", "嘉祥县公安局"])
    let lists = try windows(page, .list)
    #expect(lists.map(Set.init) == [Set(list), ["金乡县供电公司", "嘉祥县公安局"]])
    let articles = try windows(page, .article)
    #expect(articles.map(Set.init) == [Set(list + ["嘉祥县", "嘉祥县公安局"])])
  }

  @Test func windowsThatNameNobodyCountToo() throws {
    let document = try DocumentReader().document(named: "a.txt", bytes: Array("今天天气好。明天也好。".utf8))
    let windows = try Pipeline().extract(document).windows
    #expect(windows.count == 2 && windows.allSatisfy(\.entities.isEmpty))
  }
}
