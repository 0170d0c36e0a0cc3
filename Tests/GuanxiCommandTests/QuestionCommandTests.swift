import Foundation
import GraphStorage
import TestSupport
import Testing

/// The commands that ask, over the two sample pages.
@Suite struct QuestionCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("graphs"), withIntermediateDirectories: true)
    try GraphStore(path: folder.file("graphs/guanxi.sqlite")).replace(Page.samples.map(\.extraction))
  }

  @Test(arguments: [
    ("districts", ["districts"]), ("show", ["show", "周启山", "--limit", "3"]), ("why", ["why", "周启山", "金乡县委组织部"]),
    ("path", ["path", "刘丽", "金乡县"]), ("search", ["search", "供电"]),
    ("diff", ["diff", "--from", "2024-07-01", "--to", "2024-07-31"]), ("stats", ["stats"]),
  ])
  func answersInEveryFormat(name: String, arguments: [String]) throws {
    for (format, ending) in [("table", "txt"), ("json", "json"), ("csv", "csv")] {
      let outcome = try Tool.run(arguments + ["--format", format], in: folder.path)
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(outcome.error.isEmpty)
      try expectSnapshot(outcome.output, "\(name).\(ending)")
      if format == "json" { _ = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) }
      guard format == "csv" else { continue }
      let script =
        "import csv, sys; rows = list(csv.reader(sys.stdin)); print(len({len(row) for row in rows}), len(rows) > 1)"
      let file = try folder.write("answer.csv", outcome.output.utf8)
      let read = try TestSupport.run("sh", ["-c", "python3 -c \"$1\" < \"$2\"", "sh", script, file])
      #expect(read.output == "1 True\n", "every line has as many cells as the header")
    }
  }

  @Test(arguments: [
    (["why", "陈明", "金源超市"], "No page ties the two.\n", ""), (["search", "无此局"], "Nothing is called so.\n", ""),
    (
      ["path", "刘丽", "陈明"], "",
      "Error: no path of ties joins '刘丽' and '陈明'; try --together, which lets being named together count\n"
    ),
    (
      ["show", "拉萨"], "",
      "Error: '拉萨' is not known, nor anything like it; check the spelling or build with more pages\n"
    ),
    (
      ["why", "供电公司", "周启山"], "", "Error: '供电公司' is not known; the nearest names are 嘉祥县供电公司、金乡县供电公司\n"
    ),
    (["stats", "--db", "nix.sqlite"], "", "Error: nix.sqlite: there is no such database; build it first\n"),
  ])
  func whatIsNotThereEndsWith1(arguments: [String], output: String, error: String) throws {
    #expect(try Tool.run(arguments, in: folder.path) == Tool.Outcome(status: 1, output: output, error: error))
  }

  @Test func aSoundStoreAndADamagedOne() throws {
    #expect(try Tool.run(["check"], in: folder.path) == Tool.Outcome(status: 0, output: "sound\n", error: ""))
    let script = """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1])
      db.execute("DELETE FROM name WHERE text = '刘丽'")
      db.execute("UPDATE entity SET name = '刘力' WHERE name = '刘丽'")
      db.execute("UPDATE name_window SET size = 9 WHERE ordinal = 1")
      db.execute("DELETE FROM article WHERE document = (SELECT id FROM document WHERE name = '001_page.txt')")
      db.commit()
      """
    #expect(try TestSupport.run("python3", ["-c", script, folder.file("graphs/guanxi.sqlite")]).output == "")
    let outcome = try Tool.run(["check"], in: folder.path)
    #expect(outcome.status == 1)
    for problem in [
      "sentence: 3 rows refer to rows that are not there", "name: 1 names are in use and not listed",
      "name_window: 2 windows name another number of entities than they say",
      "entity: 1 rows have another number than their names give",
      "name_text: the full-text index differs from the names",
    ] {
      #expect(outcome.output.contains(problem), "\(problem): \(outcome.output)")
    }
  }

  @Test func exportsOfSomeDays() throws {
    let outcome = try Tool.run(["export", "--until", "2024-06-30", "-o", "june.graphml"], in: folder.path)
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output.hasPrefix("june.graphml: 9 nodes, "), "\(outcome.output)")
    let june = try String(contentsOfFile: folder.file("june.graphml"), encoding: .utf8)
    #expect(june.contains("刘丽") && !june.contains("陈明"))
  }

  @Test func anotherDatabaseIsTheEarlierOne() throws {
    try GraphStore(path: folder.file("old.sqlite")).replace([Page.samples[0].extraction])
    let outcome = try Tool.run(["diff", "old.sqlite"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("嘉祥县\n  + person:陈明@嘉祥县\n"), "\(outcome.output)")
    let same = try Tool.run(["diff", "graphs/guanxi.sqlite"], in: folder.path)
    #expect(same.output == "Nothing is new and nothing vanished.\n")
  }
}
