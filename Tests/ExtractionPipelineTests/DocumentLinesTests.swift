import EntityModel
import Foundation
import TestSupport
import Testing
import TextIngestion

@testable import ExtractionPipeline

/// Documents that come as lines.
@Suite struct DocumentLinesTests {
  private static func line(_ index: Int) -> String {
    switch index % 23 {
    case 7: "{\"doc\": \"\(index).txt\", \"text\": \"\"}"
    case 11: "{\"doc\": \"\(index).txt\"}"
    default:
      "{\"doc\": \"\(index).txt\", \"text\": \"\(String(repeating: "金乡县第\(index)页。", count: index % 17 * 20 + 1))\"}"
    }
  }

  private func names(_ lines: LineStream, jobs: Int) async throws -> [String] {
    var names: [String] = []
    let stream = DocumentStream(pipeline: try Pipeline(), jobs: jobs)
    try await stream.run(lines) { outcome in
      switch outcome {
      case .extracted(let extraction): "\(extraction.document.name) \(extraction.mentions.count)"
      case .failed(let name, _): "\(name) failed"
      case .unchanged(let name): "\(name) unchanged"
      }
    } consume: {
      names.append($0)
    }
    return names
  }

  @Test(arguments: [1, 2, 8])
  func theyKeepTheirOrder(jobs: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.jsonl", (0..<500).map { Self.line($0) + "\n" }.joined().utf8)
    let found = try await names(try LineStream(documents: path), jobs: jobs)
    #expect(found.count == 500)
    for (index, name) in found.enumerated() {
      switch index % 23 {
      case 7: #expect(name == "\(index).txt failed")
      case 11: #expect(name == "\(path):\(index + 1) failed")
      default: #expect(name == "\(index).txt \(index % 17 * 20 + 1)")
      }
    }
  }

  @Test func aLineThatIsTooLongDoesNotHoldUpTheRest() async throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "a", count: 3000)
    let path = try folder.write("a.jsonl", "\(Self.line(1))\n\(long)\n\(Self.line(2))\n".utf8)
    let found = try await names(try LineStream(path: path, limit: 2000), jobs: 2)
    #expect(found.map { $0.split(separator: " ").last } == ["21", "failed", "41"])
  }

  /// A program that writes a line, waits for the answer, and only then writes the next.
  @Test(arguments: [1, 2, 8])
  func eachIsAnsweredBeforeTheNextIsWritten(jobs: Int) async throws {
    let pipe = Pipe()
    let lines = LineStream(
      descriptor: pipe.fileHandleForReading.fileDescriptor, path: "-", limit: 1 << 20, isOwner: false)
    let input = pipe.fileHandleForWriting
    try input.write(contentsOf: Data((Self.line(0) + "\n").utf8))
    var answered = 0
    try await DocumentStream(pipeline: try Pipeline(), jobs: jobs).run(lines) {
      $0
    } consume: { _ in
      answered += 1
      if answered < 50 {
        try input.write(contentsOf: Data((Self.line(answered) + "\n").utf8))
      } else {
        try input.close()
      }
    }
    #expect(answered == 50)
  }

  @Test func whatCannotBeReadEndsTheRun() async throws {
    let folder = try TemporaryFolder()
    let lines = try LineStream(documents: folder.path)
    await #expect(throws: IngestionError.self) { try await names(lines, jobs: 2) }
  }
}
