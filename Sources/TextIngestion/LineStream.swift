import EntityModel
import Foundation

/// The lines of a file, a pipe or standard input, read one at a time: no more than one is held, and each is handed on as
/// soon as its end has come.
///
///     let lines = try LineStream(path: "-")
///     while let line = try lines.next() { print(line.number, line.bytes.count) }
public final class LineStream {
  /// One line without its end.
  public struct Line: Sendable, Equatable {
    /// Counted from 1.
    public let number: Int
    public let bytes: [UInt8]

    public init(number: Int, bytes: [UInt8]) {
      self.number = number
      self.bytes = bytes
    }
  }

  /// As given; `-` is standard input.
  public let path: String
  private let descriptor: Int32
  private let isOwner: Bool
  private let limit: Int
  private var buffer: [UInt8] = []
  /// Where in `buffer` the next line begins, and how far it was searched for its end.
  private var (start, searched) = (0, 0)
  private var lastNumber = 0
  private var isSkipping = false
  private var isAtEnd = false
  /// Unpacks what is read, where it is packed by gzip; set when the first bytes have come.
  private var gunzip: Gunzip?
  private var hasBegun = false
  private static let room = 1 << 16

  /// - Parameters:
  ///   - path: a file, or `-` for standard input.
  ///   - limit: most bytes of one line.
  /// - Throws: ``IngestionError`` when the file cannot be opened.
  public convenience init(path: String, limit: Int) throws(IngestionError) {
    let isStandardInput = path == InputFiles.standardInput
    let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw systemError(errno, path) }
    self.init(descriptor: descriptor, path: path, limit: limit, isOwner: !isStandardInput)
  }

  /// - Parameters:
  ///   - path: what the descriptor is called in messages.
  ///   - isOwner: whether it is closed in the end.
  public init(descriptor: Int32, path: String, limit: Int, isOwner: Bool) {
    self.descriptor = descriptor
    self.path = path
    self.limit = limit
    self.isOwner = isOwner
  }

  deinit { if isOwner { close(descriptor) } }

  /// Whether the next line, or the start of it, or the end has come: `next` does not wait for whoever writes.
  public var isReady: Bool {
    if isAtEnd || start < buffer.count { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) != 0
  }

  /// The first byte to come that is no blank and no byte order mark, without taking it; nil where there is none within
  /// the first few thousand. Waits for it.
  /// - Throws: ``IngestionError`` when the system refuses.
  public func peek() throws(IngestionError) -> UInt8? {
    while true {
      let ahead = buffer[start...]
      let text = ahead.starts(with: [0xEF, 0xBB, 0xBF]) ? ahead.dropFirst(3) : ahead
      if let byte = text.first(where: { !isBlank(UInt32($0)) }) { return byte }
      if isAtEnd || ahead.count > 4096 { return nil }
      try fill()
    }
  }

  /// All that is left, as it is.
  /// - Throws: ``IngestionError`` when the system refuses, or when it is more bytes than allowed.
  public func rest(limit: Int) throws(IngestionError) -> [UInt8] {
    while !isAtEnd {
      if buffer.count - start > limit { throw .tooLarge(path: path, limit: limit) }
      try fill()
    }
    defer { start = buffer.count }
    return Array(buffer[start...])
  }

  /// The next line, nil after the last. Waits for it; a last line need have no end, and a line that ends in CR LF loses
  /// both.
  /// - Throws: ``IngestionError`` when the system refuses, or when a line is longer than allowed: the next call then
  ///   gives the line after it.
  public func next() throws(IngestionError) -> Line? {
    while true {
      if let end = lineEnd() {
        let bytes = takeLine(to: end)
        if isSkipping {
          isSkipping = false
          continue
        }
        lastNumber += 1
        if bytes.count > limit { throw .tooLarge(path: "\(path):\(lastNumber)", limit: limit) }
        return Line(number: lastNumber, bytes: bytes)
      }
      if isAtEnd { return nil }
      if isSkipping {
        start = buffer.count
      } else if buffer.count - start > limit {
        isSkipping = true
        lastNumber += 1
        throw .tooLarge(path: "\(path):\(lastNumber)", limit: limit)
      }
      try fill()
    }
  }

  /// Where the line at `start` ends; nil when that has not come yet.
  private func lineEnd() -> Int? {
    let found = buffer.withUnsafeBytes { bytes -> Int? in
      guard searched < bytes.count, let base = bytes.baseAddress,
        let at = memchr(base + searched, 0x0A, bytes.count - searched)
      else { return nil }
      return UnsafeRawPointer(at) - base
    }
    searched = buffer.count
    return found ?? (isAtEnd && start < buffer.count ? buffer.count : nil)
  }

  private func takeLine(to end: Int) -> [UInt8] {
    var line = Array(buffer[start..<end])
    if line.last == 0x0D { line.removeLast() }
    start = min(end + 1, buffer.count)
    searched = start
    return line
  }

  private func fill() throws(IngestionError) {
    buffer.removeFirst(start)
    (start, searched) = (0, buffer.count)
    var code: Int32 = 0
    let more = [UInt8](unsafeUninitializedCapacity: Self.room) { chunk, count in
      var got = -1
      repeat { got = Foundation.read(descriptor, chunk.baseAddress, Self.room) } while got < 0 && errno == EINTR
      if got < 0 { code = errno }
      count = max(got, 0)
    }
    if more.isEmpty { isAtEnd = true }
    if code != 0 { throw systemError(code, path) }
    if !hasBegun, Gunzip.isPacked(more) { gunzip = Gunzip() }
    hasBegun = true
    guard let gunzip else {
      buffer += more
      return
    }
    do throws(Gunzip.Fault) {
      // A piece unpacks to a thousand times its size at most.
      try gunzip.unpack(more, into: &buffer, limit: .max)
      if isAtEnd, gunzip.isOpen { throw .damaged }
    } catch {
      isAtEnd = true
      buffer.removeAll()
      searched = 0
      throw .damagedArchive(path: path)
    }
  }
}
