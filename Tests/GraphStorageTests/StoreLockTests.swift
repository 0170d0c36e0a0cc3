import Foundation
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct StoreLockTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theSecondIsToldWhoHoldsItAndGivesUp() throws {
    let path = folder.file("a.sqlite")
    let lock = try StoreLock(store: path)
    var holders: [String] = []
    #expect(throws: GraphStorageError.held(path: path, holder: "process \(getpid())")) {
      _ = try StoreLock(store: path, patience: 0.1) { holders.append($0) }
    }
    #expect(holders == ["process \(getpid())"])
    withExtendedLifetime(lock) {}
  }

  @Test func itIsFreeAgainAndLeavesNothing() throws {
    let path = folder.file("a.sqlite")
    for _ in 0..<3 {
      let lock = try StoreLock(store: path, patience: 0)
      withExtendedLifetime(lock) {}
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func theSecondGetsItWhenTheFirstIsDone() async throws {
    let path = folder.file("a.sqlite")
    var lock: StoreLock? = try StoreLock(store: path)
    let second = Task.detached { try StoreLock(store: path, patience: 30) }
    try await Task.sleep(for: .milliseconds(150))
    withExtendedLifetime(lock) {}
    lock = nil
    withExtendedLifetime(try await second.value) {}
  }

  @Test func whatAKilledHolderLeavesIsNoHindrance() throws {
    let path = folder.file("a.sqlite")
    try folder.write("a.sqlite-lock", "999999\n".utf8)
    withExtendedLifetime(try StoreLock(store: path, patience: 0)) {}
  }

  @Test func aMissingFolderIsNamed() {
    let path = folder.file("nix/a.sqlite")
    #expect(throws: GraphStorageError.cannotOpen(path: path, reason: "no such file or directory")) {
      _ = try StoreLock(store: path, patience: 0)
    }
  }
}
