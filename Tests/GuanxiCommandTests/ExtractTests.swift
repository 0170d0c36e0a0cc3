import Foundation
import TestSupport
import Testing

@Suite struct ExtractTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// `doc` and, where there is one, `error` of every line.
  private func documents(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let name = try #require(object?["doc"] as? String)
      return (object?["error"] as? String).map { "\(name): \($0)" } ?? name
    }
  }

  @Test func aLineForEachDocumentInTheOrderOfTheInput() throws {
    for name in ["b.txt", "a.txt", "c/d.md"] { try folder.write("pages/\(name)", "金乡县\(name)。".utf8) }
    try folder.write("first.ocr", "嘉祥县。".utf8)
    let outcome = try Tool.run(["extract", "first.ocr", "-", "pages"], in: folder.path, input: Array("微山县。".utf8))
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    #expect(try documents(outcome.output) == ["first.ocr", "-", "a.txt", "b.txt", "c/d.md"])
  }

  @Test func whatCannotBeReadDoesNotHoldUpTheRest() throws {
    try folder.write("good.txt", "金乡县。".utf8)
    try folder.write("nul.txt", [0x61, 0])
    try folder.write("gb.txt", [0xBD, 0xF0, 0xFF, 0xE7])
    try folder.write("empty.txt", [])
    try folder.write("bare/photo.jpg", [0xFF])
    let outcome = try Tool.run(
      ["extract", "nix.txt", "nul.txt", "bare", "gb.txt", "empty.txt", "good.txt"], in: folder.path)
    let errors = [
      "nix.txt: no such file or folder; check the spelling",
      "nul.txt: is not text: NUL byte at byte 1; give plain text, or name its --encoding",
      "bare: holds no page (.txt, .md, .html, .pdf, .jsonl, or these with .gz); name the files themselves or another folder",
      "gb.txt: is not UTF-8: byte 0xBD at byte 0, nor surely another encoding; name it with --encoding",
      "empty.txt: holds no text; remove it or scan the page again",
    ]
    #expect(outcome.status == 1)
    #expect(outcome.error == errors.map { $0 + "\n" }.joined())
    #expect(try documents(outcome.output) == errors + ["good.txt"])
  }

  @Test(arguments: ["1", "2"])
  func linesOnStandardInputAreDocuments(jobs: String) throws {
    let text = "金乡县委组织部副部长周启山\n介绍。"
    try folder.write("a.txt", text.utf8)
    try folder.write("b.txt", "嘉祥县。".utf8)
    let files = try Tool.run(["extract", "a.txt", "b.txt"], in: folder.path)
    let lines = """
      \u{FEFF} {"doc": "a.txt", "text": "\(text.replacing("\n", with: "\\n"))"}

      {"text": "嘉祥县。", "doc": "b.txt"}
      """
    #expect(try Tool.run(["extract", "-", "--jobs", jobs], in: folder.path, input: Array(lines.utf8)) == files)
    let bad = try Tool.run(
      ["extract", "-", "--jobs", jobs], in: folder.path, input: Array((lines + "\n{\"doc\": 1}\n").utf8))
    #expect(bad.status == 1)
    #expect(bad.error.hasPrefix("-:4: 'doc' is no text; give a line such as "))
    #expect(try documents(bad.output).count == 3 && bad.output.hasPrefix(files.output))
  }

  @Test func standardInputThatBeginsOtherwiseIsAPage() throws {
    for text in ["金乡县。", "\n[1] 金乡县。"] {
      let outcome = try Tool.run(["extract", "-"], in: folder.path, input: Array(text.utf8))
      #expect(outcome.status == 0)
      #expect(try documents(outcome.output) == ["-"])
    }
    let empty = try Tool.run(["extract", "-"], in: folder.path)
    #expect(empty.status == 1 && empty.error == "-: holds no text; remove it or scan the page again\n")
  }

  @Test func anyNumberOfJobsPrintsTheSame() throws {
    for index in 0..<100 { try folder.write("pages/\(index).txt", "金乡县第\(index)页。".utf8) }
    let alone = try Tool.run(["extract", "pages", "--jobs", "1"], in: folder.path)
    #expect(alone.output.split(separator: "\n").count == 100)
    #expect(try Tool.run(["extract", "pages", "--jobs", "2"], in: folder.path) == alone)
    #expect(try Tool.run(["extract", "pages", "--jobs", "8"], in: folder.path) == alone)
    #expect(try Tool.run(["extract", "pages"], in: folder.path) == alone)
  }

  /// Python's own writer spaces and escapes the same way, so reading and writing again gives the same bytes.
  @Test func pythonReadsAndWritesTheSameBytes() throws {
    for (index, text) in ["金乡县“红色合伙人”。", "a\"b\\c\u{1}\u{7F}\u{2028}𠮷", "\t\r\n乡"].enumerated() {
      try folder.write("\(index)\"\\\u{8}.txt", text.utf8)
    }
    #expect(try Tool.run(["extract", ".", "-o", "out.jsonl"], in: folder.path).status == 0)
    let script = """
      import json, sys
      for line in open(sys.argv[1], "rb"):
          assert (json.dumps(json.loads(line), ensure_ascii=False) + "\\n").encode() == line, line
      print("same")
      """
    let outcome = try TestSupport.run("python3", ["-c", script, folder.file("out.jsonl")])
    #expect(outcome.output == "same\n")
  }

  @Test func aFileThatCannotBeWrittenIsTold() throws {
    try folder.write("page.txt", "金乡县。".utf8)
    let full = try Tool.run(["extract", "page.txt", "-o", "/dev/full"], in: folder.path)
    #expect(full.status == 1)
    #expect(full.error.hasPrefix("Error: /dev/full: cannot be written (no space left on device)"), "\(full.error)")
    let nowhere = try Tool.run(["extract", "page.txt", "-o", "nix/out.jsonl"], in: folder.path)
    #expect(nowhere.status == 1)
    #expect(nowhere.error.hasPrefix("Error: nix/out.jsonl: cannot be written (no such file or directory)"))
  }
}
