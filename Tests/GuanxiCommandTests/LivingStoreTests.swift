import Foundation
import GRDB
import GraphStorage
import TestSupport
import Testing

@Suite struct LivingStoreTests {
  let graph: LivingGraph

  init() throws { graph = try LivingGraph() }

  private func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: graph.folder.file("pages")).sorted()
  }

  /// Files come, change and go, documents are removed by hand: store and exports are those of one fresh build.
  @Test(arguments: 0..<2 as Range<UInt64>)
  func anySequenceOfBuildsEqualsAFreshOne(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed + 5)
    for step in 0..<4 as Range<UInt64> {
      for index in (0..<6).shuffled(using: &generator).prefix(3) {
        // Few seeds, so that documents print each other's reports.
        try graph.write("\(index).txt", seed: UInt64.random(in: 0..<6, using: &generator))
      }
      if step > 0, let gone = try pages().first {
        try FileManager.default.removeItem(atPath: graph.folder.file("pages/\(gone)"))
      }
      #expect(try graph.run("build", "pages", "--prune").status == 0)
    }
    let last = try #require(try pages().last)
    let outcome = try graph.run("remove", last)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("1 removed"))
    try FileManager.default.removeItem(atPath: graph.folder.file("pages/\(last)"))
    let (lines, files) = (try graph.dump(), try graph.exported())
    #expect(try graph.run("check") == Tool.Outcome(status: 0, output: "sound\n", error: ""))
    #expect(try graph.buildAfresh().status == 0)
    #expect(try graph.dump() == lines)
    #expect(try graph.exported() == files)
  }

  @Test func anUnknownDocumentRemovesNothing() throws {
    try graph.write("0.txt", seed: 1)
    #expect(try graph.run("build", "pages").status == 0)
    let before = try graph.dump()
    let outcome = try graph.run("remove", "0.txt", "nix.txt")
    #expect(outcome.status == 1)
    #expect(
      outcome.error.hasPrefix("Error: graphs/guanxi.sqlite: no document is called 'nix.txt', nothing was removed"))
    #expect(try graph.dump() == before)
  }

  @Test func nothingIsPrunedWhereAFolderCannotBeListed() throws {
    try graph.write("0.txt", seed: 1)
    #expect(try graph.run("build", "pages").status == 0)
    let before = try graph.dump()
    let outcome = try graph.run("build", "nix", "--prune")
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("it is unknown which files are gone"), "\(outcome.error)")
    #expect(try graph.dump() == before)
  }

  @Test func theDayOfIssueComesFromThePageItsNameOrTheOption() throws {
    try graph.folder.write("pages/a.txt", "2024年6月21日 星期五\n金乡县。".utf8)
    try graph.folder.write("pages/b_20240622.txt", "金乡县。".utf8)
    try graph.folder.write("pages/c.txt", "嘉祥县。".utf8)
    func days() throws -> [String] {
      try graph.dump().filter { $0.hasPrefix("document: ") }.map { line in
        let parts = line.split(separator: "'")
        return "\(parts[1]) \(parts.first { $0.hasPrefix("2024-") } ?? "none")"
      }.sorted()
    }
    #expect(try graph.run("build", "pages").status == 0)
    #expect(try days() == ["a.txt 2024-06-21", "b_20240622.txt 2024-06-22", "c.txt none"])
    #expect(try graph.run("build", "pages", "--date", "20240701").status == 0)
    let dated = ["a.txt 2024-06-21", "b_20240622.txt 2024-06-22", "c.txt 2024-07-01"]
    #expect(try days() == dated)
    // Reading it again, as after an update, forgets no day.
    #expect(try graph.run("build", "pages", "--reread").status == 0)
    #expect(try days() == dated)
    #expect(try graph.run("who", "嘉祥县", "--until", "2024-06-30").status == 1)
    let changes = try graph.run("diff", "--from", "2024-07-01", "--to", "2024-07-31").output
    #expect(changes.contains("+ place:嘉祥县") && changes.contains("- place:金乡县"), "\(changes)")
  }

  /// Another kind of window is another extractor; two kinds do not mix.
  @Test func anotherExtractorReadsUnchangedFilesAgain() throws {
    try graph.write("0.txt", seed: 1)
    try graph.write("1.txt", seed: 2)
    #expect(try graph.run("build", "pages").output.contains("(2 read, 0 unchanged"))
    #expect(try graph.run("build", "pages").output.contains("(0 read, 2 unchanged"))
    let mixed = try graph.run("build", "pages/0.txt", "--window", "article")
    #expect(mixed.status == 1)
    #expect(mixed.error.contains("documents here were read with --window sentence, not article"), "\(mixed.error)")
    let before = try graph.dump().count { $0.hasPrefix("name_window: ") }
    #expect(try graph.run("build", "pages", "--window", "article").output.contains("(2 read, 0 unchanged"))
    #expect(try graph.dump().count { $0.hasPrefix("name_window: ") } < before)
    #expect(try graph.run("check").output == "sound\n")
  }

  private static let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../Sources/CLexicon/tables/weights.tsv"
  ).standardizedFileURL.path

  /// Weights that recognise the same names, and tie none of them.
  private func weightsWithoutTies() throws -> String {
    let lines = try String(contentsOfFile: Self.weights, encoding: .utf8).split(separator: "\n")
    let ties = try #require(lines.lastIndex { $0.hasPrefix("#") })
    let features = try #require(lines[ties].split(separator: " ").first { $0.hasPrefix("features=") })
    let header = "# guanxi weights format=1 table=relations \(features) rows=0 checksum=cbf29ce484222325"
    return try graph.folder.write(
      "no_ties.weights", (lines[..<ties].map(String.init) + [header, ""]).joined(separator: "\n").utf8)
  }

  /// What other rules make of the stored names is what they make of the pages; corrections stay.
  @Test func resolvingAnewEqualsAFreshBuild() throws {
    for index in 0..<4 as Range<UInt64> { try graph.write("\(index).txt", seed: index) }
    #expect(try graph.run("build", "pages").status == 0)
    #expect(try graph.run("correct", "hide", "place:嘉祥县@370829").status == 0)
    #expect(try graph.run("correct", "alias", "刘丽", "小刘").status == 0)
    #expect(try graph.run("resolve").output.hasPrefix("documents    0 resolved anew (0 changed), 4 as they were\n"))
    let (before, exports) = (try graph.dump(), try graph.exported())
    let model = try weightsWithoutTies()
    let outcome = try graph.run("resolve", "--model", model)
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    #expect(outcome.output.hasPrefix("documents    4 resolved anew (4 changed), 0 as they were\n"), "\(outcome.output)")
    #expect(
      try graph.run("resolve", "--model", model).output.hasPrefix("documents    0 resolved anew (0 changed), 4 as"))
    func content() throws -> [String] { try graph.dump().filter { !$0.hasPrefix("document: ") } }
    let resolved = (content: try content(), exports: try graph.exported())
    #expect(resolved.exports != exports)
    #expect(try graph.run("check").output == "sound\n")
    // Read by one model and resolved by another, the files are read again by either.
    #expect(try graph.run("build", "pages", "--model", model).output.contains("(4 read, 0 unchanged"))
    #expect(try content() == resolved.content)
    #expect(try graph.exported() == resolved.exports)
    #expect(try graph.run("resolve").output.hasPrefix("documents    4 resolved anew (4 changed), 0 as they were\n"))
    #expect(try content() == before.filter { !$0.hasPrefix("document: ") })
    #expect(try graph.exported() == exports)
  }

  @Test func documentsWithoutTextAreToldInOneLine() throws {
    try graph.write("0.txt", seed: 1)
    #expect(try graph.run("build", "pages").status == 0)
    let queue = try DatabaseQueue(path: graph.folder.file("graphs/guanxi.sqlite"))
    try queue.write { try $0.execute(sql: "DELETE FROM document_text; UPDATE sentence SET text = '甲。'") }
    try queue.close()
    let outcome = try graph.run("resolve", "--model", Self.weights)
    #expect(outcome.status == 0 && outcome.output.hasPrefix("documents    0 resolved anew"))
    #expect(
      outcome.error
        == "graphs/guanxi.sqlite: 1 documents of an older version have no text stored and stay as they are; "
        + "read again with build --reread\n")
  }

  @Test func anotherModelReadsUnchangedFilesAgain() throws {
    try graph.write("0.txt", seed: 1)
    let weights = Self.weights
    #expect(try graph.run("build", "pages").output.contains("(1 read, 0 unchanged"))
    #expect(try graph.run("build", "pages", "--model", weights).output.contains("(1 read, 0 unchanged"))
    #expect(try graph.run("build", "pages", "--model", weights).output.contains("(0 read, 1 unchanged"))
    #expect(try graph.run("build", "pages").output.contains("(1 read, 0 unchanged"))
  }

  @Test func theFingerprintIsThatOfTheProgram() throws {
    try graph.write("0.txt", seed: 1)
    #expect(try graph.run("build", "pages").status == 0)
    let stored = try #require(try graph.store.storedExtractors()["0.txt"])
    #expect(stored.hasPrefix("sentence-") && stored.count == 25)
    // A program with one byte other in its code or tables: here, in the text of a message.
    var program = try Data(contentsOf: try Tool.url())
    let place = try #require(program.range(of: Data("there is no such database".utf8)))
    program[place.lowerBound] = UInt8(ascii: "T")
    let path = try graph.folder.write("other", program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let outcome = try TestSupport.run("sh", ["-c", "cd '\(graph.folder.path)' && exec ./other build pages"])
    #expect(outcome.status == 0 && outcome.output.contains("(1 read, 0 unchanged"), "\(outcome.output)")
    #expect(try graph.store.storedExtractors()["0.txt"] != stored)
  }
}
