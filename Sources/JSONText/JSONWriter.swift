/// Writes JSON as bytes, keys in the order they come, spaced as Python's `json.dumps` does it (`{"a": 1, "b": []}`).
///
/// Own code, since Foundation's `JSONEncoder` sorts or shuffles keys and takes several times as long.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether the next value follows another of the same array or object.
  private var needsComma = false

  package init() {}

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    begin(0x7B)
    body(&self)
    end(0x7D)
  }

  /// - Parameter body: writes the elements.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    begin(0x5B)
    body(&self)
    end(0x5D)
  }

  package mutating func key(_ key: StaticString) {
    separate()
    bytes.append(0x22)
    bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    bytes.append(0x22)
    bytes.append(0x3A)
    bytes.append(0x20)
    needsComma = false
  }

  package mutating func value(_ text: String) {
    separate()
    bytes.append(0x22)
    var text = text
    text.withUTF8 { escape($0) }
    bytes.append(0x22)
    needsComma = true
  }

  package mutating func value(_ number: Int) {
    separate()
    decimal(number)
    needsComma = true
  }

  /// `0.25` for 250, `1` for 1000.
  package mutating func value(thousandths number: Int) {
    separate()
    decimal(number / 1000)
    var digits = number % 1000
    if digits != 0 {
      bytes.append(0x2E)
      if digits < 100 { bytes.append(0x30) }
      if digits < 10 { bytes.append(0x30) }
      while digits % 10 == 0 { digits /= 10 }
      decimal(digits)
    }
    needsComma = true
  }

  package mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: flag ? [0x74, 0x72, 0x75, 0x65] : [0x66, 0x61, 0x6C, 0x73, 0x65])
    needsComma = true
  }

  package mutating func value(_ texts: [String]) {
    array { writer in
      for text in texts { writer.value(text) }
    }
  }

  /// A letter and a number from 1, such as `e1`: how a document refers to its own parts.
  package mutating func reference(_ letter: Unicode.Scalar, _ index: Int) {
    separate()
    bytes.append(0x22)
    bytes.append(UInt8(ascii: letter))
    decimal(index + 1)
    bytes.append(0x22)
    needsComma = true
  }

  package mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func separate() {
    if needsComma {
      bytes.append(0x2C)
      bytes.append(0x20)
    }
  }

  private mutating func decimal(_ number: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = number.magnitude
      var start = 20
      repeat {
        start -= 1
        digits[start] = UInt8(0x30 + rest % 10)
        rest /= 10
      } while rest > 0
      if number < 0 { bytes.append(0x2D) }
      bytes.append(contentsOf: digits[start...])
    }
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  /// Runs without `"`, `\` and control characters are copied whole; RFC 8259, section 7, asks for no other escapes.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for at in text.indices {
      let byte = text[at]
      if byte >= 0x20 && byte != 0x22 && byte != 0x5C { continue }
      bytes.append(contentsOf: text[start..<at])
      start = at + 1
      bytes.append(0x5C)
      switch byte {
      case 0x22, 0x5C: bytes.append(byte)
      case 0x08: bytes.append(0x62)
      case 0x09: bytes.append(0x74)
      case 0x0A: bytes.append(0x6E)
      case 0x0C: bytes.append(0x66)
      case 0x0D: bytes.append(0x72)
      default:
        let low = byte & 15
        bytes.append(contentsOf: [0x75, 0x30, 0x30, 0x30 + byte >> 4, low < 10 ? 0x30 + low : 0x57 + low])
      }
    }
    bytes.append(contentsOf: text[start...])
  }
}
