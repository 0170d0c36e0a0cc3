/// Everything that was found in one document: what the store adds or subtracts as one contribution.
public struct DocumentExtraction: Sendable {
  public let document: Document
  /// In the order of their starts.
  public let articles: [ArticleSummary]
  /// In the order of the text.
  public let sentences: [Sentence]
  /// In the order of their spans.
  public let mentions: [Mention]
  /// In the order of their first mentions.
  public let entities: [Entity]
  /// For each element of `mentions`, the index of its entity in `entities`.
  public let entityOfMention: [Int]
  /// Sorted by source, type, target; no triple twice.
  public let relations: [Relation]
  /// All windows of one kind, in the order of the text.
  public let windows: [NameWindow]

  public init(
    document: Document, articles: [ArticleSummary], sentences: [Sentence], mentions: [Mention], entities: [Entity],
    entityOfMention: [Int], relations: [Relation], windows: [NameWindow]
  ) {
    precondition(entityOfMention.count == mentions.count, "every mention names its entity")
    self.document = document
    self.articles = articles
    self.sentences = sentences
    self.mentions = mentions
    self.entities = entities
    self.entityOfMention = entityOfMention
    self.relations = relations
    self.windows = windows
  }
}

/// What is kept of an article once its text has been read.
public struct ArticleSummary: Sendable, Equatable {
  public let span: Span
  /// Whether this is the head of the page (paper, date, editors) and no report.
  public let isPageHead: Bool
  /// The heading; empty for a caption.
  public let title: String
  /// Names of the districts the article is about, county level, best supported first.
  public let about: [String]
  /// Names of the towns and streets the article is about; empty when it is about the county at large.
  public let townships: [String]
  /// Names of its authors and photographers, in order of appearance.
  public let byline: [String]

  public init(
    span: Span, title: String, about: [String], townships: [String] = [], byline: [String], isPageHead: Bool = false
  ) {
    self.townships = townships
    self.isPageHead = isPageHead
    self.span = span
    self.title = title
    self.about = about
    self.byline = byline
  }
}
