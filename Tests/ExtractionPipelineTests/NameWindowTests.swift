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

  /// Pairs would grow with the square of a list.
  @Test func aLongListIsSeveralWindows() throws {
    let given = "文斌海峰建国志强晓明丽娟春梅玉兰国庆永军"
    let names = given.flatMap { a in given.map { b in "王\(a)\(b)" } }
    let document = try DocumentReader().document(
      named: "a.txt", bytes: Array("金乡县人民医院职工\(names.joined(separator: "、"))参加。".utf8))
    let extraction = try Pipeline().extract(document)
    try #require(extraction.entities.count > 300)
    let members = Set(extraction.windows.flatMap(\.entities)).count
    // A place inside the name of a unit is in no window.
    #expect(members > 300 && members <= extraction.entities.count)
    #expect(extraction.windows.count == (members + 127) / 128)
    #expect(extraction.windows.allSatisfy { $0.entities.count <= 128 && $0.sentence == 0 })
    #expect(CoOccurrence.pairs(in: extraction.windows).count <= 128 * extraction.entities.count)
  }
}
