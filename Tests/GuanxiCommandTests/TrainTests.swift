import Foundation
import TestSupport
import Testing

@Suite struct TrainTests {
  let folder: TemporaryFolder
  private let text = "金乡县鱼山街道召开“红色合伙人”会议。\n金乡县供电公司经理周启山说，鱼山街道用电无忧。\n"

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a", "b", "c"] {
      try folder.write("pages/\(name).txt", text.utf8)
      try folder.write("gold/\(name).json", Self.gold("\(name).txt").utf8)
    }
  }

  private static func gold(_ page: String) -> String {
    """
    {"doc": "\(page)", "articles": [], "entities": [
      {"id": "e1", "type": "place", "name": "金乡县", "surfaces": ["金乡县"]},
      {"id": "e2", "type": "place", "name": "鱼山街道", "surfaces": ["鱼山街道"]},
      {"id": "e3", "type": "unit", "name": "金乡县供电公司", "surfaces": ["金乡县供电公司"], "districts": ["金乡县"]},
      {"id": "e4", "type": "person", "name": "周启山", "surfaces": ["周启山"], "districts": ["金乡县"]},
      {"id": "e5", "type": "programme", "name": "红色合伙人", "surfaces": ["红色合伙人"]}],
      "relations": [{"from": "e4", "relation": "works_for", "to": "e3", "role": "经理"}]}
    """
  }

  @Test func whatIsLearnedIsFound() throws {
    let outcome = try Tool.run(["train", "gold", "pages", "-o", "my.weights"], in: folder.path)
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.error == "my.weights: learned from 3 pages; 0 of their mentions no recogniser proposes\n")
    let score = try Tool.run(["evaluate", "gold", "pages", "--model", "my.weights"], in: folder.path)
    #expect(score.status == 0 && score.error.isEmpty)
    let lines = score.output.split(separator: "\n")
    #expect(
      lines.contains("mentions   all            P 1.000  R 1.000  F1 1.000   (18 right, 0 wrong, 0 missed)"))
    #expect(
      lines.contains("relations  works_for      P 1.000  R 1.000  F1 1.000   (3 right, 0 wrong, 0 missed)"))
    for command in [["extract", "pages"], ["build", "pages", "--out", "graphs"]] {
      #expect(try Tool.run(command + ["--model", "my.weights"], in: folder.path).status == 0)
    }
  }

  @Test func equalPagesGiveEqualBytes() throws {
    #expect(try Tool.run(["train", "gold", "pages", "--passes", "3"], in: folder.path).status == 0)
    #expect(try Tool.run(["train", "gold", "pages", "--passes", "3", "-o", "b"], in: folder.path).status == 0)
    let first = try Data(contentsOf: URL(fileURLWithPath: folder.file("guanxi.weights")))
    #expect(first == (try Data(contentsOf: URL(fileURLWithPath: folder.file("b")))))
    #expect(first.count > 1000)
  }

  @Test func crossValidationMeasuresPagesThatWereNotLearnedFrom() throws {
    let outcome = try Tool.run(
      ["train", "gold", "pages", "--cross-validate", "3", "--jobs", "1"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("3 documents\n"))
    #expect(outcome.output.contains("mentions   all            P 1.000  R 1.000  F1 1.000   (18 right, "))
    let parallel = try Tool.run(["train", "gold", "pages", "--cross-validate", "3", "--jobs", "3"], in: folder.path)
    #expect(parallel.output == outcome.output)
    #expect(!FileManager.default.fileExists(atPath: folder.file("guanxi.weights")))
  }

  /// The pages all teach the same; without it, nothing is known of what only one of them says.
  @Test func thePageThatIsMeasuredIsNotLearnedFrom() throws {
    try folder.write("pages/c.txt", "蒙山诗会。\n".utf8)
    let gold = """
      {"doc": "c.txt", "articles": [], "relations": [], "entities": [
        {"id": "e1", "type": "programme", "name": "蒙山诗会", "surfaces": ["蒙山诗会"]}]}
      """
    try folder.write("gold/c.json", gold.utf8)
    let outcome = try Tool.run(["train", "gold", "pages", "--cross-validate", "3"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("mentions   programme      P 1.000  R 0.667"))
    #expect(try Tool.run(["train", "gold", "pages"], in: folder.path).status == 0)
    let learned = try Tool.run(["evaluate", "gold", "pages", "--model", "guanxi.weights"], in: folder.path)
    #expect(learned.output.contains("mentions   programme      P 1.000  R 1.000"))
  }

  @Test func weightsThatDoNotHoldAreRefusedInOneLine() throws {
    try folder.write("w", "0\t1\n".utf8)
    for command in [["evaluate", "gold", "pages"], ["extract", "pages"], ["build", "pages"]] {
      let outcome = try Tool.run(command + ["--model", "w"], in: folder.path)
      #expect(outcome.status == 1 && outcome.output.isEmpty)
      #expect(outcome.error == "Error: w:1: is no header of a table of weights; learn a file with guanxi train\n")
    }
    let missing = try Tool.run(["extract", "pages", "--model", "nix"], in: folder.path)
    #expect(missing.error == "Error: nix: cannot be read; check the spelling and its permissions\n")
  }

  @Test(arguments: [
    (["--cross-validate", "4"], "gold: holds fewer than 4 pages; annotate more or cross-validate by fewer parts"),
    (["-o", "nix/w"], "nix/w: cannot be written (no such file or directory); what stood there before is untouched"),
  ])
  func whatCannotBeDoneIsTold(options: [String], message: String) throws {
    let outcome = try Tool.run(["train", "gold", "pages"] + options, in: folder.path)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.error == "Error: \(message)\n")
  }

  @Test(arguments: [["--passes", "0"], ["--cross-validate", "1"]])
  func numbersThatMakeNoSenseAreRefused(options: [String]) throws {
    let outcome = try Tool.run(["train", "gold", "pages"] + options, in: folder.path)
    #expect(outcome.status == 64)
  }
}
