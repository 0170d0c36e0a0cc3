import Foundation
import TestSupport
import Testing

@Suite struct EvaluateTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("pages/a.txt", "金乡县鱼山街道召开会议。\n".utf8)
    try folder.write("gold/a.json", Self.gold("a.txt").utf8)
  }

  private static func gold(_ page: String, type: String = "place") -> String {
    """
    {"doc": "\(page)", "relations": [], "articles": [], "entities": [
      {"id": "e1", "type": "\(type)", "name": "金乡县", "surfaces": ["金乡县"]},
      {"id": "e2", "type": "place", "name": "鱼山街道", "surfaces": ["鱼山街道"]},
      {"id": "e3", "type": "programme", "name": "会议", "surfaces": ["会议"]}]}
    """
  }

  @Test func aTableAndTheErrorsBelowIt() throws {
    let outcome = try Tool.run(["evaluate", "gold", "pages", "--errors", "2"], in: folder.path)
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "1 documents")
    #expect(
      lines.contains("entities   place          P 1.000  R 1.000  F1 1.000   (2 right, 0 wrong, 0 missed)"))
    #expect(lines.suffix(2) == ["a.t\tentity-\tprogramme\t会议", "a.t\tmention-\tprogramme\t会议"])
    #expect(try Tool.run(["evaluate", "gold", "pages", "--errors", "2", "--jobs", "7"], in: folder.path) == outcome)
  }

  @Test func jsonHasTheSameFigures() throws {
    let outcome = try Tool.run(["evaluate", "gold", "pages", "--format", "json"], in: folder.path)
    let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let rows = report?["entities"] as? [String: [String: Double]]
    #expect(rows?["place"] == ["precision": 1, "recall": 1, "f1": 1, "tp": 2, "fp": 0, "fn": 0])
    #expect(rows?["programme"]?["fn"] == 1)
    #expect(rows?["all"]?["recall"] == 0.6667)
    #expect(
      report?.keys.sorted() == [
        "articles", "canonical_name", "entities", "mentions", "relations", "role", "works_with",
      ])
  }

  @Test func whatCannotBeReadDoesNotHoldUpTheRest() throws {
    try folder.write("gold/b.json", Self.gold("b.txt").utf8)
    try folder.write("gold/c.json", Self.gold("a.txt", type: "people").utf8)
    try folder.write("gold/d.json", "{".utf8)
    try folder.write("gold/e.json", Self.gold("a.txt").replacing("[\"会议\"]", with: "[\"会谈\"]").utf8)
    try folder.write("gold/f.json", #"{"doc": "a.txt", "entities": [{"id": "e1"}]}"#.utf8)
    let outcome = try Tool.run(["evaluate", "gold", "pages"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("2 documents\n"))
    let errors = outcome.error.split(separator: "\n")
    try #require(errors.count == 5, "\(outcome.error)")
    #expect(errors[0] == "gold/b.json: its page pages/b.txt: no such file or folder; check the spelling")
    #expect(
      errors[1]
        == "gold/c.json: entities[0].type: cannot initialize EntityType from invalid String value people; mend it as Annotating pages tells"
    )
    #expect(errors[2].hasPrefix("gold/d.json: at the top: "))
    #expect(errors[3] == "gold/e.json: surface of e3 '会谈' does not stand in the page; copy it from there")
    #expect(errors[4] == "gold/f.json: entities[0]: has no \"type\"; mend it as Annotating pages tells")
  }

  @Test(arguments: ["nix", "pages"])
  func aFolderWithoutAnnotationsIsTold(gold: String) throws {
    let outcome = try Tool.run(["evaluate", gold, "pages"], in: folder.path)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.error == "Error: \(gold): holds no annotation that can be read; "
        + "name a folder of JSON files as Annotating pages tells\n")
  }
}
