import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct CorrectionTests {
  let store: GraphStore
  private let person = EntityAddress(type: .person, name: "周启山", anchor: "金乡县委组织部")
  private let unit = EntityAddress(type: .unit, name: "金乡县供电公司")
  private let shop = EntityAddress(type: .unit, name: "金源超市", anchor: "金乡县")
  private let county = EntityAddress(type: .place, name: "金乡县")

  init() throws {
    store = try GraphStore()
    try store.replace(Page.samples.map(\.extraction))
  }

  private func report(_ name: String) throws -> EntityReport? { try store.show(name).first }

  @Test func mergingJoinsTiesAndKeepsTheName() throws {
    try store.apply([.merge(shop, into: unit)])
    #expect(try store.find("金源超市").map(\.name) == ["金乡县供电公司"])
    let merged = try #require(try report("金乡县供电公司"))
    #expect(merged.aliases == ["金源超市"])
    #expect(!merged.ties.contains { $0.relation == .partnersWith }, "nobody is a partner of himself")
    #expect(merged.ties.contains { $0.relation == .worksFor && $0.other.name == "刘丽" })
  }

  @Test func splittingIsForTheNamedDocumentsAlone() throws {
    let other = EntityAddress(type: .person, name: "周启山", anchor: "嘉祥县")
    try store.apply([.split(person, as: other, documents: ["001_page.txt"])])
    #expect(try store.show("周启山").map(\.address) == [other, person].sorted())
    #expect(try report(person.description)?.documents.map(\.name) == ["000_page.txt"])
    #expect(try report(other.description)?.documents.map(\.name) == ["001_page.txt"])
    #expect(try report(other.description)?.roles == ["部务委员"])
  }

  @Test func renamingAPlaceRenamesItWhereverItIsNamed() throws {
    try store.apply([.rename(county, to: EntityAddress(type: .place, name: "金乡市"))])
    #expect(try store.find("金乡县").map(\.name) == ["金乡市"])
    #expect(try report("刘丽")?.districts == ["金乡市"])
    #expect(try report("鱼山街道")?.parent == "金乡市")
    #expect(try store.districts().map(\.name) == ["嘉祥县", "金乡市"].sorted { _, b in b == "嘉祥县" })
  }

  @Test func aNewTypeKeepsTheTiesThatFit() throws {
    try store.apply([.retype(shop, to: .place)])
    let place = try #require(try report("金源超市"))
    #expect(place.address.type == .place)
    #expect(place.ties.map(\.relation) == [.partnersWith], "a unit may have a place for a partner")
    try store.apply([.retype(unit, to: .programme)])
    #expect(try report("金乡县供电公司")?.ties.isEmpty == true)
  }

  @Test func whatIsHiddenIsNowhere() throws {
    try store.apply([.hide(person)])
    #expect(try store.find("周启山").isEmpty)
    #expect(try store.search("zqs").isEmpty)
    #expect(try store.who("金乡县").first?.rows.contains { $0.name == "周启山" } == false)
  }

  @Test func anAliasIsFound() throws {
    try store.apply([.alias(unit, "县电业局")])
    #expect(try store.find("县电业局").map(\.name) == ["金乡县供电公司"])
    #expect(try store.search("电业").first?.matched == "县电业局")
  }

  @Test func eachSeesWhatTheEarlierOnesLeft() throws {
    let renamed = EntityAddress(type: .unit, name: "金源百货", anchor: "金乡县")
    try store.apply([.rename(shop, to: renamed), .merge(renamed, into: unit), .hide(unit)])
    #expect(try store.find("金源超市").isEmpty && store.find("金乡县供电公司").isEmpty)
    #expect(try store.corrections().map(\.documents) == [1, 1, 1])
  }

  @Test func takingThemBackRestoresEverything() throws {
    let before = try dump(store)
    let new = EntityAddress(type: .person, name: "周启三")
    try store.apply([
      .merge(shop, into: unit), .rename(person, to: new), .retype(county, to: .unit), .hide(unit), .alias(new, "周部长"),
    ])
    #expect(try dump(store) != before)
    #expect(try store.check() == [])
    #expect(try store.apply([]) == 2)
    #expect(try dump(store) == before)
  }

  @Test func oneThatAppliesToNothingStaysAndIsTold() throws {
    try store.apply([.hide(EntityAddress(type: .unit, name: "无此局")), .hide(shop)])
    #expect(try store.corrections().map(\.documents) == [0, 1])
    try store.remove(documents: ["000_page.txt"])
    #expect(try store.corrections().map(\.documents) == [0, 0])
    try store.replace([Page.samples[0].extraction])
    #expect(try store.corrections().map(\.documents) == [0, 1])
    #expect(try store.find("金源超市").isEmpty)
  }
}

