import Foundation

/// Renders DOT as SVG with Graphviz, when it is installed.
public struct GraphvizRenderer: Sendable {
  /// Path of the program.
  public let program: String

  /// - Parameter name: `dot`, `sfdp`, … as found on `PATH`, or a path.
  /// - Throws: `GraphExportError.missingRenderer`.
  public init(program name: String = "dot") throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    guard let program = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw GraphExportError.missingRenderer(name)
    }
    self.program = program
  }

  /// Renders the DOT file `source` to the SVG file `target`, which appears whole or not at all.
  /// - Returns: what Graphviz said on its standard error; empty when it was content.
  /// - Throws: `GraphExportError`.
  @discardableResult
  public func render(_ source: String, toSVG target: String) throws -> String {
    let file = try AtomicFile(path: target)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-Tsvg", source]
    let output = Pipe()
    // A file, for two pipes read in turn can block each other.
    let complaints = FileManager.default.temporaryDirectory.appendingPathComponent("graphviz-\(UUID().uuidString).log")
    guard FileManager.default.createFile(atPath: complaints.path, contents: nil) else {
      throw GraphExportError.cannotWrite(path: complaints.path, errno: errno)
    }
    defer { try? FileManager.default.removeItem(at: complaints) }
    let log = try FileHandle(forUpdating: complaints)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = log
    do { try process.run() } catch { throw GraphExportError.missingRenderer(program) }
    while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
      try piece.withUnsafeBytes { try file.write($0) }
    }
    process.waitUntilExit()
    try log.seek(toOffset: 0)
    let message = String(decoding: try log.readToEnd() ?? Data(), as: UTF8.self)
      .split(whereSeparator: \.isNewline).joined(separator: "; ")
    guard process.terminationStatus == 0 else {
      throw GraphExportError.renderingFailed(
        program: program, status: process.terminationStatus, message: message)
    }
    try file.commit()
    return message
  }
}
