import Foundation
import GRDB
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct MigrationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two documents as version 1 stored them, rows numbered as they came.
  private func writeVersion1(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try Schema.migrator.migrate(queue, upTo: "v1")
    let digest = String(repeating: "0", count: 64)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO document VALUES (1, 'b.txt', '\(digest)', '2024-06-21', 20), (2, 'a.txt', '\(digest)', NULL, 20);
          INSERT INTO article VALUES (1, 0, 0, 20, '标题', '[]', '[]'), (2, 0, 0, 20, '', '[]', '[]');
          INSERT INTO sentence VALUES (1, 0, 0, 0, 10, '刘丽到金乡县供电公司。'), (1, 1, 0, 10, 20, '金乡县。'),
            (2, 0, 0, 0, 10, '刘丽。');
          INSERT INTO entity VALUES (1, 'unit', '金乡县供电公司', ''), (2, 'person', '刘丽', ''), (3, 'place', '金乡县', '');
          INSERT INTO appearance VALUES (1, 1, 0, NULL, NULL, NULL), (1, 2, 0, NULL, NULL, NULL),
            (1, 3, 0, 'county', NULL, NULL), (2, 2, 0, NULL, NULL, NULL);
          INSERT INTO alias VALUES (1, 1, '县供电公司');
          INSERT INTO mention VALUES (1, 1, 3, 10, 0), (1, 2, 0, 2, 0), (1, 3, 10, 13, 1), (2, 2, 0, 2, 0);
          INSERT INTO works_with VALUES (1, 2, 'district', 0, '金乡县');
          INSERT INTO relation VALUES (1, 2, 'works_for', 1, '经理', 0, 0, 10, 0, NULL);
          INSERT INTO co_occurrence VALUES (1, 1, 2, 3, 0), (1, 2, 3, 1, NULL);
          """)
    }
    try queue.close()
  }

  @Test func aStoreOfVersion1KeepsWhatItHeld() throws {
    let path = folder.file("old.sqlite")
    try writeVersion1(path)
    let store = try GraphStore(path: path)
    #expect(try store.check() == [])
    #expect(try store.who("金乡县").first?.rows.map(\.name) == ["刘丽"])
    let report = try #require(try store.show("刘丽").first)
    #expect(report.ties.map(\.other.name) == ["金乡县供电公司"])
    #expect(report.together.map(\.other.name) == ["金乡县供电公司", "金乡县"])
    #expect(report.together.map(\.windows) == [3, 1])
    #expect(try store.search("供电").map(\.address.name) == ["金乡县供电公司"])
    // Nobody knows what read these documents, so they are read again.
    #expect(try store.storedDigests(extractor: "sentence-1").isEmpty)
    // Its sentences have their words, but there is no text to resolve.
    #expect(try store.why("刘丽", "金乡县供电公司").map(\.quote.text).first == "刘丽到金乡县供电公司。")
    #expect(try store.who("金乡县").first?.rows.first?.evidence.first?.text == "刘丽到金乡县供电公司。")
    #expect(
      try store.resolve(as: "sentence-1") { _, _ in throw CancellationError() } == ResolutionReport(textless: 2))
    try store.remove(documents: ["b.txt"])
    try store.replace(Page.samples.map(\.extraction))
    #expect(try store.check() == [])
  }

  @Test func aMigratedStoreOpensAgainAsItIs() throws {
    let path = folder.file("old.sqlite")
    try writeVersion1(path)
    let before = try dump(try GraphStore(path: path))
    #expect(try dump(try GraphStore(path: path)) == before)
  }

  @Test func aNewerStoreIsLeftAsItIs() throws {
    let path = folder.file("newer.sqlite")
    do { try GraphStore(path: path).replace(Page.samples.map(\.extraction)) }
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v99')") }
    try queue.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: GraphStorageError.newer(path: path)) { try GraphStore(path: path) }
    #expect(throws: GraphStorageError.newer(path: path)) { try GraphStore(path: path, window: IssueWindow()) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  /// Cut off, as by a copy that failed; and with pages of rubbish.
  @Test(arguments: [0.5, 1.0])
  func aDamagedStoreIsSaidAndLeftAsItIs(part: Double) throws {
    let path = folder.file("damaged.sqlite")
    do {
      let store = try GraphStore(path: path)
      try store.replace((0..<20 as Range<UInt64>).map { Page.random("\($0).txt", seed: $0).extraction })
      try store.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes = bytes.prefix(Int(Double(bytes.count) * part))
    if part == 1 { for index in 8192..<bytes.count { bytes[index] = 0xAB } }
    try bytes.write(to: URL(fileURLWithPath: path))
    let problems: [String]
    do {
      problems = try GraphStore(path: path).check()
    } catch let error as GraphStorageError {
      problems = [error.description]
    }
    #expect(problems.contains { $0.contains("damaged") || $0.hasPrefix("database: ") }, "\(problems)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }
}
