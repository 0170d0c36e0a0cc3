import EntityModel
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct NamesTests {
  private func store(_ names: [String]) throws -> GraphStore {
    let store = try GraphStore()
    try store.replace([
      Page("a.txt", names.joined(separator: "，"), entities: names.map { Entity(type: .unit, name: $0) }).extraction
    ])
    return store
  }

  @Test func aNameIsFoundBeforeAnAlias() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    #expect(try store.find("金乡").map(\.name) == ["金乡县"])
    #expect(try store.find("金乡县").map(\.name) == ["金乡县"])
    #expect(try store.find("金").isEmpty)
    try store.replace([Page("c.txt", "金乡。", entities: [Entity(type: .unit, name: "金乡")]).extraction])
    #expect(try store.find("金乡").map(\.type) == [.unit])
  }

  @Test func foundNodesHaveTheIdsOfTheExport() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    var nodes: [GraphNode] = []
    try store.withGraph { try $0.forEachNode { nodes.append($0) } }
    #expect(nodes.count == 13)
    for node in nodes { #expect(try store.find(node.name).contains(node)) }
  }

  @Test(arguments: [
    ("金香县", ["金乡县"]),
    ("金乡县供电", ["金乡县供电公司", "金乡县"]),
    ("供电公司", ["嘉祥县供电公司", "金乡县供电公司"]),
    ("山东金乡县", ["金乡县"]),
    ("金 乡", ["金乡县", "金乡县供电公司"]),
    ("沂水县", []),
    ("", []),
  ])
  func nearNamesAreRanked(name: String, expected: [String]) throws {
    let store = try store(["金乡县", "金乡县供电公司", "嘉祥县供电公司"])
    #expect(try store.nearestNames(to: name, limit: 2) == expected)
  }

  @Test func nearNamesAreBounded() throws {
    let store = try store((0..<300).map { "第\($0)供电所" })
    #expect(try store.nearestNames(to: "供电所", limit: 3) == ["第0供电所", "第1供电所", "第2供电所"])
    #expect(try store.nearestNames(to: "供电所", limit: 0).isEmpty)
  }

  /// Against the definition: try every edit.
  @Test func oneEditApartMeansOneEdit() {
    func words(_ length: Int) -> [[UInt32]] {
      length == 0 ? [[]] : words(length - 1).flatMap { word in [1, 2].map { word + [$0] } }
    }
    func edits(_ word: [UInt32]) -> Set<[UInt32]> {
      var edits: Set<[UInt32]> = []
      for index in 0...word.count {
        for letter in [1, 2] as [UInt32] { edits.insert(Array(word[..<index]) + [letter] + word[index...]) }
        guard index < word.count else { continue }
        edits.insert(Array(word[..<index] + word[(index + 1)...]))
        for letter in [1, 2] as [UInt32] { edits.insert(Array(word[..<index]) + [letter] + word[(index + 1)...]) }
      }
      return edits.subtracting([word])
    }
    let all = (0...4).flatMap(words)
    for a in all {
      let near = edits(a)
      for b in all { #expect(isOneEditApart(a, b) == near.contains(b), "\(a) \(b)") }
    }
  }
}
