import EntityModel
import Foundation
import TestSupport
import Testing

@testable import GraphExport

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("图.graphml")
  }

  private func content() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }

  private func write(_ text: String, commits: Bool = true) throws {
    let file = try AtomicFile(path: path)
    try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    if commits { try file.commit() }
  }

  @Test func aFileIsReplacedWhole() throws {
    try write("甲")
    #expect(try content() == "甲")
    try write("乙乙")
    #expect(try content() == "乙乙")
    #expect(try names() == ["图.graphml"])
  }

  @Test func withoutCommitNothingChanges() throws {
    try write("甲")
    try write("乙", commits: false)
    #expect(try content() == "甲")
    #expect(try names() == ["图.graphml"])
  }

  @Test func permissionsAndLinksStay() throws {
    try write("甲")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let file = try AtomicFile(path: link)
    try file.commit()
    #expect(try content() == "")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
  }

  @Test func aMissingFolderIsSaid() {
    let path = folder.file("none/a.dot")
    #expect(throws: GraphExportError.cannotWrite(path: path, errno: ENOENT)) { try AtomicFile(path: path) }
  }

  @Test(arguments: [5, 5_000])
  func aFullDiskIsSaid(nodes: Int) throws {
    var graph = ListGraph.sample
    graph.nodes += (5..<nodes).map { .init(id: $0, type: .unit, name: "某局\($0)") }
    let full = GraphExportError.cannotWrite(path: "/dev/full", errno: ENOSPC)
    #expect(throws: full) { try GraphMLWriter().write(graph, toPath: "/dev/full") }
    #expect(throws: full) { try DOTWriter().write(graph, toPath: "/dev/full") }
    #expect(
      full.description
        == "/dev/full: cannot be written (no space left on device); what stood there before is untouched")
  }

  @Test func anErrorOfTheSourceLeavesTheOldFile() throws {
    struct Broken: Error {}
    struct BrokenGraph: GraphSource {
      func forEachNode(_ body: (GraphNode) throws -> Void) throws { try ListGraph.sample.forEachNode(body) }
      func forEachEdge(_ body: (GraphEdge) throws -> Void) throws { throw Broken() }
    }
    try write("甲")
    #expect(throws: Broken.self) { try GraphMLWriter().write(BrokenGraph(), toPath: path) }
    #expect(try content() == "甲")
    #expect(try names() == ["图.graphml"])
  }
}
