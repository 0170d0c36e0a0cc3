/// A half-open range of Unicode code points in a document as given.
///
/// Offsets count code points (what Python's `str` counts) from the start of the decoded text, line breaks included.
public struct Span: Hashable, Comparable, Sendable {
  /// Offset of the first code point, in code points.
  public let start: Int
  /// Offset just past the last code point, in code points.
  public let end: Int

  public init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "a span runs forward from a non-negative offset")
    self.start = start
    self.end = end
  }

  /// Number of code points.
  public var length: Int { end - start }

  public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }

  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

  /// Earlier first; of two that start together, the longer first.
  public static func < (a: Span, b: Span) -> Bool {
    a.start != b.start ? a.start < b.start : a.end > b.end
  }
}
