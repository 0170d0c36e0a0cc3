import EntityModel
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct SearchTests {
  private func store(_ entities: [Entity]) throws -> GraphStore {
    let store = try GraphStore()
    let text = entities.map(\.name).joined(separator: "，")
    try store.replace([Page("a.txt", text, entities: entities).extraction])
    return store
  }

  /// A name, then other forms, parts of any length, initials, one character off.
  @Test(arguments: [
    ("金乡县", ["name 金乡县", "part 金乡县供电公司"]), ("金乡", ["alias 金乡县", "part 金乡县供电公司"]),
    ("供", ["part 金乡县供电公司"]), ("公司", ["part 金乡县供电公司"]), ("供电公司", ["part 金乡县供电公司"]),
    ("jxx", ["initials 金乡县", "initials 金乡县供电公司"]), ("JXXGD", ["initials 金乡县供电公司"]),
    ("cqlxx", ["initials 重庆路小学"]), ("zqlxx", ["initials 重庆路小学"]), ("金香县", ["one_off 金乡县"]),
    ("金乡县供申公司", ["one_off 金乡县供电公司"]), ("654", ["part 654便民服务"]), ("县县", []), ("%", []), ("\"", []),
    ("place:金乡县", ["name 金乡县"]), ("unit:金乡县", []), ("", []), ("金乡县\0", []),
  ])
  func kindsOfMatchesInTheirOrder(text: String, expected: [String]) throws {
    let store = try store([
      Entity(type: .place, name: "金乡县", aliases: ["金乡"]), Entity(type: .unit, name: "金乡县供电公司"),
      Entity(type: .unit, name: "重庆路小学"), Entity(type: .programme, name: "654便民服务"),
    ])
    #expect(try store.search(text).map { "\($0.match.rawValue) \($0.address.name)" } == expected)
  }

  @Test func itIsBounded() throws {
    let store = try store((0..<600).map { Entity(type: .unit, name: "第\($0)供电所") })
    #expect(try store.search("供电所", limit: 7).map(\.address.name) == (0..<7).map { "第\($0)供电所" })
    #expect(try store.search("d", limit: 3).count == 3)
    #expect(try store.search("供电所", limit: 0).isEmpty)
  }

  @Test func theBetterDocumentedComesFirst() throws {
    let store = try GraphStore()
    let (one, other) = (Entity(type: .unit, name: "甲供电所"), Entity(type: .unit, name: "乙供电所"))
    try store.replace([
      Page("a", "甲供电所。", entities: [one]).extraction, Page("b", "乙供电所。", entities: [other]).extraction,
      Page("c", "乙供电所！", entities: [other]).extraction,
    ])
    #expect(try store.search("供电").map(\.address.name) == ["乙供电所", "甲供电所"])
  }

  @Test func namesThatAreGoneAreNotFound() throws {
    let store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
    #expect(try store.search("卧龙").count == 1)
    try store.remove(documents: ["001_page.txt"])
    #expect(try store.search("卧龙").isEmpty)
    #expect(try store.search("wls").isEmpty)
  }

  /// Parts against the definition.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func everyPartOfANameIsFound(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("金乡县供电A1·“（𠮷".unicodeScalars)
    let names = Set(
      (0..<40).map { _ in
        String(
          String.UnicodeScalarView(
            (0..<Int.random(in: 1...6, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "金" })
        )
      })
    let store = try store(names.sorted().map { Entity(type: .unit, name: $0) })
    for name in names {
      let scalars = Array(name.unicodeScalars)
      let start = Int.random(in: 0..<scalars.count, using: &generator)
      let end = Int.random(in: start + 1...scalars.count, using: &generator)
      let part = String(String.UnicodeScalarView(scalars[start..<end]))
      let found = Set(
        try store.search(part, limit: 100).filter { $0.match <= .part }.map(\.address.name))
      // FTS5 takes a and A for the same letter, as people do.
      #expect(found == names.filter { $0.lowercased().contains(part.lowercased()) }, "\(part)")
    }
  }
}
