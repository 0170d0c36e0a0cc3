/// A page as it was given: its text after decoding and before any normalisation.
public struct Document: Sendable {
  /// Name of the file without its folder, such as `000_page.txt`.
  public let name: String
  /// Hexadecimal SHA-256 of the bytes of the file.
  public let sha256: String
  /// Day of issue as `YYYY-MM-DD`, when known.
  public let date: String?
  /// The text, one element a code point.
  public let codePoints: [UInt32]

  /// The encoding that the bytes were read as, such as `GB18030`.
  public let encoding: String
  /// Probability that it is this one, between 0 and 1; 1 for UTF-8, and where it was told or marked.
  public let confidence: Double

  public init(
    name: String, sha256: String, date: String?, codePoints: [UInt32], encoding: String = "UTF-8",
    confidence: Double = 1
  ) {
    self.name = name
    self.sha256 = sha256
    self.date = date
    self.codePoints = codePoints
    self.encoding = encoding
    self.confidence = confidence
  }

  /// What `span` holds, line breaks and blanks removed.
  public func text(in span: Span) -> String {
    String(codePointsUpTo: span.length) { codes in
      var count = 0
      for code in codePoints[span.start..<span.end] where !isBlank(code) {
        codes[count] = code
        count += 1
      }
      return count
    }
  }
}

/// Whether a code point is a blank or a line break: space, tab, LF, CR, no-break or ideographic space.
@inlinable
public func isBlank(_ code: UInt32) -> Bool {
  code == 0x20 || code == 0x3000 || (0x09...0x0D).contains(code) || code == 0xA0
}
