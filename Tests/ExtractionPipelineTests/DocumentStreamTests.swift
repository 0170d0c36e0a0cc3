import EntityModel
import Foundation
import Synchronization
import TestSupport
import Testing
import TextIngestion

@testable import ExtractionPipeline

@Suite struct DocumentStreamTests {
  /// Pages of very different lengths and, among them, files that are missing or not text.
  private static func pages(_ count: Int, in folder: TemporaryFolder) throws -> [DocumentStream.Input] {
    for index in 0..<count {
      let length = index % 17 == 0 ? 500 : index % 5 + 1
      let text = String(repeating: "金乡县第\(index)页。", count: length)
      try folder.write("\(10_000 + index).txt", index % 23 == 22 ? [0xBD, 0xF0] : Array(text.utf8))
    }
    return Array(InputFiles.expand([folder.path, folder.file("missing.txt")]))
  }

  private static func lines(_ inputs: [DocumentStream.Input], jobs: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    try await DocumentStream(pipeline: Pipeline(), jobs: jobs).run(inputs) { outcome in
      switch outcome {
      case .extracted(let extraction): bytes += ExtractionJSON.line(extraction)
      case .failed(let name, let error): bytes += ExtractionJSON.line(failed: name, error)
      case .unchanged(let name): Issue.record("\(name) was not read")
      }
    }
    return bytes
  }

  @Test func anyNumberOfJobsGivesTheSameBytes() async throws {
    let folder = try TemporaryFolder()
    let inputs = try Self.pages(120, in: folder)
    let alone = try await Self.lines(inputs, jobs: 1)
    let lines = String(decoding: alone, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 121)
    for (index, line) in lines.dropLast().enumerated() {
      #expect(line.hasPrefix("{\"doc\": \"\(10_000 + index).txt\", "))
    }
    #expect(try await Self.lines(inputs, jobs: 2) == alone)
    #expect(try await Self.lines(inputs, jobs: 8) == alone)
  }

  @Test(arguments: [1, 2, 8])
  func aBoundedNumberIsInFlight(jobs: Int) async throws {
    let inputs = (0..<2000).map { DocumentStream.Input.failure(.missing(path: "\($0)")) }
    let begun = Atomic(0)
    var consumed = 0
    var most = 0
    try await DocumentStream(pipeline: Pipeline(), jobs: jobs).run(inputs) { _ in
      begun.add(1, ordering: .relaxed)
    } consume: { _ in
      consumed += 1
      most = max(most, begun.load(ordering: .relaxed) - consumed)
      if consumed % 64 == 0 { usleep(1000) }  // a slow consumer, so that the workers would run ahead
    }
    #expect(consumed == 2000)
    #expect(most <= (jobs * DocumentStream.window + 1) * 64)
  }

  @Test func whatTheConsumerThrowsEndsTheRun() async throws {
    struct Full: Error {}
    let inputs = (0..<10_000).map { DocumentStream.Input.failure(.missing(path: "\($0)")) }
    let begun = Atomic(0)
    await #expect(throws: Full.self) {
      try await DocumentStream(pipeline: Pipeline(), jobs: 2).run(inputs) { _ in
        begun.add(1, ordering: .relaxed)
      } consume: { _ in
        throw Full()
      }
    }
    #expect(begun.load(ordering: .relaxed) < 10_000)
  }

  @Test func filesThatHaveNotChangedAreNotExtracted() async throws {
    let folder = try TemporaryFolder()
    let inputs = try Self.pages(3, in: folder)
    var digests: [String: String] = [:]
    try await DocumentStream(pipeline: Pipeline(), jobs: 2).run(inputs) { outcome in
      if case .extracted(let extraction) = outcome { digests[extraction.document.name] = extraction.document.sha256 }
    }
    digests["10001.txt"] = "another"
    var report: [String] = []
    try await DocumentStream(pipeline: Pipeline(), jobs: 2, knownDigests: digests).run(inputs) { outcome in
      switch outcome {
      case .extracted(let extraction): report.append("extracted \(extraction.document.name)")
      case .unchanged(let name): report.append("unchanged \(name)")
      case .failed(let name, _): report.append("failed \(name == folder.file("missing.txt") ? "missing.txt" : name)")
      }
    }
    #expect(
      report == ["unchanged 10000.txt", "extracted 10001.txt", "unchanged 10002.txt", "failed missing.txt"])
  }

  @Test(arguments: [[], [0], [1, 1, 1], [5_000_000, 1, 1], Array(repeating: 20_000, count: 1000)], [1, 2, 8])
  func batchesCoverTheInput(sizes: [Int], jobs: Int) {
    let inputs = sizes.map { DocumentStream.Input.success(InputFile(path: "p", name: "p", byteCount: $0)) }
    var documents = DocumentInputs(inputs)
    var found: [Int] = []
    var batches = 0
    while case let batch = DocumentStream.batch(of: &documents, bytes: 100_000 / jobs), !batch.isEmpty {
      #expect(batch.count <= 64)
      #expect(batch.dropLast().reduce(0) { $0 + $1.byteCount } < 100_000 / jobs)
      found += batch.map(\.byteCount)
      batches += 1
    }
    #expect(found == sizes)
    #expect(sizes.count < 1000 || batches >= 200)
  }
}
