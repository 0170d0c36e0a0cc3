import Foundation
import TestSupport
import Testing

@Suite struct BuildTests {
  static let exports = ["guanxi.graphml", "guanxi.dot", "guanxi.svg"]
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for index in 0..<3 { try folder.write("seeds/\(index).txt", "金乡县第\(index)页。\n嘉祥县。".utf8) }
  }

  private func contents(_ names: [String]) throws -> [Data] {
    try names.map { try Data(contentsOf: URL(fileURLWithPath: folder.file("graphs/\($0)"))) }
  }

  @Test func aSecondBuildReadsNothingAndWritesTheSameBytes() throws {
    let first = try Tool.run(["build"], in: folder.path)
    #expect(first.status == 0, "\(first.error)")
    #expect(first.output.hasPrefix("documents  3 (3 read, 0 unchanged, 0 failed)\n"), "\(first.output)")
    let written = ["guanxi.sqlite"] + Self.exports
    #expect(first.output.hasSuffix("written    \(written.map { "graphs/" + $0 }.joined(separator: ", "))\n"))
    let before = try contents(Self.exports)
    let second = try Tool.run(["build"], in: folder.path)
    #expect(second.status == 0)
    #expect(second.output.hasPrefix("documents  3 (0 read, 3 unchanged, 0 failed)\n"))
    #expect(try contents(Self.exports) == before)
    #expect(try Tool.run(["build", "--reread", "--jobs", "2"], in: folder.path).output == first.output)
    #expect(try contents(Self.exports) == before)
  }

  @Test func changedFilesAreReadAndEarlierOnesStay() throws {
    #expect(try Tool.run(["build"], in: folder.path).status == 0)
    try folder.write("seeds/1.txt", "微山县。".utf8)
    try folder.write("more/4.txt", "鱼台县。".utf8)
    try FileManager.default.removeItem(atPath: folder.file("seeds/2.txt"))
    let outcome = try Tool.run(["build", "seeds", "more"], in: folder.path)
    #expect(outcome.output.hasPrefix("documents  4 (2 read, 1 unchanged, 0 failed)\n"), "\(outcome.output)")
  }

  @Test func whatFailsIsToldAndTheRestIsBuilt() throws {
    try folder.write("seeds/bad.txt", [0xFF])
    let outcome = try Tool.run(["build", "seeds", "nix", "--out", "a/b"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(
      outcome.error == """
        nix: no such file or folder; check the spelling
        seeds/bad.txt: is not UTF-8: byte 0xFF at byte 0, nor surely another encoding; name it with --encoding

        """)
    #expect(outcome.output.hasPrefix("documents  3 (3 read, 0 unchanged, 2 failed)\n"))
    #expect(outcome.output.contains("written    a/b/guanxi.sqlite, a/b/guanxi.graphml"))
  }

  @Test func withoutGraphvizThereIsNoPictureButAWord() throws {
    let outcome = try Tool.run(["build"], in: folder.path, path: "/nowhere")
    #expect(outcome.status == 0)
    #expect(
      outcome.error == "graphs/guanxi.svg: not drawn, Graphviz was not found; install graphviz and build again\n")
    #expect(!outcome.output.contains("svg"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("graphs/guanxi.svg")))
  }

  @Test func placesThatCannotBeWrittenAreTold() throws {
    try folder.write("file", "not a database".utf8)
    let under = try Tool.run(["build", "--out", "file/below"], in: folder.path)
    #expect(under.status == 1)
    #expect(
      under.error
        == "Error: file/below: this folder cannot be made; check its parent's permissions or choose another\n")
    let foreign = try Tool.run(["build", "--db", "file"], in: folder.path)
    #expect(foreign.status == 1)
    #expect(foreign.error.hasPrefix("Error: file: this is not a database"), "\(foreign.error)")
  }
}
