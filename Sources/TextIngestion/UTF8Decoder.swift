/// Strict UTF-8 to code points.
enum UTF8Decoder {
  /// The first byte that is not text.
  enum Fault: Error, Equatable {
    /// A NUL; `offset` in bytes.
    case nul(offset: Int)
    /// A byte that starts no well-formed sequence (Unicode standard, table 3-7); `offset` in bytes.
    case invalid(offset: Int)
  }

  /// The code points of `bytes`, a leading byte order mark dropped and line ends kept.
  ///
  /// Pointers and no `String`: decoding through `String.unicodeScalars` is several times slower.
  ///
  /// - Throws: ``Fault`` with the offset from the start of `bytes`, byte order mark included.
  /// - Complexity: O(n).
  static func decode(_ bytes: [UInt8]) throws(Fault) -> [UInt32] {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var fault: Fault?
    let codes = bytes.withUnsafeBufferPointer { input in
      // One code point for each byte that does not continue another: exact for valid text, enough for any.
      var count = 0
      for byte in input { count &+= byte & 0xC0 == 0x80 ? 0 : 1 }
      return [UInt32](unsafeUninitializedCapacity: count) { output, initialized in
        (initialized, fault) = decode(input, from: start, into: output)
      }
    }
    if let fault { throw fault }
    return codes
  }

  /// Decodes `input` from an offset to its end or first fault into a buffer with room for as many code points as bytes.
  /// - Returns: how many code points there are, and the fault.
  static func decode(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, into output: UnsafeMutableBufferPointer<UInt32>
  ) -> (Int, Fault?) {
    guard let source = input.baseAddress, let target = output.baseAddress else { return (0, nil) }
    let end = input.count
    var at = start
    var count = 0
    while at < end {
      let lead = source[at]
      if lead < 0x80 {
        if lead == 0 { return (count, .nul(offset: at)) }
        target[count] = UInt32(lead)
        at &+= 1
      } else if lead &- 0xE1 < 0x0C, at &+ 2 < end, source[at &+ 1] & source[at &+ 2] & 0x80 != 0,
        (source[at &+ 1] | source[at &+ 2]) & 0x40 == 0
      {
        // E1…EC and two continuations: nearly all of Chinese.
        let high = UInt32(lead & 0x0F) &<< 12
        target[count] = high | UInt32(source[at &+ 1] & 0x3F) &<< 6 | UInt32(source[at &+ 2] & 0x3F)
        at &+= 3
      } else {
        let (code, length) = sequence(source + at, end &- at)
        if length == 0 { return (count, .invalid(offset: at)) }
        target[count] = code
        at &+= length
      }
      count &+= 1
    }
    return (count, nil)
  }

  /// The code point of a sequence of two to four bytes and its length in bytes; length 0 when it is ill-formed.
  private static func sequence(_ bytes: UnsafePointer<UInt8>, _ available: Int) -> (UInt32, Int) {
    let lead = bytes[0]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    if length == 0 || length > available { return (0, 0) }
    // The second byte is bounded against overlong forms, surrogates and what lies beyond U+10FFFF.
    let lowest: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    if bytes[1] < lowest || bytes[1] > highest { return (0, 0) }
    var code = UInt32(lead) & (0x7F &>> UInt32(length))
    for index in 1..<length {
      if bytes[index] & 0xC0 != 0x80 { return (0, 0) }
      code = code &<< 6 | UInt32(bytes[index] & 0x3F)
    }
    return (code, length)
  }
}
