import Foundation
import GraphStorage
import TestSupport
import Testing

/// What pages may come as.
@Suite struct InputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let text = "金乡县供电公司经理周启山表示，鱼山街道要用好“社区合伙人”机制。\n"

  private func line(_ name: String, _ text: String = text) -> String {
    "{\"doc\": \"\(name)\", \"text\": \"\(text.replacing("\n", with: "\\n"))\"}\n"
  }

  /// The lines of JSON of an output.
  private func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// A value with its keys in order.
  private func sorted(_ value: Any?) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: [try #require(value)], options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  private func convert(_ text: String, _ encoding: String, to name: String) throws {
    try folder.write("source", text.utf8)
    let (source, target) = (folder.file("source"), folder.file(name))
    try #require(try run("sh", ["-c", "iconv -f UTF-8 -t \(encoding) '\(source)' > '\(target)'"]).status == 0)
  }

  @Test func everyEncodingAndFormatSaysTheSame() throws {
    try folder.write("0.txt", Self.text.utf8)
    try convert(Self.text, "GB18030", to: "1.txt")
    try convert(Self.text, "UTF-16", to: "2.txt")
    try folder.write("3.html", "<script>1</script><p>\(Self.text)".utf8)
    try folder.write("4.jsonl", line("4").utf8)
    try folder.write("5.txt", Self.text.utf8)
    try folder.write("6.jsonl", line("6").utf8)
    try #require(try run("gzip", [folder.file("5.txt"), folder.file("6.jsonl")]).status == 0)
    let files = ["0.txt", "1.txt", "2.txt", "3.html", "4.jsonl", "5.txt.gz", "6.jsonl.gz"]
    let decoded = try Tool.run(["decode"] + files, in: folder.path)
    #expect(decoded.status == 0 && decoded.error.isEmpty)
    let documents = try objects(decoded.output)
    #expect(
      documents.compactMap { $0["doc"] as? String } == [
        "0.txt", "1.txt", "2.txt", "3.html", "4", "5.txt.gz", "6",
      ])
    #expect(documents.allSatisfy { $0["text"] as? String == Self.text })
    #expect(documents.compactMap { $0["encoding"] as? String }.prefix(3) == ["UTF-8", "GB18030", "UTF-16LE"])
    #expect(documents.compactMap { $0["confidence"] as? Double }.prefix(3) == [1, 0.999, 1])
    let found = try Tool.run(["extract"] + files, in: folder.path)
    #expect(found.status == 0 && found.error.isEmpty)
    let mentions = try objects(found.output).map { try sorted($0["mentions"]) }
    #expect(mentions.count == 7 && Set(mentions).count == 1)
  }

  @Test func whatWasDecodedIsReadAgain() throws {
    try convert(Self.text, "GB18030", to: "a.txt")
    try #require(try Tool.run(["decode", "a.txt", "-o", "a.jsonl"], in: folder.path).status == 0)
    let (file, lines) = (
      try Tool.run(["extract", "a.txt"], in: folder.path), try Tool.run(["extract", "a.jsonl"], in: folder.path)
    )
    let (a, b) = (try objects(file.output)[0], try objects(lines.output)[0])
    for key in ["doc", "mentions", "entities", "relations", "articles"] {
      #expect(try sorted(a[key]) == sorted(b[key]))
    }
  }

  @Test func anEncodingCanBeForced() throws {
    try convert("乡", "GB18030", to: "a.txt")
    let unsure = try Tool.run(["decode", "a.txt"], in: folder.path)
    #expect(unsure.status == 1)
    #expect(
      unsure.error == "a.txt: is not UTF-8: byte 0xCF at byte 0, nor surely another encoding; name it with --encoding\n"
    )
    let told = try Tool.run(["decode", "a.txt", "--encoding", "gbk"], in: folder.path)
    #expect(try objects(told.output)[0]["text"] as? String == "乡")
    let wrong = try Tool.run(["extract", "a.txt", "--encoding", "utf-8"], in: folder.path)
    #expect(wrong.status == 1)
    #expect(wrong.error == "a.txt: is not UTF-8: byte 0xCF at byte 0; mend it or name another --encoding\n")
    #expect(try Tool.run(["extract", "a.txt", "--encoding", "latin1"], in: folder.path).status == 64)
  }

  @Test func aBuildReadsLinesAndPrunesByTheirNames() throws {
    try folder.write("pages/p.txt", "嘉祥县妇联。".utf8)
    try folder.write("pages/d.jsonl", (line("a") + line("b")).utf8)
    let build = ["build", "pages", "--prune"]
    let first = try Tool.run(build, in: folder.path)
    #expect(first.status == 0 && first.output.hasPrefix("documents  3 (3 read, 0 unchanged, 0 failed)"))
    #expect(try Tool.run(build, in: folder.path).output.hasPrefix("documents  3 (0 read, 3 unchanged, 0 failed)"))
    try folder.write("pages/d.jsonl", (line("b") + line("c", "微山县供电公司。")).utf8)
    let third = try Tool.run(build, in: folder.path)
    #expect(third.output.hasPrefix("documents  3 (1 read, 2 unchanged, 0 failed"), "\(third)")
    let store = try GraphStore(path: folder.file("graphs/guanxi.sqlite"), creating: false)
    #expect(try store.storedDigests().keys.sorted() == ["b", "c", "p.txt"])
  }

  @Test func badLinesAndNamesThatComeTwiceAreTold() throws {
    try folder.write("d.jsonl", (line("a") + "{}\n" + line("a", "嘉祥县。") + line("b")).utf8)
    let outcome = try Tool.run(["build", "d.jsonl"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("documents  2 (2 read, 0 unchanged, 2 failed)"), "\(outcome)")
    #expect(
      outcome.error == """
        d.jsonl:2: 'doc' is missing; give a line such as {"doc": "a.txt", "text": "…", "date": "2024-06-21"}
        a: is the name of two documents, and the first was taken; give each its own

        """)
    let prune = try Tool.run(["build", "d.jsonl", "--prune"], in: folder.path)
    #expect(prune.status == 1 && prune.error.contains("d.jsonl:2: 'doc' is missing"))
  }

  @Test func standardInputIsAPageOrLines() throws {
    for (input, names) in [(Self.text, ["-"]), (line("a") + line("b"), ["a", "b"])] {
      let decoded = try Tool.run(["decode", "-"], in: folder.path, input: Array(input.utf8))
      #expect(try objects(decoded.output).compactMap { $0["doc"] as? String } == names)
      let built = try Tool.run(["build", "-", "--out", "g\(names.count)"], in: folder.path, input: Array(input.utf8))
      #expect(built.status == 0 && built.output.hasPrefix("documents  \(names.count) "))
    }
    let big = try Tool.run(["decode", "-"], in: folder.path, input: [0xFF, 0xFE, 0x61, 0])
    #expect(try objects(big.output)[0]["text"] as? String == "a")
  }

  @Test func pdfNeedsAReader() throws {
    try folder.write("p.pdf", "%PDF-1.4\n".utf8)
    try folder.write("p.txt", Self.text.utf8)
    let outcome = try Tool.run(["extract", "p.pdf", "p.txt"], in: folder.path, path: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.error == "p.pdf: is PDF, and pdftotext is not installed; install poppler-utils or give text\n")
    #expect(try objects(outcome.output).count == 2)
  }

  @Test func aCutArchiveOfLinesGivesWhatCame() throws {
    let lines = (0..<5_000).map { line("\($0)", "第\($0 &* 7919)页。") }.joined()
    try folder.write("d.jsonl", lines.utf8)
    try #require(try run("gzip", [folder.file("d.jsonl")]).status == 0)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("d.jsonl.gz"))))
    try folder.write("d.jsonl.gz", bytes.dropLast(20))
    let outcome = try Tool.run(["decode", "d.jsonl.gz"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.error == "d.jsonl.gz: is damaged gzip; copy it again\n")
  }
}
