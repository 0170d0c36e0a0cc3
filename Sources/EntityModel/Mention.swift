/// What an entity can be.
public enum EntityType: String, CaseIterable, Sendable, Codable {
  case person, unit, place, programme
}

/// A name seen at one place of a document. What it names is decided later, by resolution.
public struct Mention: Sendable, Equatable {
  /// Where it stands in the document.
  public let span: Span
  public let type: EntityType
  /// What the span holds, blanks and line breaks removed, as given.
  public let text: String
  /// Index into the articles of the document.
  public let article: Int
  /// Where it stands in the article's folded text.
  public let range: Range<Int>

  public init(span: Span, type: EntityType, text: String, article: Int, range: Range<Int>) {
    self.span = span
    self.type = type
    self.text = text
    self.article = article
    self.range = range
  }
}

/// Where a name of which type stands: what is kept of a mention, and enough to resolve it anew.
public struct NameSpan: Hashable, Sendable {
  /// Where it stands in the document.
  public let span: Span
  public let type: EntityType

  public init(span: Span, type: EntityType) {
    self.span = span
    self.type = type
  }

  public init(_ mention: Mention) { self.init(span: mention.span, type: mention.type) }
}
