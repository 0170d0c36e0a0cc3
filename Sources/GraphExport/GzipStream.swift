import CZlib

/// Compresses with gzip what is written, and hands it on. No name and no time are in it: equal input, equal bytes.
final class GzipStream {
  private var stream = z_stream()
  private let sink: ByteSink
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  /// - Throws: `GraphExportError.compression` when zlib has no memory.
  init(sink: @escaping ByteSink) throws(GraphExportError) {
    self.sink = sink
    // 16 above the window of 2^15 bytes asks for gzip's own head and foot.
    let code = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw .compression(code: code) }
  }

  deinit { deflateEnd(&stream) }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    // zlib reads through a pointer that may not be constant, and writes nothing there.
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    stream.next_in = start?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(bytes.count)
    try deflate(Z_NO_FLUSH)
  }

  /// Writes the foot. Nothing may be written afterwards.
  func finish() throws {
    stream.next_in = nil
    stream.avail_in = 0
    try deflate(Z_FINISH)
  }

  private func deflate(_ flush: Int32) throws {
    repeat {
      let code = buffer.withUnsafeMutableBufferPointer { space in
        stream.next_out = space.baseAddress
        stream.avail_out = UInt32(space.count)
        return CZlib.deflate(&stream, flush)
      }
      guard code >= 0 || code == Z_BUF_ERROR else { throw GraphExportError.compression(code: code) }
      let count = buffer.count - Int(stream.avail_out)
      if count > 0 { try buffer.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<count])) } }
    } while stream.avail_out == 0
  }
}
