import EntityModel
import Foundation

/// Reads pages: bytes, digest, text, day of issue.
public struct DocumentReader: Sendable {
  /// Most bytes of one page. A newspaper page has about 20,000; this keeps a device or a whole archive, given by
  /// mistake, from filling the memory.
  public static let byteLimit = 64 << 20

  /// Day of issue, as `YYYY-MM-DD`, of pages that neither themselves nor by their names tell it.
  public let fallbackDate: String?

  public init(fallbackDate: String? = nil) { self.fallbackDate = fallbackDate }

  /// The document of a file of UTF-8 text, with or without a byte order mark, line ends kept as they are.
  ///
  /// - Parameter digest: SHA-256 of the file when it was last read; nil to read it in any case.
  /// - Returns: nil when the file still has this digest.
  /// - Throws: ``IngestionError`` when the file cannot be read or is not text.
  public func read(_ file: InputFile, unlessDigestIs digest: String? = nil) throws(IngestionError) -> Document? {
    let bytes = try contents(of: file)
    let sha256 = SHA256.hexDigest(of: bytes)
    if sha256 == digest { return nil }
    return try document(named: file.name, path: file.path, sha256: sha256, bytes: bytes)
  }

  /// The document of a page already in memory.
  ///
  /// - Throws: ``IngestionError`` when `bytes` is not text.
  public func document(named name: String, bytes: [UInt8]) throws(IngestionError) -> Document {
    try document(named: name, path: name, sha256: SHA256.hexDigest(of: bytes), bytes: bytes)
  }

  private func document(
    named name: String, path: String, sha256: String, bytes: [UInt8]
  ) throws(IngestionError) -> Document {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw .otherEncoding(path: path, encoding: "UTF-16")
    }
    let codePoints: [UInt32]
    do {
      codePoints = try UTF8Decoder.decode(bytes)
    } catch {
      switch error {
      case .nul(let offset): throw .nulByte(path: path, offset: offset)
      case .invalid(let offset): throw .invalidUTF8(path: path, offset: offset, byte: bytes[offset])
      }
    }
    if codePoints.allSatisfy(isBlank) { throw .empty(path: path) }
    let date = IssueDate.find(in: codePoints, name: name) ?? fallbackDate
    return Document(name: name, sha256: sha256, date: date, codePoints: codePoints)
  }

  /// All bytes of a file, a pipe or standard input.
  private func contents(of file: InputFile) throws(IngestionError) -> [UInt8] {
    let isStandardInput = file.path == InputFiles.standardInput
    let descriptor = isStandardInput ? STDIN_FILENO : open(file.path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw systemError(errno, file.path) }
    defer { if !isStandardInput { close(descriptor) } }
    var bytes: [UInt8] = []
    // One byte more than expected, so that the end of an unchanged file shows in the first read.
    var room = min(file.byteCount, Self.byteLimit) + 1
    while true {
      let (more, code) = chunk(descriptor, room)
      if code != 0 { throw systemError(code, file.path) }
      if more.isEmpty { return bytes }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count > Self.byteLimit { throw .tooLarge(path: file.path, limit: Self.byteLimit) }
      room = 1 << 16
    }
  }

  /// Up to `room` bytes, none at the end; or the system's error code.
  private func chunk(_ descriptor: Int32, _ room: Int) -> ([UInt8], Int32) {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var got = -1
      repeat { got = Foundation.read(descriptor, buffer.baseAddress, room) } while got < 0 && errno == EINTR
      if got < 0 { code = errno }
      count = max(got, 0)
    }
    return (bytes, code)
  }
}
