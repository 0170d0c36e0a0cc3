import CLexicon
import Foundation

/// Calls `body` with the tab-separated fields of each line of a table that is not a comment.
func forEachRow(_ table: GuanxiTable, _ body: ([UnsafeBufferPointer<UInt8>]) -> Void) {
  let bytes = UnsafeBufferPointer(start: table.bytes, count: table.count)
  var fields: [UnsafeBufferPointer<UInt8>] = []
  var start = 0
  while start < bytes.count {
    var end = start
    fields.removeAll(keepingCapacity: true)
    var field = start
    while end < bytes.count && bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == UInt8(ascii: "\t") {
        fields.append(UnsafeBufferPointer(rebasing: bytes[field..<end]))
        field = end + 1
      }
      end += 1
    }
    fields.append(UnsafeBufferPointer(rebasing: bytes[field..<end]))
    if end > start && bytes[start] != UInt8(ascii: "#") { body(fields) }
    start = end + 1
  }
}

/// The decimal number that a field holds; other characters count nothing.
func number(_ field: UnsafeBufferPointer<UInt8>) -> Int {
  var value = 0
  var isNegative = false
  for byte in field {
    if byte == UInt8(ascii: "-") { isNegative = true }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
  }
  return isNegative ? -value : value
}

/// The code points of valid UTF-8.
struct CodePoints: Sequence {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func makeIterator() -> Iterator { Iterator(bytes: bytes) }

  struct Iterator: IteratorProtocol {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0

    mutating func next() -> UInt32? {
      guard index < bytes.count else { return nil }
      let first = bytes[index]
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      guard index + length <= bytes.count else {
        index = bytes.count
        return nil
      }
      var code = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
      for offset in 1..<length { code = code << 6 | UInt32(bytes[index + offset] & 0x3F) }
      index += length
      return code
    }
  }
}

func logarithm(_ x: Double) -> Double { log(x) }
