import Foundation

/// The text of a PDF, by `pdftotext` of poppler, where it is installed.
enum PDFText {
  /// Why there is none.
  enum Fault: Error, Equatable {
    /// `pdftotext` is not on `PATH`.
    case missing
    /// `pdftotext` says that the file is none it can read.
    case unreadable(String)
    /// More text than a document may have.
    case tooLarge
    /// It took longer than ``InputLimits/pdfSeconds``.
    case tooSlow
  }

  /// Whether bytes begin as PDF does.
  static func isPDF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("%PDF-".utf8)) }

  /// UTF-8, page after page, in the reading order that `pdftotext` finds.
  ///
  /// The program reads a copy of the bytes that has no name any more, and is killed when it takes too long or writes
  /// too much.
  /// - Throws: ``Fault``.
  static func text(of bytes: [UInt8]) throws(Fault) -> [UInt8] {
    let input = temporaryFile()
    let complaints = temporaryFile()
    defer { for descriptor in [input, complaints] { close(descriptor) } }
    guard write(bytes, to: input), complaints >= 0, lseek(input, 0, SEEK_SET) == 0 else {
      throw .unreadable("there is no room for a copy of it in the temporary folder")
    }
    guard let (child, output) = spawn(input: input, error: complaints) else { throw .missing }
    defer { close(output) }
    let result = read(output, until: .now + .seconds(InputLimits.pdfSeconds))
    if case .failure = result { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let text = try result.get()
    guard status == 0 else { throw .unreadable(firstLine(of: complaints)) }
    return text
  }

  /// Held while a pipe has both its ends here: another child started meanwhile would keep it open.
  private static let spawning = NSLock()

  /// Starts the program. Nil when there is none.
  /// - Returns: its number, and the end of the pipe that its text comes through.
  private static func spawn(input: Int32, error: Int32) -> (pid_t, Int32)? {
    spawning.lock()
    defer { spawning.unlock() }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, target) in [(input, STDIN_FILENO), (ends[1], STDOUT_FILENO), (error, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, target)
    }
    let arguments = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", "-", "-"]
    var strings = arguments.map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, arguments[0], &actions, nil, &strings, environ) == 0 else {
      close(ends[0])
      return nil
    }
    return (child, ends[0])
  }

  /// A file for reading and writing that vanishes when it is closed; −1 where there can be none.
  private static func temporaryFile() -> Int32 {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("guanxi-\(UUID().uuidString)").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    unlink(path)
    return descriptor
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let written = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if written < 0 && errno != EINTR { return false }
        done += max(0, written)
      }
      return true
    }
  }

  private static func read(_ descriptor: Int32, until end: ContinuousClock.Instant) -> Result<[UInt8], Fault> {
    var text: [UInt8] = []
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      while true {
        let left = end - .now
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = milliseconds > 0 ? poll(&wanted, 1, Int32(clamping: milliseconds)) : 0
        if ready == 0 { return .failure(.tooSlow) }
        let count = ready < 0 ? -1 : Foundation.read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return .success(text) }
        text.append(contentsOf: buffer[..<count])
        if text.count > InputLimits.documentBytes { return .failure(.tooLarge) }
      }
    }
  }

  private static func firstLine(of descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 200)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map { $0.lowercased() } ?? "no reason given"
  }
}
