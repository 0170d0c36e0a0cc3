import EntityModel
import GRDB
import TestSupport
import Testing

@testable import GraphStorage

/// A stand-in for rules: looks up what a page of the tests says, with one thing changed.
private struct Rules {
  let pages: [String: Page]
  /// What every person is anchored to.
  var anchor: String?

  init(_ pages: [Page], anchor: String? = nil) {
    self.pages = Dictionary(uniqueKeysWithValues: pages.map { ($0.name, $0) })
    self.anchor = anchor
  }

  var extractions: [DocumentExtraction] { pages.values.map { changed($0).extraction } }

  private func changed(_ page: Page) -> Page {
    guard let anchor else { return page }
    var page = page
    for index in page.entities.indices where page.entities[index].type == .person {
      page.entities[index].anchor = anchor
    }
    return page
  }

  func resolve(_ document: Document, _ names: [NameSpan]) throws -> DocumentExtraction {
    let page = try #require(pages[document.name])
    #expect(document.codePoints == page.text.unicodeScalars.map(\.value))
    #expect(document.sha256 == page.sha256 && document.date == page.date)
    #expect(Set(names) == Set(page.extraction.mentions.map(NameSpan.init)))
    return changed(page).extraction
  }
}

@Suite struct ResolveTests {
  private let corrections: [Correction] = [
    .retype(EntityAddress(type: .unit, name: "金源超市", anchor: "金乡县"), to: .place),
    .hide(EntityAddress(type: .programme, name: "社区合伙人")),
    .alias(EntityAddress(type: .person, name: "刘丽", anchor: "甲"), "小刘"),
  ]

  /// As dumps, but for what extracted and what resolved.
  private func content(_ store: GraphStore) throws -> [String] {
    try dump(store).filter { !$0.hasPrefix("document: ") }
  }

  @Test func theStoreIsThatOfAFreshBuildWithTheNewRules() throws {
    let (old, new) = (Rules(Page.samples), Rules(Page.samples, anchor: "甲"))
    let (store, fresh) = (try GraphStore(), try GraphStore())
    try store.apply(corrections)
    try store.replace(old.extractions, extractor: "sentence-1")
    let before = try content(store)
    let report = try store.resolve(as: "sentence-2", new.resolve)
    #expect(report == ResolutionReport(resolved: 2, changed: 2))
    try fresh.apply(corrections)
    try fresh.replace(new.extractions, extractor: "sentence-1")
    #expect(try content(store) == content(fresh))
    #expect(try content(store) != before)
    #expect(try exports(store) == exports(fresh))
    #expect(try store.search("小刘").map(\.address.anchor) == ["甲"])
    #expect(try store.check() == [])
    // And back again.
    #expect(try store.resolve(as: "sentence-1", old.resolve).changed == 2)
    #expect(try content(store) == before)
  }

  @Test func whatIsCurrentStaysAsItIs() throws {
    let rules = Rules(Page.samples)
    let store = try GraphStore()
    try store.replace(rules.extractions, extractor: "sentence-1")
    let before = try dump(store)
    #expect(
      try store.resolve(as: "sentence-1") { _, _ in throw CancellationError() } == ResolutionReport(current: 2))
    #expect(try dump(store) == before)
    #expect(try store.resolve(as: "sentence-2", rules.resolve) == ResolutionReport(resolved: 2, changed: 0))
    // What resolved them is not what read them: neither need read them again and find the same.
    #expect(try store.storedDigests(extractor: "sentence-1").isEmpty)
    #expect(try store.storedDigests(extractor: "sentence-2").isEmpty)
    #expect(try store.storedExtractors().values.allSatisfy { $0 == "sentence-1" })
  }

  @Test func anErrorLeavesWholeDocuments() throws {
    let new = Rules(Page.samples, anchor: "甲")
    let store = try GraphStore()
    try store.replace(Rules(Page.samples).extractions, extractor: "1")
    let before = try dump(store)
    #expect(throws: CancellationError.self) {
      try store.resolve(as: "2") { document, names in
        if document.name == "001_page.txt" { throw CancellationError() }
        return try new.resolve(document, names)
      }
    }
    #expect(try dump(store) == before)
  }

  /// Every kind of blank, characters outside the basic plane, U+0000, and a sentence to the very end.
  @Test func sentencesAreQuotedFromTheText() throws {
    let page = Page(
      "a.txt", "甲局  局长\t𠮷田说：\u{0}好。\n乙局\u{3000}也说\u{A0}好",
      entities: [Entity(type: .unit, name: "甲局"), Entity(type: .unit, name: "乙局")])
    let store = try GraphStore()
    try store.replace([page.extraction])
    #expect(try store.who("甲局").first?.subject.evidence.map(\.text) == ["甲局 局长 𠮷田说：\u{FFFD}好。"])
    #expect(try store.who("乙局").first?.subject.evidence.map(\.text) == ["乙局 也说 好"])
    #expect(try store.check() == [])
    try store.write { try $0.execute(sql: "UPDATE document_text SET text = x'E794'") }
    #expect(try store.check() == ["document_text: 1 texts are damaged or not as long as their documents say"])
    try store.write { try $0.execute(sql: "DELETE FROM document_text") }
    #expect(try store.check() == ["sentence: 2 sentences have neither words nor a text to quote them from"])
  }
}
