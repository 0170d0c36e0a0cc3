import EntityModel

/// Bytes to code points, in the encoding that is told or else the likeliest.
///
/// 1. A byte order mark decides.
/// 2. What is valid UTF-8 is UTF-8: other text is so by chance only when it has a few characters.
/// 3. What the document itself declares, where its bytes are valid in it.
/// 4. Otherwise each of GB 18030, Big5 and the two byte orders of UTF-16 in which the bytes are valid is weighed by its
///    share of common characters (see ``EncodingScore``). The confidence is the probability of the best beside the others
///    and beside text that is none of them; below ``leastConfidence`` the document is refused, for a wrong guess would
///    make nonsense of it.
///
/// Languages other than Chinese are not known here: Korean in EUC-KR passes for GB 18030.
struct TextDecoder: Sendable {
  /// A guess is never certain.
  static let mostConfidence = 0.999

  /// What must be; nil to find it out.
  var encoding: TextEncoding?

  /// Probability below which an encoding is not taken for found.
  static let leastConfidence = 0.9

  /// What bytes say.
  struct Text {
    var codePoints: [UInt32]
    var encoding: TextEncoding
    /// Probability that the encoding is this one; 1 where it was told, marked or is UTF-8.
    var confidence: Double
  }

  /// Why bytes are no text.
  enum Fault: Error, Equatable {
    /// A NUL; `offset` in bytes.
    case nul(offset: Int)
    /// Nothing that is text in the encoding begins at this offset in bytes.
    case invalid(offset: Int, TextEncoding)
    /// Not UTF-8 from this offset on, and in no other encoding likely.
    case unknown(offset: Int)
    /// The system has no converter for it.
    case unsupported(TextEncoding)
  }

  /// - Parameter declared: what the document says of itself; it counts only where its bytes are valid.
  /// - Throws: ``Fault``, with offsets from the start of `bytes`, byte order mark included.
  /// - Complexity: O(n).
  func decode(_ bytes: [UInt8], declared: TextEncoding? = nil) throws(Fault) -> Text {
    if let encoding { return try decode(bytes, as: encoding) }
    if let (encoding, _) = TextEncoding.marked(bytes) { return try decode(bytes, as: encoding) }
    let fault: Fault
    do throws(Fault) {
      return try decode(bytes, as: .utf8)
    } catch {
      fault = error
    }
    if let declared, let text = try? decode(bytes, as: declared) { return text }
    if let text = likeliest(bytes) { return text }
    switch fault {
    case .invalid(let offset, _): throw .unknown(offset: offset)
    default: throw fault
    }
  }

  /// The likeliest of the readings that are valid; nil where none is likely.
  private func likeliest(_ bytes: [UInt8]) -> Text? {
    var texts: [Text] = []
    var scores: [EncodingScore] = []
    for encoding in [TextEncoding.gb18030, .big5, .utf16LittleEndian, .utf16BigEndian] {
      guard let text = try? decode(bytes, as: encoding) else { continue }
      let isWide = encoding == .utf16LittleEndian || encoding == .utf16BigEndian
      texts.append(text)
      scores.append(EncodingScore(text.codePoints, isWide: isWide))
    }
    let probabilities = EncodingScore.probabilities(scores)
    guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }),
      probabilities[best] >= Self.leastConfidence
    else { return nil }
    texts[best].confidence = min(probabilities[best], Self.mostConfidence)
    return texts[best]
  }

  /// The text in a given encoding, with a byte order mark of its family dropped.
  private func decode(_ bytes: [UInt8], as encoding: TextEncoding) throws(Fault) -> Text {
    var encoding = encoding
    var start = 0
    if let mark = TextEncoding.marked(bytes) {
      let isUTF16 = encoding == .utf16LittleEndian || encoding == .utf16BigEndian
      if isUTF16, mark.length == 2 { encoding = mark.encoding }
      if mark.encoding == encoding { start = mark.length }
    }
    let codePoints: [UInt32]
    switch encoding {
    case .utf8:
      do throws(UTF8Decoder.Fault) {
        codePoints = try UTF8Decoder.decode(bytes)
      } catch {
        switch error {
        case .nul(let offset): throw .nul(offset: offset)
        case .invalid(let offset): throw .invalid(offset: offset, .utf8)
        }
      }
    case .utf16LittleEndian, .utf16BigEndian:
      codePoints = try UTF16Decoder.decode(bytes, from: start, encoding)
    case .gb18030, .big5:
      codePoints = try IconvDecoder.decode(bytes, from: start, encoding)
    }
    return Text(codePoints: codePoints, encoding: encoding, confidence: 1)
  }
}
