import Foundation
import GraphStorage
import TestSupport
import Testing

@Suite(.serialized) struct DurabilityTests {
  let graph: LivingGraph

  init() throws { graph = try LivingGraph() }

  /// Number of rows that each stored document has in each table, by name and digest: whole documents alone are alike.
  private func rowCounts() throws -> [String: [String: Int]] {
    let tables = ["article", "sentence", "appearance", "mention", "relation", "name_window", "window_member"]
    var digests: [Substring: String] = [:]
    var counts: [Substring: [String: Int]] = [:]
    for line in try graph.dump() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let table = String(line[..<colon])
      let columns = line[colon...].dropFirst(2).split(separator: ", ", omittingEmptySubsequences: false)
      if table == "document" { digests[columns[0]] = "\(columns[1]) \(columns[2])" }
      if tables.contains(table) { counts[columns[0], default: [:]][table, default: 0] += 1 }
    }
    return Dictionary(uniqueKeysWithValues: digests.map { ($0.value, counts[$0.key] ?? [:]) })
  }

  /// Killed at any point, twenty times, while pages change: the store opens, is sound and holds whole documents, the
  /// exports are whole, and the next run that is let be ends with the bytes of a fresh build.
  @Test func aKilledBuildLosesNothing() throws {
    var generator = SeededGenerator(seed: 99)
    for index in 0..<24 { try graph.write("\(index).txt", seed: UInt64(index), reports: 12) }
    var seen: [String: [String: Int]] = [:]
    var kills = 0
    for round in 0..<20 as Range<UInt64> {
      for index in (0..<24).shuffled(using: &generator).prefix(8) {
        try graph.write("\(index).txt", seed: 1000 * round + UInt64(index), reports: 12)
      }
      let build = try Tool.start(
        ["build", "pages", "--jobs", "1"], in: graph.folder.path, error: graph.folder.file("err"))
      usleep(UInt32.random(in: 20_000...900_000, using: &generator))
      if build.isRunning {
        kill(build.processIdentifier, SIGKILL)
        kills += 1
      }
      build.waitUntilExit()
      guard FileManager.default.fileExists(atPath: graph.folder.file("graphs/guanxi.sqlite")) else { continue }
      #expect(try graph.store.check() == [])
      for (document, counts) in try rowCounts() {
        #expect(seen[document, default: counts] == counts, "\(document)")
        seen[document] = counts
      }
      if let xml = try? String(contentsOfFile: graph.folder.file("graphs/guanxi.graphml"), encoding: .utf8) {
        #expect(xml.hasSuffix("</graphml>\n"))
      }
    }
    #expect(kills >= 10)
    #expect(try graph.run("build", "pages").status == 0)
    let (lines, files, counts) = (try graph.dump(), try graph.exported(), try rowCounts())
    #expect(counts.allSatisfy { seen[$0.key, default: $0.value] == $0.value })
    #expect(try graph.buildAfresh().status == 0)
    #expect(try graph.dump() == lines)
    #expect(try graph.exported() == files)
  }

  /// The system lets no file grow past 64 KiB, as when a disk is full.
  @Test func aFullDiskIsSaidAndTheOldStaysAsItWas() throws {
    try graph.write("0.txt", seed: 0, reports: 12)
    #expect(try graph.run("build", "pages").status == 0)
    let (lines, files) = (try graph.dump(), try graph.exported())
    for index in 1..<8 { try graph.write("\(index).txt", seed: UInt64(index), reports: 40) }
    let script = "trap '' XFSZ; ulimit -f 64; cd \"$1\" && exec \"$2\" build pages --jobs 1"
    let outcome = try TestSupport.run("bash", ["-c", script, "bash", graph.folder.path, try Tool.url().path])
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains("graphs/guanxi.sqlite: the file system failed")
        || outcome.output.contains("graphs/guanxi.sqlite: the disk is full"), "\(outcome.output)")
    #expect(try graph.dump() == lines)
    #expect(try graph.exported() == files)
    #expect(try graph.store.check() == [])
    #expect(try graph.run("build", "pages").status == 0)
    #expect(try graph.store.summary().documents == 8)
  }

  @Test func aSecondBuildWaitsForTheFirst() throws {
    try graph.write("0.txt", seed: 0)
    #expect(try graph.run("build", "pages").status == 0)
    let before = try graph.dump()
    try graph.write("1.txt", seed: 1)
    var lock: StoreLock? = try StoreLock(store: graph.folder.file("graphs/guanxi.sqlite"))
    let error = graph.folder.file("err")
    let build = try Tool.start(["build", "pages"], in: graph.folder.path, error: error)
    let message =
      "graphs/guanxi.sqlite: waiting for process \(ProcessInfo.processInfo.processIdentifier), "
      + "which is changing this database\n"
    for _ in 0..<200 where try String(contentsOfFile: error, encoding: .utf8).isEmpty { usleep(50_000) }
    #expect(try String(contentsOfFile: error, encoding: .utf8) == message)
    #expect(build.isRunning)
    #expect(try graph.dump() == before)
    withExtendedLifetime(lock) {}
    lock = nil
    build.waitUntilExit()
    #expect(build.terminationStatus == 0)
    #expect(try graph.store.summary().documents == 2)
  }

  @Test func twoBuildsAtOnceStoreBoth() throws {
    for index in 0..<6 { try graph.write("\(index).txt", seed: UInt64(index)) }
    let builds = try [0, 3].map { first in
      try Tool.start(
        ["build"] + (first..<first + 3).map { "pages/\($0).txt" }, in: graph.folder.path,
        error: graph.folder.file("err\(first)"))
    }
    for build in builds {
      build.waitUntilExit()
      #expect(build.terminationStatus == 0)
    }
    let (lines, files) = (try graph.dump(), try graph.exported())
    #expect(try graph.buildAfresh().status == 0)
    #expect(try graph.dump() == lines)
    #expect(try graph.exported() == files)
  }
}
