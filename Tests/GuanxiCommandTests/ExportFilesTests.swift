import Foundation
import TestSupport
import Testing

@testable import GuanxiCommand

@Suite struct ExportFilesTests {
  /// Few nodes, or a tenth of the documents, are reason enough.
  @Test(
    arguments: [
      (nil, 10_000, 5_000, 0, true), (nil, 10_001, 5_000, 499, false), (nil, 10_001, 5_000, 500, true),
      (true, 1_000_000, 5_000, 0, true), (false, 10, 5, 5, false),
    ] as [(Bool?, Int, Int, Int, Bool)])
  func exportsAreWrittenWhereThatIsQuickOrWorthIt(
    wanted: Bool?, nodes: Int, documents: Int, changed: Int, areDue: Bool
  ) {
    let files = ExportFiles(folder: "graphs", areWanted: wanted)
    #expect(files.areDue(nodes: nodes, documents: documents, changed: changed) == areDue)
  }

  @Test func theyCanBeLeftOut() throws {
    let folder = try TemporaryFolder()
    try folder.write("seeds/a.txt", "金乡县供电公司。".utf8)
    let outcome = try Tool.run(["build", "--no-export"], in: folder.path)
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    #expect(
      outcome.output.hasSuffix("edges      not counted; guanxi stats counts them\nwritten    graphs/guanxi.sqlite\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("graphs/guanxi.graphml")))
    #expect(try Tool.run(["build"], in: folder.path).output.contains("graphs/guanxi.graphml"))
  }
}
