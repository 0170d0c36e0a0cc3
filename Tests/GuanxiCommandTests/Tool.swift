import Foundation
import Testing

/// The program as it was built, run as a user would.
struct Tool {
  struct Outcome: Equatable {
    let status: Int32
    let output: String
    let error: String
  }

  /// It stands beside the test bundle, whose path is among the arguments of the test run.
  static func url() throws -> URL {
    let bundle = try #require(
      CommandLine.arguments.first { $0.contains(".xctest") }, "the tests run from a test bundle")
    var folder = URL(fileURLWithPath: bundle)
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    let url = folder.appendingPathComponent("guanxi")
    try #require(FileManager.default.isExecutableFile(atPath: url.path), "\(url.path) was not built")
    return url
  }

  /// Starts it in `folder`, what it says on standard error in a file.
  static func start(_ arguments: [String], in folder: String, error: String) throws -> Process {
    let process = Process()
    process.executableURL = try url()
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    try Data().write(to: URL(fileURLWithPath: error))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: error))
    try process.run()
    return process
  }

  /// Runs it to its end in `folder`, with `input` on standard input.
  ///
  /// - Parameter path: where it finds other programs; nil for where this one does.
  static func run(
    _ arguments: [String], in folder: String, input: [UInt8] = [], path: String? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = try url()
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["COLUMNS"] = "80"
    if let path { environment["PATH"] = path }
    process.environment = environment
    // Files, for pipes read in turn can block each other.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("guanxi-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = ["in", "out", "err"].map { scratch.appendingPathComponent($0) }
    try Data(input).write(to: files[0])
    try Data().write(to: files[1])
    try Data().write(to: files[2])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}

/// Compares with a file beside the tests; `RECORD_SNAPSHOTS=1 swift test` writes it anew.
func expectSnapshot(_ text: String, _ name: String, file: StaticString = #filePath) throws {
  let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appendingPathComponent("Snapshots")
  let snapshot = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil { try Data(text.utf8).write(to: snapshot) }
  let expected = String(decoding: try Data(contentsOf: snapshot), as: UTF8.self)
  #expect(text == expected, "set RECORD_SNAPSHOTS=1 to record \(name) anew")
}
