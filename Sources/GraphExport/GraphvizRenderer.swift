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

  /// Renders the DOT file `source` to the SVG file `target`, which appears whole or not at all; `-` is standard output.
  /// - Returns: what Graphviz said on its standard error; empty when it was content.
  /// - Throws: `GraphExportError`.
  @discardableResult
  public func render(_ source: String, toSVG target: String, isCompressed: Bool = false) throws -> String {
    let file = try AtomicFile(path: target)
    let gzip = isCompressed ? try GzipStream { try file.write($0) } : nil
    let message = try run("-Tsvg", on: source) { bytes in
      if let gzip { try gzip.write(bytes) } else { try file.write(bytes) }
    }
    try gzip?.finish()
    try file.commit()
    return message
  }

  /// Graphviz's plain text of a graph given as DOT: a line `node name x y width height …` for each node, in inches.
  func plain(_ dot: String) throws -> String {
    let source = FileManager.default.temporaryDirectory.appendingPathComponent("graphviz-\(UUID().uuidString).dot")
    defer { try? FileManager.default.removeItem(at: source) }
    do {
      try Data(dot.utf8).write(to: source)
    } catch {
      throw GraphExportError.cannotWrite(path: source.path, errno: errno)
    }
    var text: [UInt8] = []
    _ = try run("-Tplain", on: source.path) { text += $0 }
    return String(decoding: text, as: UTF8.self)
  }

  private func run(
    _ format: String, on source: String, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [format, source]
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
      try piece.withUnsafeBytes { try take($0) }
    }
    process.waitUntilExit()
    try log.seek(toOffset: 0)
    let message = String(decoding: try log.readToEnd() ?? Data(), as: UTF8.self)
      .split(whereSeparator: \.isNewline).joined(separator: "; ")
    guard process.terminationStatus == 0 else {
      throw GraphExportError.renderingFailed(
        program: program, status: process.terminationStatus, message: message)
    }
    return message
  }
}