@Suite struct CorrectionLogTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let unit = EntityAddress(type: .unit, name: "甲@局\\", anchor: "金乡县")

  @Test func everyCorrectionIsALineAndBack() throws {
    let other = EntityAddress(type: .unit, name: "乙局")
    let all: [Correction] = [
      .merge(unit, into: other), .split(unit, as: other, documents: ["a b.txt", "c.txt"]), .rename(unit, to: other),
      .retype(unit, to: .programme), .hide(unit), .alias(unit, "丙 局"),
    ]
    var log = try CorrectionLog(path: folder.file("log.txt"))
    for correction in all { try log.append(correction) }
    let read = try CorrectionLog(path: folder.file("log.txt"))
    #expect(read.entries == log.entries)
    #expect(read.entries.map(\.correction) == all)
    #expect(read.entries.map(\.line) == Array(2...7))
    #expect(all[0].line == "merge\tunit:甲\\@局\\\\@金乡县\tunit:乙局")
  }

  @Test func undoIsALineToo() throws {
    var log = try CorrectionLog(path: folder.file("log.txt"))
    try log.append(.hide(unit))
    try log.append(.alias(unit, "丙局"))
    #expect(try log.undo(line: 2) == .hide(unit))
    let text = try String(contentsOfFile: folder.file("log.txt"), encoding: .utf8)
    #expect(text.split(separator: "\n").count == 4 && text.hasSuffix("\nundo\t\(Correction.hide(unit).line)\n"))
    #expect(try CorrectionLog(path: folder.file("log.txt")).entries.map(\.correction) == [.alias(unit, "丙局")])
    #expect(throws: GraphStorageError.self) { try log.undo(line: 2) }
  }

  @Test(arguments: [
    ("remove\tunit:甲局", "'remove' is no correction"), ("merge\tunit:甲局", "'merge' has the wrong number of fields"),
    ("hide\t甲局", "'甲局' names no entity"), ("retype\tunit:甲局\ttown", "'town' is no type"),
    ("rename\tunit:甲局\tplace:甲局", "place:甲局 is of another type"), ("merge\tunit:甲\tunit:甲", "unit:甲 would stay"),
    ("undo\thide\tunit:甲局", "there is no such line before it"),
  ])
  func aWrongLineIsToldWithItsNumber(line: String, reason: String) throws {
    let path = try folder.write("log.txt", "# made by hand\r\n\r\n\(line)\r\n".utf8)
    let error = #expect(throws: GraphStorageError.self) { try CorrectionLog(path: path) }
    #expect(try #require(error).description.hasPrefix("\(path):3: \(reason)"), "\(String(describing: error))")
  }

  @Test func whatIsNoTextIsTold() throws {
    let path = try folder.write("log.txt", [0xFF, 0xFE])
    #expect(throws: GraphStorageError.badLog(path: path)) { try CorrectionLog(path: path) }
  }

  @Test func itStandsBesideTheStore() {
    #expect(CorrectionLog.path(besideStore: "graphs/guanxi.sqlite") == "graphs/guanxi.corrections.txt")
  }
}

@Suite struct EntityAddressTests {
  /// Marks that combine with the signs that are escaped, among them.
  @Test(arguments: [
    "周启山", "a@b", "a\\b", "\\", "@", "\\@", "\\\u{6ED}", "@\u{301}", "a\\\u{6ED}@\u{301}b", "\u{301}", "\0",
  ])
  func anAddressIsReadAsItIsWritten(name: String) {
    for address in [EntityAddress(type: .person, name: name), EntityAddress(type: .unit, name: "甲", anchor: name)] {
      let read = EntityAddress(address.description)
      #expect(read?.name.unicodeScalars.elementsEqual(address.name.unicodeScalars) == true)
      #expect(read?.anchor.unicodeScalars.elementsEqual(address.anchor.unicodeScalars) == true)
    }
  }
}
