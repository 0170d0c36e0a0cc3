/// Strict UTF-16 to code points.
enum UTF16Decoder {
  /// The code points of `bytes` from an offset on.
  /// - Throws: `TextDecoder.Fault` at a NUL, half a surrogate pair or half a unit.
  /// - Complexity: O(n).
  static func decode(_ bytes: [UInt8], from start: Int, _ encoding: TextEncoding) throws(TextDecoder.Fault) -> [UInt32]
  {
    var fault: TextDecoder.Fault?
    let high = encoding == .utf16BigEndian ? 0 : 1
    let codes = bytes.withUnsafeBufferPointer { input in
      [UInt32](unsafeUninitializedCapacity: max(0, input.count - start) / 2) { output, count in
        func unit(_ at: Int) -> UInt32 { UInt32(input[at + high]) << 8 | UInt32(input[at + 1 - high]) }
        var at = start
        while at + 1 < input.count {
          var code = unit(at)
          if code == 0 {
            fault = .nul(offset: at)
            return
          }
          var length = 2
          if code & 0xF800 == 0xD800 {
            let low = at + 3 < input.count ? unit(at + 2) : 0
            guard code < 0xDC00, low & 0xFC00 == 0xDC00 else {
              fault = .invalid(offset: at, encoding)
              return
            }
            code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
            length = 4
          }
          output[count] = code
          count += 1
          at += length
        }
        if at < input.count { fault = .invalid(offset: at, encoding) }
      }
    }
    if let fault { throw fault }
    return codes
  }
}
