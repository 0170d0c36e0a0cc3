import EntityModel

/// Finds names that were recognised before in the articles of their document.
struct MentionLocator {
  private let document: Document
  /// For each code point of the document, the article whose text holds it, and where; −1 where none does.
  private var articleOf: [Int32]
  private var positionOf: [Int32]

  init(document: Document, articles: [Article]) {
    self.document = document
    articleOf = Array(repeating: -1, count: document.codePoints.count)
    positionOf = articleOf
    for (index, article) in articles.enumerated() {
      // The end of a paragraph has the offset of its last code point, which comes first.
      for (position, offset) in article.text.offsets.enumerated() where articleOf[Int(offset)] < 0 {
        articleOf[Int(offset)] = Int32(index)
        positionOf[Int(offset)] = Int32(position)
      }
    }
  }

  /// In the order of recognition. Names that do not lie in one article (as where the rules for articles have changed)
  /// are left out.
  func mentions(_ names: [NameSpan]) -> [Mention] {
    names.compactMap(mention).sorted { ($0.span, order($0.type)) < ($1.span, order($1.type)) }
  }

  private func mention(_ name: NameSpan) -> Mention? {
    let span = name.span
    guard span.length > 0, span.end <= articleOf.count, articleOf[span.start] >= 0,
      articleOf[span.start] == articleOf[span.end - 1], positionOf[span.start] <= positionOf[span.end - 1]
    else { return nil }
    return Mention(
      span: span, type: name.type, text: document.text(in: span), article: Int(articleOf[span.start]),
      range: Int(positionOf[span.start])..<Int(positionOf[span.end - 1]) + 1)
  }

  private func order(_ type: EntityType) -> Int { EntityType.allCases.firstIndex(of: type) ?? 0 }
}
