import Foundation
import GRDB
import TestSupport
import Testing

@testable import GraphStorage

/// Files that are no store, or one no more: what is said, and that they stay as they are.
@Suite struct StoreFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A store of some pages, all of it in one file.
  private func storeFile(_ name: String) throws -> String {
    let path = folder.file(name)
    let store = try GraphStore(path: path)
    try store.replace((0..<20 as Range<UInt64>).map { Page.random("\($0).txt", seed: $0).extraction })
    try store.database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    try store.database.close()
    return path
  }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  /// Opens the file, reads all of it, and stores into it.
  /// - Returns: what was said, `~` for the folder.
  private func messages(_ path: String) -> [String] {
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return "\(error)".replacing(folder.path, with: "~")
      }
    }
    return [
      message { try check(GraphStore(path: path, creating: false)) },
      message {
        let store = try GraphStore(path: path, creating: false)
        try check(store)
        try store.replace(Page.samples.map(\.extraction))
      },
    ]
  }

  private func check(_ store: GraphStore) throws {
    _ = try store.summary()
    _ = try store.who("金乡县")
    let faults = try store.check()
    if let fault = faults.first { throw GraphStorageError.damaged(path: store.path, reason: "\(fault)") }
  }

  @Test func aSoundFileIsReadAndWritten() throws {
    #expect(messages(try storeFile("sound.sqlite")) == ["", ""])
  }

  @Test(arguments: [0.9, 0.5, 0.1])
  func aTruncatedFileIsTold(share: Double) throws {
    let path = try storeFile("cut.sqlite")
    let whole = try bytes(path)
    let cut = whole.prefix(Int(Double(whole.count) * share) / 4096 * 4096)
    try cut.write(to: URL(fileURLWithPath: path))
    for message in messages(path) {
      #expect(message.hasPrefix("~/cut.sqlite: the database is damaged ("), "\(message)")
      #expect(message.hasSuffix("remove it and build it again"), "\(message)")
    }
    #expect(try bytes(path) == cut)
  }

  @Test(arguments: [0, 16, 30, 68])
  func aDamagedHeadIsTold(at offset: Int) throws {
    let path = try storeFile("head.sqlite")
    var damaged = try bytes(path)
    for index in offset..<min(100, offset + 24) { damaged[index] = 0xAB }
    try damaged.write(to: URL(fileURLWithPath: path))
    for message in messages(path) {
      #expect(message.hasPrefix("~/head.sqlite: "), "\(message)")
      #expect(message.contains("; ") && !message.contains("\n"), "\(message)")
    }
    #expect(try bytes(path) == damaged)
  }

  @Test func noiseInThePagesIsTold() throws {
    let path = try storeFile("noise.sqlite")
    var damaged = try bytes(path)
    for index in 4096..<damaged.count where index % 7 == 0 { damaged[index] ^= 0x5A }
    try damaged.write(to: URL(fileURLWithPath: path))
    for message in messages(path) { #expect(message.hasPrefix("~/noise.sqlite: the database "), "\(message)") }
    #expect(try bytes(path) == damaged)
  }

  @Test func aNewerFileStaysAsItIs() throws {
    let path = try storeFile("newer.sqlite")
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE; INSERT INTO grdb_migrations VALUES ('v99')")
      }
      try queue.close()
    }
    let before = try bytes(path)
    let told = "~/newer.sqlite: this database was written by a newer version; update the program or name another file"
    #expect(messages(path) == [told, told])
    #expect(try bytes(path) == before)
  }

  @Test func anEmptyFileBecomesAStore() throws {
    let path = try folder.write("empty.sqlite", [])
    #expect(messages(path) == ["", ""])
  }
}
