import EntityModel
import Foundation
import GraphStorage
import TestSupport
import Testing

@testable import GraphExplorer

@Suite struct ReportTests {
  let store: GraphStore

  init() throws {
    store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
  }

  /// What stands in the element of the data.
  private func data(_ html: String) throws -> [String: Any] {
    let match = try #require(html.firstMatch(of: /id="report-data">([^<]*)<\/script>/))
    return try #require(try JSONSerialization.jsonObject(with: Data(match.1.utf8)) as? [String: Any])
  }

  @Test func theFileHoldsTheWholePageAndItsData() throws {
    let report = try Report(store: store, selection: GraphSelection())
    let html = String(decoding: report.html, as: UTF8.self)
    #expect(report.nodes == 13 && report.matching == 13 && report.edges == report.joining)
    for file in PageFile.all where file.name.hasSuffix(".js") {
      #expect(html.contains("\"guanxi/\(file.name)\": \"data:"))
    }
    #expect(!html.contains("/assets/") && !html.contains("href=\"http") && !html.contains("src="))
    let data = try data(html)
    let nodes = try #require(data["nodes"] as? [[String: Any]])
    #expect(nodes.count == 13)
    #expect(nodes.contains { ($0["initials"] as? [String])?.contains("jxx") == true })
    let edges = try #require(data["edges"] as? [[String: Any]])
    #expect(edges.count == report.edges)
    #expect(edges.allSatisfy { (($0["evidence"] as? [String: Any])?["total"] as? Int ?? 0) > 0 })
    #expect((data["who"] as? [String: Any])?.keys.sorted() == ["嘉祥县", "金乡县"])
    #expect(
      report.html == (try Report(store: store, selection: GraphSelection())).html, "the same store, the same bytes")
  }

  @Test func modulesFindEachOther() throws {
    let html = String(decoding: try Report(store: store, selection: GraphSelection()).html, as: UTF8.self)
    for match in html.matches(of: /"guanxi\/(\w+)\.js": "data:text\/javascript;base64,([A-Za-z0-9+\/=]+)"/) {
      let module = String(decoding: try #require(Data(base64Encoded: String(match.2))), as: UTF8.self)
      #expect(!module.contains("'./"), "\(match.1) asks for a file")
      for name in module.matches(of: /'(guanxi\/\w+\.js)'/) { #expect(html.contains("\"\(name.1)\": ")) }
    }
  }

  @Test func nothingInATextEndsTheScript() throws {
    var page = Page.samples[0]
    page.text = page.text.replacing("走访", with: "走访</script><script>alert(1)</script><!--")
    let store = try GraphStore()
    try store.replace([page.extraction])
    let html = String(decoding: try Report(store: store, selection: GraphSelection()).html, as: UTF8.self)
    #expect(!html.contains("alert(1)</script>") && html.contains("\\u003c/script>\\u003cscript>alert(1)"))
    #expect(!html[html.index(after: html.startIndex)...].contains("<!--"))
    _ = try data(html)
  }

  @Test func ofALargeStoreTheBestDocumentedAreTaken() throws {
    var selection = GraphSelection()
    selection.top = 5
    let report = try Report(store: store, selection: selection)
    #expect(report.nodes == 5 && report.matching == 13)
    let nodes = try #require(try data(String(decoding: report.html, as: UTF8.self))["nodes"] as? [[String: Any]])
    #expect(nodes.first?["name"] as? String == "周启山")
  }
}
