import Foundation
import GRDB
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct GraphStorageErrorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aMissingFileIsNotCreatedUnlessAsked() throws {
    let path = folder.file("none.sqlite")
    #expect(throws: GraphStorageError.missing(path: path)) { try GraphStore(path: path, creating: false) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aMissingFolderIsNamed() throws {
    let path = folder.file("none/a.sqlite")
    let error = #expect(throws: GraphStorageError.self) { try GraphStore(path: path) }
    #expect(try #require(error).description.hasPrefix("\(path): the database cannot be opened"))
  }

  @Test func aTextFileIsNoDatabase() throws {
    let path = folder.file("page.txt")
    let text = String(repeating: "金乡县建立了“社区合伙人”机制。\n", count: 100)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: GraphStorageError.notADatabase(path: path)) { try GraphStore(path: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func theDatabaseOfAnotherProgramIsLeftAsItIs() throws {
    let path = folder.file("other.sqlite")
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE document (id)") }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: GraphStorageError.foreign(path: path)) { try GraphStore(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func aNewerSchemaIsRefused() throws {
    let path = folder.file("newer.sqlite")
    do { _ = try GraphStore(path: path) }
    try DatabaseQueue(path: path).write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v99')") }
    #expect(throws: GraphStorageError.newer(path: path)) { try GraphStore(path: path) }
  }

  @Test func aLockedDatabaseIsSaid() throws {
    let path = folder.file("busy.sqlite")
    let store = try GraphStore(path: path, patience: 0.05)
    let other = try DatabaseQueue(path: path)
    try other.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: GraphStorageError.locked(path: path)) {
        try store.replace(Page.samples.map(\.extraction))
      }
      try db.execute(sql: "ROLLBACK")
    }
    try store.replace(Page.samples.map(\.extraction))
    #expect(try store.summary().documents == 2)
  }

  @Test func aFullDiskIsSaidAndChangesNothing() throws {
    let path = folder.file("full.sqlite")
    let store = try GraphStore(path: path)
    try store.replace([Page.samples[0].extraction])
    try store.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let pages = (0..<40 as Range<UInt64>).map { Page.random("\($0).txt", seed: $0) }
    #expect(throws: GraphStorageError.diskFull(path: path)) { try store.replace(pages.map(\.extraction)) }
    #expect(try store.summary().documents == 1)
  }

  @Test func damageIsSaid() throws {
    let path = folder.file("damaged.sqlite")
    do {
      let store = try GraphStore(path: path)
      try store.replace((0..<20 as Range<UInt64>).map { Page.random("\($0).txt", seed: $0).extraction })
      try store.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in 8192..<bytes.count { bytes[index] = 0xAB }
    try bytes.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: GraphStorageError.self) { try GraphStore(path: path).summary() }
    #expect(try #require(error).description.hasPrefix("\(path): the database is damaged"))
  }

  @Test(.enabled(if: getuid() != 0, "root may write everything"))
  func aReadOnlyFileIsSaid() throws {
    let path = folder.file("fixed.sqlite")
    do { _ = try GraphStore(path: path) }
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    #expect(throws: GraphStorageError.readOnly(path: path)) {
      try GraphStore(path: path).replace(Page.samples.map(\.extraction))
    }
  }

  @Test(arguments: [
    GraphStorageError.missing(path: "p"), .notADatabase(path: "p"), .foreign(path: "p"), .newer(path: "p"),
    .locked(path: "p"), .readOnly(path: "p"), .diskFull(path: "p"), .cannotOpen(path: "p", reason: "r"),
    .damaged(path: "p", reason: "r"), .invalidExtraction(document: "p", reason: "r"), .failed(path: "p", reason: "r"),
  ])
  func messagesAreOneLineWithPlaceAndRemedy(error: GraphStorageError) {
    #expect(error.description.hasPrefix("p: "))
    #expect(error.description.contains("; "))
    #expect(!error.description.contains("\n") && !error.description.hasSuffix("."))
  }
}
