import Testing

@testable import GraphExplorer

@Suite struct ResponseCacheTests {
  let cache = ResponseCache()

  /// The answer to a query, and whether it was made anew.
  private func ask(_ query: [(name: String, value: String)]) throws -> (text: String, isNew: Bool) {
    var isNew = false
    let response = try cache.response(
      for: ExplorerRequest(.get, "/api/graph", query: query), version: StoreVersion(path: "/nowhere")
    ) {
      isNew = true
      return ExplorerResponse(type: "text/plain", body: Array("\(query.count)".utf8))
    }
    return (String(decoding: response.body, as: UTF8.self), isNew)
  }

  @Test func whatWasAskedBeforeIsKept() throws {
    #expect(try ask([("top", "2")]) == ("1", true))
    #expect(try ask([("top", "2")]) == ("1", false))
  }

  @Test func aValueThatLooksLikeAParameterIsNone() throws {
    #expect(try ask([("district", "金乡县"), ("top", "2")]) == ("2", true))
    #expect(try ask([("district", "金乡县&top=2")]) == ("1", true))
    #expect(try ask([("district=金乡县&top", "2")]) == ("1", true))
  }

  @Test func charactersThatLookAlikeAreTwo() throws {
    #expect(try ask([("district", "caf\u{E9}")]).isNew)
    #expect(try ask([("district", "cafe\u{301}")]).isNew)
  }

  @Test func manySmallAnswersAreNotAllKept() throws {
    for number in 0...ResponseCache.mostEntries { _ = try ask([("top", "\(number)")]) }
    #expect(try ask([("top", "0")]).isNew)
    #expect(try !ask([("top", "\(ResponseCache.mostEntries)")]).isNew)
  }
}
