import Foundation
import TestSupport
import Testing

/// `guanxi import`, against `guanxi build` of the same pages.
@Suite struct ImportTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (index, district) in ["金乡县", "嘉祥县", "微山县"].enumerated() {
      let text = "\(district)委组织部副部长周启山到\(district)供电公司调研。\(district)供电公司开展“春风行动”。"
      try folder.write("pages/\(index).txt", text.utf8)
    }
  }

  private func contents(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  private func extract(to name: String) throws {
    #expect(try Tool.run(["extract", "pages", "--contributions", "-o", name], in: folder.path).status == 0)
  }

  private func expectTheGraphOfABuild(in out: String) throws {
    #expect(try Tool.run(["build", "pages", "--out", "built"], in: folder.path).status == 0)
    for name in ["graphml", "dot"] {
      #expect(try contents("\(out)/guanxi.\(name)") == contents("built/guanxi.\(name)"))
    }
    for question in ["who", "why"] {
      let names = question == "who" ? ["周启山"] : ["周启山", "unit:金乡县供电公司"]
      let answers = try ["built", out].map {
        try Tool.run([question] + names + ["--db", "\($0)/guanxi.sqlite", "-f", "json"], in: folder.path)
      }
      #expect(answers[0] == answers[1])
    }
  }

  @Test func whatWasExtractedElsewhereIsTheGraphOfABuild() throws {
    try extract(to: "found.jsonl")
    let outcome = try Tool.run(["import", "found.jsonl", "--out", "imported"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.hasPrefix("documents  3 (3 read, 0 unchanged, 0 failed)\n"))
    try expectTheGraphOfABuild(in: "imported")
    // Pages that have not changed are not read again.
    let build = try Tool.run(["build", "pages", "--out", "imported"], in: folder.path)
    #expect(build.output.hasPrefix("documents  3 (0 read, 3 unchanged, 0 failed)\n"))
  }

  @Test func foldersAndStandardInputAreRead() throws {
    try extract(to: "found.jsonl")
    let lines = try contents("found.jsonl").split(separator: "\n")
    for (index, line) in lines.dropLast().enumerated() { try folder.write("parts/part-\(index)", "\(line)\n".utf8) }
    try folder.write("parts/_SUCCESS", [])
    try folder.write("parts/.part-0.crc", [0xFF])
    let outcome = try Tool.run(
      ["import", "parts", "-", "--out", "imported"], in: folder.path, input: Array(lines[2].utf8))
    #expect(outcome.status == 0, "\(outcome.error)")
    try expectTheGraphOfABuild(in: "imported")
  }

  @Test func linesThatAreNoneAreToldAndTheRestIsDone() throws {
    try extract(to: "found.jsonl")
    #expect(try Tool.run(["extract", "pages", "-o", "plain.jsonl"], in: folder.path).status == 0)
    let first = try contents("plain.jsonl").split(separator: "\n")[0]
    let bad = "{\"doc\": \"x\", \"error\": \"holds no text\"}\n\(first)\n甲\n"
    try folder.write("bad.jsonl", (bad + (try contents("found.jsonl"))).utf8)
    let outcome = try Tool.run(["import", "bad.jsonl", "--out", "imported"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.error == """
        bad.jsonl:1: x: holds no text
        bad.jsonl:2: 0.txt: was extracted without --contributions; extract it with it
        bad.jsonl:3: is no contribution of a document; give lines of guanxi extract --contributions

        """)
    #expect(outcome.output.hasPrefix("documents  3 (3 read, 0 unchanged, 3 failed)\n"))
    try expectTheGraphOfABuild(in: "imported")
  }

  @Test func filesThatCannotBeReadAreTold() throws {
    let missing = try Tool.run(["import", "nix.jsonl"], in: folder.path)
    #expect(missing.status == 1)
    #expect(missing.error == "Error: nix.jsonl: no such file or folder; check the spelling\n")
    try FileManager.default.createDirectory(atPath: folder.file("bare"), withIntermediateDirectories: true)
    let bare = try Tool.run(["import", "bare"], in: folder.path)
    #expect(bare.error == "Error: bare: holds no file; name the folder of the job's documents\n")
  }

  /// Another program stands in for Python; the Spark check reads Parquet itself.
  @Test(arguments: [
    (
      "echo \"ModuleNotFoundError: No module named 'pyarrow'\" >&2; exit 1",
      "ModuleNotFoundError: No module named 'pyarrow'"
    ),
    ("exit 3", "python3 ended with 3"),
  ])
  func parquetNeedsPython(script: String, said: String) throws {
    try folder.write("a.parquet", "PAR1…".utf8)
    let python = try folder.write("bin/python3", "#!/bin/sh\n\(script)\n".utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python)
    let outcome = try Tool.run(["import", "a.parquet"], in: folder.path, path: "\(folder.path)/bin:/usr/bin:/bin")
    #expect(outcome.status == 1)
    #expect(
      outcome.error == "Error: a.parquet: Parquet is read by python3 with pyarrow, which says '\(said)'; "
        + "pip install pyarrow, or give JSON Lines\n")
  }

  @Test func aStoreOfOtherWindowsIsLeftAlone() throws {
    #expect(try Tool.run(["build", "pages", "--window", "article", "--out", "g"], in: folder.path).status == 0)
    try extract(to: "found.jsonl")
    let outcome = try Tool.run(["import", "found.jsonl", "--out", "g"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("documents here were read with --window article, not sentence"))
  }
}
