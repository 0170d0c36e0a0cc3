import Foundation

/// Standard output and standard error, unbuffered.
enum StandardStreams {
  static func writeOutput(_ bytes: [UInt8]) throws {
    if !write(bytes, STDOUT_FILENO) { throw CommandError.cannotWrite(path: "standard output", reason: systemReason()) }
  }

  static func write(_ text: String) throws { try writeOutput(Array(text.utf8)) }

  /// Writes a message. There is nobody left to tell when that fails.
  static func writeError(_ text: String) {
    _ = write(Array(text.utf8), STDERR_FILENO)
  }

  /// Whether standard error is a terminal that can redraw a line.
  static var errorIsTerminal: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let written = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if written < 0 && errno == EINTR { continue }
        if written < 0 { return false }
        done += written
      }
      return true
    }
  }
}
