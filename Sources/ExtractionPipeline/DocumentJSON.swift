import EntityModel
import JSONText

/// A document before anything is found in it, as a line of JSON: what files of JSON Lines hold.
public enum DocumentJSON {
  /// One line in UTF-8, line feed included.
  ///
  /// `{"doc": "a.txt", "date": "2024-06-21", "encoding": "GB18030", "confidence": 0.999, "text": "…"}`
  ///
  /// - Complexity: O(n) in the length of the text.
  public static func line(_ document: Document) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("doc")
      writer.value(document.name)
      if let date = document.date {
        writer.key("date")
        writer.value(date)
      }
      writer.encoding(of: document)
      writer.key("text")
      writer.value(String(codePoints: document.codePoints))
    }
    writer.endLine()
    return writer.bytes
  }
}

extension JSONWriter {
  /// The encoding of a document and the probability that it is this one, in thousandths rounded down.
  mutating func encoding(of document: Document) {
    key("encoding")
    value(document.encoding)
    key("confidence")
    value(thousandths: Int(document.confidence * 1000))
  }
}
