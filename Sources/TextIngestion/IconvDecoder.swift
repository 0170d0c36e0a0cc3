import Foundation

/// GB 18030 and Big5 to code points, by the converters of the C library.
enum IconvDecoder {
  /// The code points of `bytes` from an offset on.
  /// - Throws: `TextDecoder.Fault` at a NUL or at what is no character of the encoding; where the C library has no
  ///   converter for it.
  /// - Complexity: O(n).
  static func decode(_ bytes: [UInt8], from start: Int, _ encoding: TextEncoding) throws(TextDecoder.Fault) -> [UInt32]
  {
    // WCHAR_T is one code point an element, in the byte order of this machine.
    guard let name = encoding.iconvName, let converter = iconv_open("WCHAR_T", name),
      converter != iconv_t(bitPattern: -1)
    else { throw .unsupported(encoding) }
    defer { iconv_close(converter) }
    var codes: [UInt32] = []
    codes.reserveCapacity((bytes.count - start) / 2 + 16)
    var fault: TextDecoder.Fault?
    bytes.withUnsafeBytes { input in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << 13) { output in
        // iconv takes a pointer that may not be constant, and writes nothing there.
        var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var left = input.count - start
        from = from.map { $0 + start }
        while left > 0, fault == nil {
          var to = UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self)
          var room = output.count * 4
          let result = iconv(converter, &from, &left, &to, &room)
          let code = errno
          codes.append(contentsOf: output[..<(output.count - room / 4)])
          // E2BIG means that there is more to come.
          if result == -1, code != E2BIG { fault = .invalid(offset: input.count - left, encoding) }
        }
      }
    }
    if let fault { throw fault }
    if codes.contains(0) { throw .nul(offset: start + (bytes[start...].firstIndex(of: 0).map { $0 - start } ?? 0)) }
    return codes
  }
}
