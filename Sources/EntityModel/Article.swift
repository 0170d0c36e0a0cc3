/// One report, caption or notice of a page; or the head of the page itself.
public struct Article: Sendable, Equatable {
  /// Whether this is the head of the page (paper, date, editors) and no report.
  public let isPageHead: Bool
  /// First to last code point of the article, its heading included; parts of other articles may lie between.
  public let span: Span
  /// The heading, blanks kept, line breaks removed; empty for a caption.
  public let title: String
  /// The text that belongs to the article, in reading order, heading first.
  public let text: FoldedText
  /// Number of elements of `text` that the heading takes, its final line feed included.
  public let headingLength: Int

  public init(span: Span, title: String, text: FoldedText, headingLength: Int, isPageHead: Bool = false) {
    self.isPageHead = isPageHead
    self.headingLength = headingLength
    self.span = span
    self.title = title
    self.text = text
  }
}

/// Text prepared for matching, with the way back to the document.
///
/// Line breaks inside a sentence are gone, full-width letters, digits and compatibility forms are folded; each element
/// stands for one code point of the document. A line feed (U+000A) marks the end of a paragraph.
public struct FoldedText: Sendable, Equatable {
  /// Folded code points.
  public var codes: [UInt32]
  /// For each element of `codes`, the offset of its code point in the document. As long as `codes`; ascending
  /// within a paragraph. Half as wide as `Int`, for there are as many as letters.
  public var offsets: [UInt32]

  public init(codes: [UInt32] = [], offsets: [UInt32] = []) {
    precondition(codes.count == offsets.count, "every folded code has an offset")
    self.codes = codes
    self.offsets = offsets
  }

  /// The span in the document of a non-empty range of `codes`.
  public func span(_ range: Range<Int>) -> Span {
    Span(Int(offsets[range.lowerBound]), Int(offsets[range.upperBound - 1]) + 1)
  }

  /// The folded text of a range of `codes`.
  public func string(_ range: Range<Int>) -> String {
    String(codePoints: codes[range])
  }
}

/// A sentence: the window in which names occur together, and what is quoted as evidence.
public struct Sentence: Sendable, Equatable {
  /// Index into the articles of the document.
  public let article: Int
  /// Where it stands in the document.
  public let span: Span
  /// Where it stands in the article's folded text.
  public let range: Range<Int>

  public init(article: Int, span: Span, range: Range<Int>) {
    self.article = article
    self.span = span
    self.range = range
  }
}
