import Foundation
import GraphStorage
import TestSupport
import Testing

@Suite struct WhoTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("graphs"), withIntermediateDirectories: true)
    try GraphStore(path: folder.file("graphs/guanxi.sqlite")).replace(Page.samples.map(\.extraction))
  }

  @Test(arguments: [("table", "txt"), ("json", "json"), ("csv", "csv")])
  func answersInEveryFormat(format: String, ending: String) throws {
    let outcome = try Tool.run(["who", "金乡县", "--format", format], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    try expectSnapshot(outcome.output, "who.\(ending)")
    // A short form and stray blanks ask for the same.
    #expect(try Tool.run(["who", " 金 乡", "-f", format], in: folder.path) == outcome)
  }

  @Test func otherProgramsReadTheAnswer() throws {
    let json = try Tool.run(["who", "金乡县", "--format", "json"], in: folder.path).output
    let answers = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    let names = answers.map { $0["name"] as? String }
    #expect(names.contains("周启山"))
    let csv = try folder.write("who.csv", try Tool.run(["who", "金乡县", "-f", "csv"], in: folder.path).output.utf8)
    let script = "import csv, sys; print([row['name'] for row in csv.DictReader(open(sys.argv[1]))])"
    let expected = "[\(names.map { "'\($0 ?? "")'" }.joined(separator: ", "))]\n"
    #expect(try TestSupport.run("python3", ["-c", script, csv]).output == expected)
  }

  @Test func theLimitHolds() throws {
    let outcome = try Tool.run(["who", "金乡县", "--limit", "1", "--format", "csv"], in: folder.path)
    #expect(outcome.output.split(separator: "\n").count == 2)
  }

  @Test func aNameWithMoreBeforeItIsTakenForItsEnd() throws {
    let outcome = try Tool.run(["who", "济宁市金乡县供电公司", "-f", "csv"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output == (try Tool.run(["who", "金乡县供电公司", "-f", "csv"], in: folder.path).output))
    #expect(outcome.error == "'济宁市金乡县供电公司' is taken for 金乡县供电公司 (its end)\n")
  }

  @Test func anUnknownNameEndsWithTheNearestOnes() throws {
    let near = try Tool.run(["who", "供电"], in: folder.path)
    #expect(
      near
        == Tool.Outcome(
          status: 1, output: "", error: "Error: '供电' is not known; the nearest names are 嘉祥县供电公司、金乡县供电公司\n"))
    let far = try Tool.run(["who", "拉萨"], in: folder.path)
    #expect(far.status == 1)
    #expect(
      far.error
        == "Error: '拉萨' is not known, nor anything like it; check the spelling or build with more pages\n")
  }

  @Test(arguments: [("金香县", "金乡县"), ("jxxwzzb", "金乡县委组织部"), ("委组织", "金乡县委组织部")])
  func theOneNameThatIsLikeItAnswers(typed: String, meant: String) throws {
    let right = try Tool.run(["who", meant], in: folder.path)
    let like = try Tool.run(["who", typed], in: folder.path)
    #expect(like.status == 0)
    #expect(like.output == right.output)
    #expect(like.error.hasPrefix("'\(typed)' is taken for ") && like.error.contains(":\(meant)"), "\(like.error)")
  }

  @Test func districtAndTypeNarrowTheAnswer() throws {
    func names(_ arguments: [String]) throws -> [String] {
      let csv = try Tool.run(["who"] + arguments + ["--format", "csv"], in: folder.path).output
      return csv.split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[1]) }.sorted()
    }
    #expect(try names(["--district", "金乡", "--type", "unit"]) == ["金乡县供电公司", "金乡县委组织部", "金源超市"])
    #expect(try names(["--district", "嘉祥县", "--type", "person"]) == ["周启山", "陈明"])
    #expect(try names(["周启山", "--district", "嘉祥县"]) == ["陈明"])
    #expect(try names(["周启山", "--type", "programme"]) == [])
    #expect(try names(["金乡县", "--type", "programme"]) == ["社区合伙人"])
    #expect(try names(["嘉祥县", "--since", "2024-07-01"]) == ["周启山", "嘉祥县供电公司", "陈明"])
  }

  @Test func aMissingDatabaseIsToldAndNotMade() throws {
    let outcome = try Tool.run(["who", "金乡县", "--db", "nix.sqlite"], in: folder.path)
    #expect(
      outcome
        == Tool.Outcome(
          status: 1, output: "", error: "Error: nix.sqlite: there is no such database; build it first\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("nix.sqlite")))
  }
}
