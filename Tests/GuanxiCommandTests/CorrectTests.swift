import EntityModel
import Foundation
import GraphStorage
import TestSupport
import Testing

@Suite struct CorrectTests {
  let graph: LivingGraph

  init() throws {
    graph = try LivingGraph()
    try graph.folder.write("pages/a.txt", "金乡县供电公司\n本报金乡讯 金乡县供电公司经理周启山到金乡县人民医院走访。".utf8)
    try graph.folder.write("pages/b.txt", "嘉祥县供电公司\n本报嘉祥讯 嘉祥县供电公司检修线路。".utf8)
    #expect(try graph.run("build", "pages").status == 0)
  }

  private var log: String { graph.folder.file("graphs/guanxi.corrections.txt") }

  /// The answer to `search`, one `type name` a line.
  private func found(_ text: String) throws -> [String] {
    try graph.run("search", text, "--format", "csv").output.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(cells[1]) \(cells[0])"
    }
  }

  @Test func correctionsOutliveEveryBuildAndAreTakenBack() throws {
    let before = try graph.dump()
    let renamed = try graph.run("correct", "rename", "金乡县供电公司", "金乡县电力公司")
    #expect(renamed.status == 0, "\(renamed.error)")
    #expect(renamed.output.hasPrefix("rename unit:金乡县供电公司") && renamed.output.hasSuffix("1 documents changed\n"))
    #expect(try graph.run("correct", "alias", "金乡县电力公司", "县电业局").status == 0)
    #expect(try found("县电业局") == ["unit 金乡县电力公司"])
    let corrected = try graph.dump()
    #expect(try graph.run("build", "pages", "--reread").error.isEmpty)
    #expect(try graph.dump() == corrected)
    // A fresh store takes the corrections from the log.
    try FileManager.default.removeItem(atPath: graph.folder.file("graphs/guanxi.sqlite"))
    #expect(try graph.run("build", "pages").status == 0)
    #expect(try graph.dump() == corrected)
    #expect(try graph.run("correct", "undo").output.hasPrefix("undo alias unit:金乡县电力公司"))
    #expect(try graph.run("correct", "undo", "2").status == 0)
    #expect(try graph.dump() == before)
    #expect(try graph.run("correct", "log").output == "No correction is in force.\n")
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 5 && lines.suffix(2).allSatisfy { $0.hasPrefix("undo\t") })
  }

  @Test func oneThatNoLongerAppliesIsReported() throws {
    #expect(try graph.run("correct", "hide", "嘉祥县供电公司").status == 0)
    try FileManager.default.removeItem(atPath: graph.folder.file("pages/b.txt"))
    let outcome = try graph.run("build", "pages", "--prune")
    #expect(outcome.status == 0)
    #expect(outcome.error.hasPrefix("graphs/guanxi.corrections.txt:2: 'hide unit:嘉祥县供电公司"), "\(outcome.error)")
    #expect(outcome.error.contains("applies to no stored document any more; mend the line or undo it\n"))
    #expect(try graph.run("correct", "log").output.hasSuffix("(0 documents)\n"))
  }

  @Test func anEditedLogIsAppliedByResolve() throws {
    try graph.folder.write("graphs/guanxi.corrections.txt", "# by hand\nretype\tunit:金乡县人民医院@金乡县\tplace\n".utf8)
    let address = try #require(try graph.store.find("金乡县人民医院").first)
    try graph.folder.write(
      "graphs/guanxi.corrections.txt",
      "# by hand\nretype\t\(EntityAddress(type: address.type, name: address.name, anchor: address.anchor))\tplace\n"
        .utf8)
    #expect(try graph.run("correct", "log").output.hasSuffix("(not yet applied)\n"))
    let outcome = try graph.run("resolve")
    #expect(outcome.output.contains("\ncorrections  1 (1 documents changed)\nwritten      graphs/guanxi.sqlite, "))
    #expect(try found("金乡县人民医院") == ["place 金乡县人民医院"])
    #expect(try graph.exported().allSatisfy { !$0.isEmpty })
    try graph.folder.write("graphs/guanxi.corrections.txt", "retype unit:甲 place\n".utf8)
    let wrong = try graph.run("resolve")
    #expect(wrong.status == 1)
    #expect(wrong.error.hasPrefix("Error: graphs/guanxi.corrections.txt:1: 'retype unit:甲 place' is no correction"))
  }

  @Test(arguments: [
    (["hide", "拉萨"], "'拉萨' is not known, nor anything like it"),
    (["hide", "供电"], "'供电' is not known; the nearest names are "),
    (["merge", "金乡县供电公司", "金乡县供电公司"], "unit:金乡县供电公司"),
    (["rename", "金乡县供电公司", "place:金乡"], "place:金乡 is of another type; use merge or retype"),
    (["undo"], "graphs/guanxi.corrections.txt: no correction is in force; there is nothing to undo"),
    (["undo", "7"], "graphs/guanxi.corrections.txt:7: no correction in force stands there"),
  ])
  func whatCannotBeCorrectedChangesNothing(arguments: [String], message: String) throws {
    let before = try graph.dump()
    let outcome = try Tool.run(["correct"] + arguments, in: graph.folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.error.hasPrefix("Error: \(message)"), "\(outcome.error)")
    #expect(!FileManager.default.fileExists(atPath: log))
    #expect(try graph.dump() == before)
  }
}
