import CZlib

/// Unpacks gzip piece by piece; the members of a file of several, one after the other.
final class Gunzip {
  /// Why bytes cannot be unpacked.
  enum Fault: Error, Equatable {
    /// Not gzip, cut off, or other than what was packed.
    case damaged
    /// More bytes come out than are allowed.
    case tooLarge
  }

  private var stream = z_stream()
  private var isReady: Bool
  /// Whether a member has begun and not ended.
  private(set) var isOpen = false

  init() {
    // 16 above the window of 2^15 bytes asks for gzip's own head and foot.
    isReady = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit { inflateEnd(&stream) }

  /// Whether bytes begin as gzip does.
  static func isPacked(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// All that was packed.
  /// - Parameter limit: most bytes that may come out; little more is ever held.
  /// - Throws: ``Fault``.
  /// - Complexity: O(n) in what comes out.
  static func unpack(_ bytes: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
    let gunzip = Gunzip()
    var unpacked: [UInt8] = []
    try gunzip.unpack(bytes, into: &unpacked, limit: limit)
    if gunzip.isOpen || bytes.isEmpty { throw .damaged }
    return unpacked
  }

  /// Adds what the next piece of the file unpacks to.
  /// - Parameter limit: most bytes that `output` may then hold.
  /// - Throws: ``Fault``.
  func unpack(_ input: [UInt8], into output: inout [UInt8], limit: Int) throws(Fault) {
    var fault: Fault? = isReady ? nil : .damaged
    input.withUnsafeBufferPointer { input in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { room in
        // zlib reads through a pointer that may not be constant, and writes nothing there.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        repeat {
          if stream.avail_in > 0 { isOpen = true }
          stream.next_out = room.baseAddress
          stream.avail_out = UInt32(room.count)
          let code = inflate(&stream, Z_NO_FLUSH)
          output.append(contentsOf: room[..<(room.count - Int(stream.avail_out))])
          if output.count > limit {
            fault = .tooLarge
          } else if code == Z_STREAM_END {
            isOpen = false
            if inflateReset(&stream) != Z_OK { fault = .damaged }
          } else if code != Z_OK && code != Z_BUF_ERROR {
            fault = .damaged
          }
        } while fault == nil && (stream.avail_in > 0 || stream.avail_out == 0)
      }
    }
    if let fault { throw fault }
  }
}
