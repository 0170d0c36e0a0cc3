import EntityModel
import Foundation

/// Reads pages: bytes, digest, text, day of issue.
public struct DocumentReader: Sendable {
  /// Day of issue, as `YYYY-MM-DD`, of pages that neither themselves nor by their names tell it.
  public let fallbackDate: String?
  /// The encoding of files; nil to find out that of each.
  public let encoding: TextEncoding?

  public init(fallbackDate: String? = nil, encoding: TextEncoding? = nil) {
    self.fallbackDate = fallbackDate
    self.encoding = encoding
  }

  /// The document of a file: text in any encoding of ``TextEncoding``, a web page or PDF, packed by gzip or not.
  ///
  /// Its code points are those of the text as it stands, line ends kept; of a web page or PDF, those of the text that is
  /// drawn from it.
  ///
  /// - Parameter digest: SHA-256 of the file when it was last read; nil to read it in any case.
  /// - Returns: nil when the file still has this digest.
  /// - Throws: ``IngestionError`` when the file cannot be read or is not text.
  public func read(_ file: InputFile, unlessDigestIs digest: String? = nil) throws(IngestionError) -> Document? {
    try read(try contents(of: file), of: file, unlessDigestIs: digest)
  }

  /// The same of a file whose bytes were read already.
  /// - Throws: ``IngestionError`` when they are not text.
  public func read(
    _ bytes: [UInt8], of file: InputFile, unlessDigestIs digest: String? = nil
  ) throws(IngestionError) -> Document? {
    guard bytes.count <= InputLimits.documentBytes else {
      throw .tooLarge(path: file.path, limit: InputLimits.documentBytes)
    }
    var bytes = bytes
    let sha256 = SHA256.hexDigest(of: bytes)
    if sha256 == digest { return nil }
    if Gunzip.isPacked(bytes) { bytes = try unpacked(bytes, file.path) }
    let text: TextDecoder.Text
    if PDFText.isPDF(bytes) {
      text = try pdfText(of: bytes, file.path)
    } else if case .html = DocumentFormat(name: file.path) {
      text = try htmlText(of: bytes, file.path)
    } else {
      text = try decoded(bytes, as: encoding, path: file.path)
    }
    return try document(named: file.name, path: file.path, sha256: sha256, text: text)
  }

  /// The document of a page of text already in memory.
  ///
  /// - Parameter encoding: that of the bytes; nil to find it out.
  /// - Throws: ``IngestionError`` when `bytes` is not text.
  public func document(
    named name: String, bytes: [UInt8], encoding: TextEncoding? = nil
  ) throws(IngestionError) -> Document {
    let text = try decoded(bytes, as: encoding, path: name)
    return try document(named: name, path: name, sha256: SHA256.hexDigest(of: bytes), text: text)
  }

  private func document(
    named name: String, path: String, sha256: String, text: TextDecoder.Text
  ) throws(IngestionError) -> Document {
    if text.codePoints.allSatisfy(isBlank) { throw .empty(path: path) }
    let date = IssueDate.find(in: text.codePoints, name: name) ?? fallbackDate
    return Document(
      name: name, sha256: sha256, date: date, codePoints: text.codePoints, encoding: text.encoding.rawValue,
      confidence: text.confidence)
  }

  // MARK: Formats

  private func decoded(
    _ bytes: [UInt8], as encoding: TextEncoding?, declared: TextEncoding? = nil, path: String
  ) throws(IngestionError) -> TextDecoder.Text {
    do throws(TextDecoder.Fault) {
      return try TextDecoder(encoding: encoding).decode(bytes, declared: declared)
    } catch {
      switch error {
      case .nul(let offset): throw .nulByte(path: path, offset: offset)
      case .unknown(let offset): throw .unknownEncoding(path: path, offset: offset, byte: bytes[offset])
      case .unsupported(let encoding): throw .noConverter(path: path, encoding: encoding)
      case .invalid(let offset, let encoding):
        let byte = bytes.indices.contains(offset) ? bytes[offset] : nil
        throw .notInEncoding(path: path, encoding: encoding, offset: offset, byte: byte)
      }
    }
  }

  private func unpacked(_ bytes: [UInt8], _ path: String) throws(IngestionError) -> [UInt8] {
    do throws(Gunzip.Fault) {
      return try Gunzip.unpack(bytes, limit: InputLimits.documentBytes)
    } catch {
      switch error {
      case .damaged: throw .damagedArchive(path: path)
      case .tooLarge: throw .tooLarge(path: path, limit: InputLimits.documentBytes)
      }
    }
  }

  private func htmlText(of bytes: [UInt8], _ path: String) throws(IngestionError) -> TextDecoder.Text {
    var text = try decoded(bytes, as: encoding, declared: HTMLText.declaredEncoding(bytes), path: path)
    do throws(HTMLText.Fault) {
      text.codePoints = try HTMLText.text(of: text.codePoints)
    } catch {
      switch error {
      case .tooDeep(let line): throw .tooDeep(path: path, line: line)
      case .noParser: throw .unreadable(path: path, reason: "no memory for the parser")
      }
    }
    return text
  }

  private func pdfText(of bytes: [UInt8], _ path: String) throws(IngestionError) -> TextDecoder.Text {
    let utf8: [UInt8]
    do throws(PDFText.Fault) {
      utf8 = try PDFText.text(of: bytes)
    } catch {
      switch error {
      case .missing: throw .noPDFReader(path: path)
      case .unreadable(let reason): throw .badPDF(path: path, reason: reason)
      case .tooSlow: throw .badPDF(path: path, reason: "it took longer than \(InputLimits.pdfSeconds) s")
      case .tooLarge: throw .tooLarge(path: path, limit: InputLimits.documentBytes)
      }
    }
    return try decoded(utf8, as: .utf8, path: path)
  }

  // MARK: Bytes

  /// All bytes of a file, a pipe or standard input.
  private func contents(of file: InputFile) throws(IngestionError) -> [UInt8] {
    let limit = InputLimits.documentBytes
    let isStandardInput = file.path == InputFiles.standardInput
    // Told before it is read: 64 MiB of each archive would cost their time.
    if file.byteCount > limit { throw .tooLarge(path: file.path, limit: limit) }
    let descriptor = isStandardInput ? STDIN_FILENO : open(file.path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw systemError(errno, file.path) }
    defer { if !isStandardInput { close(descriptor) } }
    var bytes: [UInt8] = []
    // One byte more than expected, so that the end of an unchanged file shows in the first read.
    var room = file.byteCount + 1
    while true {
      let (more, code) = chunk(descriptor, room)
      if code != 0 { throw systemError(code, file.path) }
      if more.isEmpty { return bytes }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count > limit { throw .tooLarge(path: file.path, limit: limit) }
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
