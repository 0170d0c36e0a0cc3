/// Writes JSON as bytes, keys in the order they come, spaced as Python's `json.dumps` does it (`{"a": 1, "b": []}`).
///
/// Own code, since Foundation's `JSONEncoder` sorts or shuffles keys and takes several times as long.
package struct JSONWriter {
  /// What is written, and room for more behind it: to ask for room once a value is faster than once a byte.
  private var buffer = [UInt8](repeating: 0, count: 1024)
  private var count = 0
  /// Whether the next value follows another of the same array or object.
  private var needsComma = false

  package init() {}

  /// What is written so far, in UTF-8.
  package var bytes: [UInt8] { Array(buffer[..<count]) }

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
    write(atMost: key.utf8CodeUnitCount + 4) { cursor in
      cursor.put(0x22)
      cursor.put(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
      cursor.put(0x22)
      cursor.put(0x3A)
      cursor.put(0x20)
    }
    needsComma = false
  }

  package mutating func value(_ text: String) {
    var text = text
    text.withUTF8 { text in
      write(atMost: text.count * Cursor.longestEscape + 2) { cursor in
        cursor.put(0x22)
        cursor.escape(text)
        cursor.put(0x22)
      }
    }
  }

  package mutating func value(_ number: Int) {
    write(atMost: Cursor.longestNumber) { $0.decimal(number) }
  }

  /// `0.25` for 250, `1` for 1000.
  package mutating func value(thousandths number: Int) {
    write(atMost: Cursor.longestNumber + 4) { cursor in
      cursor.decimal(number / 1000)
      var digits = number % 1000
      if digits != 0 {
        cursor.put(0x2E)
        if digits < 100 { cursor.put(0x30) }
        if digits < 10 { cursor.put(0x30) }
        while digits % 10 == 0 { digits /= 10 }
        cursor.decimal(digits)
      }
    }
  }

  package mutating func value(_ flag: Bool) {
    let word: StaticString = flag ? "true" : "false"
    write(atMost: 5) { $0.put(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)) }
  }

  package mutating func value(_ texts: [String]) {
    array { writer in
      for text in texts { writer.value(text) }
    }
  }

  /// A letter and a number from 1, such as `e1`: how a document refers to its own parts.
  package mutating func reference(_ letter: Unicode.Scalar, _ index: Int) {
    write(atMost: Cursor.longestNumber + 3) { cursor in
      cursor.put(0x22)
      cursor.put(UInt8(ascii: letter))
      cursor.decimal(index + 1)
      cursor.put(0x22)
    }
  }

  package mutating func endLine() {
    needsComma = false
    write(atMost: 1) { $0.put(0x0A) }
    needsComma = false
  }

  private mutating func begin(_ bracket: UInt8) {
    write(atMost: 1) { $0.put(bracket) }
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    needsComma = false
    write(atMost: 1) { $0.put(bracket) }
  }

  /// Writes a value, after a comma where one is due.
  /// - Parameter limit: most bytes that `body` writes.
  @inline(__always)
  private mutating func write(atMost limit: Int, _ body: (inout Cursor) -> Void) {
    let missing = count + limit + 2 - buffer.count
    if missing > 0 { buffer.append(contentsOf: repeatElement(0, count: max(missing, buffer.count))) }
    count = buffer.withUnsafeMutableBufferPointer { buffer in
      var cursor = Cursor(bytes: buffer, count: count)
      if needsComma {
        cursor.put(0x2C)
        cursor.put(0x20)
      }
      body(&cursor)
      return cursor.count
    }
    needsComma = true
  }
}

/// Where bytes are written next; whoever has one has made room.
private struct Cursor {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  var count: Int

  /// Bytes that a byte of text takes at most: `\u001f`.
  static var longestEscape: Int { 6 }
  /// Bytes that an `Int` takes at most.
  static var longestNumber: Int { 20 }

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    bytes[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func put(_ others: UnsafeBufferPointer<UInt8>) {
    count = bytes[count...].update(fromContentsOf: others)
  }

  mutating func decimal(_ number: Int) {
    if number < 0 { put(0x2D) }
    var rest = number.magnitude
    var length = 1
    while rest >= 10 {
      rest /= 10
      length &+= 1
    }
    rest = number.magnitude
    var place = count &+ length
    repeat {
      place &-= 1
      bytes[place] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
      rest /= 10
    } while rest > 0
    count &+= length
  }

  /// `"`, `\` and control characters alone are escaped; RFC 8259, section 7, asks for no more.
  mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      if byte >= 0x20 && byte != 0x22 && byte != 0x5C {
        put(byte)
        continue
      }
      put(0x5C)
      switch byte {
      case 0x22, 0x5C: put(byte)
      case 0x08: put(0x62)
      case 0x09: put(0x74)
      case 0x0A: put(0x6E)
      case 0x0C: put(0x66)
      case 0x0D: put(0x72)
      default:
        let low = byte & 15
        for byte in [0x75, 0x30, 0x30, 0x30 + byte >> 4, low < 10 ? 0x30 + low : 0x57 + low] { put(byte) }
      }
    }
  }
}
