import Foundation
import TextIngestion

/// A file of contributions: JSON Lines, or Parquet with a column `line` of them.
struct ContributionFile {
  /// `-` is standard input.
  let path: String

  /// Most bytes of a line: a page with all that is found in it.
  private static let byteLimit = 16 * InputLimits.documentBytes

  /// The file, or the files of a folder in the order of their names; what begins with `.` or `_` is Spark's own.
  static func expand(_ path: String) throws -> [ContributionFile] {
    var isFolder: ObjCBool = false
    guard path != InputFiles.standardInput, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return [ContributionFile(path: path)] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw CommandError.cannotImport(path: path, reason: "this folder cannot be listed; check its permissions")
    }
    let files = names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !files.isEmpty else {
      throw CommandError.cannotImport(path: path, reason: "holds no file; name the folder of the job's documents")
    }
    return try files.flatMap { try expand("\(path)/\($0)") }
  }

  /// Calls `body` with each line and its place, such as `found.jsonl:12`.
  /// - Throws: `IngestionError` or `CommandError.cannotImport` when the file cannot be read, and what `body` throws.
  func forEachLine(_ body: ([UInt8], _ place: String) async throws -> Void) async throws {
    if try isParquet() { return try await forEachParquetLine(body) }
    try await ContributionFile.read(try LineStream(path: path, limit: ContributionFile.byteLimit), body)
  }

  private static func read(_ lines: LineStream, _ body: ([UInt8], _ place: String) async throws -> Void) async throws {
    while let line = try lines.next() {
      if !line.bytes.isEmpty { try await body(line.bytes, "\(lines.path):\(line.number)") }
    }
  }

  /// Whether the file begins as the format says (Apache Parquet, "File format").
  private func isParquet() throws -> Bool {
    guard path != InputFiles.standardInput, let file = FileHandle(forReadingAtPath: path) else { return false }
    var status = stat()
    guard fstat(file.fileDescriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return try file.read(upToCount: 4) == Data("PAR1".utf8)
  }

  private static let program = """
    import sys
    from pyarrow import parquet
    for batch in parquet.ParquetFile(sys.argv[1]).iter_batches(batch_size=64, columns=["line"]):
        for value in batch.column(0):
            sys.stdout.buffer.write(value.as_py().encode() + b"\\n")
    """

  /// Parquet packs columns in pages of several encodings and codecs, which pyarrow knows all: it comes with whatever
  /// wrote the file.
  private func forEachParquetLine(_ body: ([UInt8], _ place: String) async throws -> Void) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", ContributionFile.program, path]
    let pipe = Pipe()
    let complaints = FileManager.default.temporaryDirectory.appendingPathComponent("guanxi-\(UUID().uuidString).log")
    try Data().write(to: complaints)
    defer { try? FileManager.default.removeItem(at: complaints) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    do {
      let lines = LineStream(
        descriptor: pipe.fileHandleForReading.fileDescriptor, path: path, limit: ContributionFile.byteLimit,
        isOwner: false)
      try await ContributionFile.read(lines, body)
    } catch {
      process.terminate()
      throw error
    }
    process.waitUntilExit()
    guard process.terminationStatus != 0 else { return }
    let said = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
    let last =
      said.split(whereSeparator: \.isNewline).last.map(String.init) ?? "python3 ended with \(process.terminationStatus)"
    throw CommandError.cannotImport(
      path: path,
      reason: "Parquet is read by python3 with pyarrow, which says '\(last)'; pip install pyarrow, or give JSON Lines")
  }
}
