import EntityModel

/// Extracts a document: for now its sentences alone, one article a page.
public struct Pipeline: Sendable {
  public init() throws {}

  public func extract(_ document: Document) -> DocumentExtraction {
    let codes = document.codePoints
    let whole = Span(0, codes.count)
    var sentences: [Sentence] = []
    var start = 0
    for end in codes.indices where codes[end] == 0x3002 || end == codes.count - 1 {
      sentences.append(Sentence(article: 0, span: Span(start, end + 1), range: start..<end + 1))
      start = end + 1
    }
    return DocumentExtraction(
      document: document, articles: [ArticleSummary(span: whole, title: "", about: [], byline: [])],
      sentences: sentences, mentions: [], entities: [], entityOfMention: [], relations: [], coOccurrences: [])
  }
}
