// Questions about names, answered on their bytes in UTF-8.
//
// The standard library answers them for characters as a reader sees them, after canonical normalisation. Names of these
// pages have one code point a character, and the general answer takes ten to a hundred times as long.

extension String {
  // Not generic: a generic function of another module is slow.

  /// The text of code points; U+FFFD stands for those that are none.
  /// - Complexity: O(n), one allocation at most.
  package init(codePoints: UnsafeBufferPointer<UInt32>) {
    var count = 0
    for code in codePoints { count &+= Self.byteCount(code) }
    self.init(unsafeUninitializedCapacity: count) { bytes in
      var end = 0
      for code in codePoints { Self.encode(code, bytes, &end) }
      return end
    }
  }

  /// The text of code points; U+FFFD stands for those that are none.
  package init(codePoints: [UInt32]) { self = codePoints.withUnsafeBufferPointer { String(codePoints: $0) } }

  /// The text of code points; U+FFFD stands for those that are none.
  package init(codePoints: ArraySlice<UInt32>) { self = codePoints.withUnsafeBufferPointer { String(codePoints: $0) } }

  /// The text of the code points that a function writes into the buffer it is given; it returns how many.
  /// - Parameter count: most that it may write.
  package init(codePointsUpTo count: Int, _ write: (UnsafeMutableBufferPointer<UInt32>) -> Int) {
    self = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { codes in
      String(codePoints: UnsafeBufferPointer(rebasing: codes[..<write(codes)]))
    }
  }

  /// Lends the code points of the text, without allocation where it is short.
  package func withCodePoints(_ body: (UnsafeBufferPointer<UInt32>) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: utf8.count) { codes in
      var count = 0
      for scalar in unicodeScalars {
        codes[count] = scalar.value
        count &+= 1
      }
      body(UnsafeBufferPointer(rebasing: codes[..<count]))
    }
  }

  @inline(__always)
  private static func byteCount(_ code: UInt32) -> Int { code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4 }

  @inline(__always)
  private static func encode(_ code: UInt32, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ end: inout Int) {
    let code = (0xD800...0xDFFF).contains(code) || code > 0x10FFFF ? 0xFFFD : code
    let count = byteCount(code)
    switch count {
    case 1: bytes[end] = UInt8(code)
    case 2: bytes[end] = UInt8(0xC0 | code >> 6)
    case 3: bytes[end] = UInt8(0xE0 | code >> 12)
    default: bytes[end] = UInt8(0xF0 | code >> 18)
    }
    for place in 1..<Swift.max(1, count) {
      bytes[end + place] = UInt8(0x80 | code >> UInt32(6 * (count - 1 - place)) & 0x3F)
    }
    end += count
  }

  /// The text with another in place of each of an ASCII character, whatever marks combine with it. Stands for the standard
  /// library's `replacing`, which takes `"` and a combining accent for one character that is no `"`.
  package func replacingASCII(_ character: Unicode.Scalar, with other: String) -> String {
    var text = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == character { text.append(contentsOf: other.unicodeScalars) } else { text.append(scalar) }
    }
    return String(text)
  }

  /// Number of code points.
  /// - Complexity: O(n).
  package var length: Int {
    var count = 0
    for byte in utf8 where byte & 0xC0 != 0x80 { count &+= 1 }
    return count
  }

  /// Whether the text begins with the code points of another. Stands for the standard library's, which is slow.
  package func hasPrefix(_ prefix: String) -> Bool {
    Self.withBytes(self, prefix) { $0.count >= $1.count && Self.isEqual($0, 0, $1) }
  }

  /// Whether the text ends with the code points of another. Stands for the standard library's, which is slow.
  package func hasSuffix(_ suffix: String) -> Bool {
    Self.withBytes(self, suffix) { $0.count >= $1.count && Self.isEqual($0, $0.count - $1.count, $1) }
  }

  /// Whether the code points of another stand anywhere in the text. Stands for the standard library's, which is slow.
  package func contains(_ other: String) -> Bool {
    Self.withBytes(self, other) { text, other in
      guard let first = other.first else { return true }
      guard text.count >= other.count else { return false }
      return (0...(text.count - other.count)).contains { text[$0] == first && Self.isEqual(text, $0, other) }
    }
  }

  /// Whether the code points of the text come before those of another.
  package func precedes(_ other: String) -> Bool {
    Self.withBytes(self, other) { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether the code points are those of another.
  package func isSame(as other: String) -> Bool {
    Self.withBytes(self, other) { $0.count == $1.count && Self.isEqual($0, 0, $1) }
  }

  /// Equal for texts of the same code points (FNV-1a over the bytes of UTF-8).
  package var codePointHash: UInt64 {
    Self.withBytes(self) { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return hash
    }
  }

  @inline(__always)
  private static func isEqual(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ part: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    for place in 0..<part.count where text[start &+ place] != part[place] { return false }
    return true
  }

  @inline(__always)
  private static func withBytes<Answer>(
    _ a: String, _ b: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Answer
  ) -> Answer {
    withBytes(a) { a in withBytes(b) { body(a, $0) } }
  }

  /// Lends the bytes without a copy; `withUTF8` would need a variable, and count it.
  @inline(__always)
  private static func withBytes<Answer>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Answer) -> Answer {
    if let answer = text.utf8.withContiguousStorageIfAvailable(body) { return answer }
    var copy = text
    return copy.withUTF8(body)
  }
}
