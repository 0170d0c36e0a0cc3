import Foundation
import JSONText
import Testing

@Suite struct JSONWriterTests {
  /// Every code point that may stand in a string, against Foundation's reader.
  @Test func everyTextSurvives() throws {
    for start in stride(from: UInt32(0), to: 0x11_0000, by: 0x1000) {
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: (start..<start + 0x1000).compactMap(Unicode.Scalar.init))
      let text = String(scalars)
      var writer = JSONWriter()
      writer.value([text])
      let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
      #expect(read.map { $0.map { Array($0.unicodeScalars) } } == [Array(text.unicodeScalars)])
    }
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (10, "10"), (-1, "-1"), (1_234_567_890, "1234567890"),
    (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ])
  func integers(number: Int, text: String) {
    var writer = JSONWriter()
    writer.value(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test func nestingPlacesCommas() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("a")
      writer.array { writer in
        for texts in [[], ["x", "y"]] { writer.value(texts) }
      }
      writer.key("b")
      writer.object { _ in }
      writer.key("c")
      writer.value(true)
    }
    writer.endLine()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"a\": [[], [\"x\", \"y\"]], \"b\": {}, \"c\": true}\n")
  }
}
