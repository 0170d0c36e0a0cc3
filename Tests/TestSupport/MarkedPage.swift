import EntityModel
import TextIngestion

/// A marked text, split into articles and sentences, with its marks as mentions: what resolution and relations start
/// from, whatever the recogniser would find.
public struct MarkedPage: Sendable {
  public let document: Document
  public let articles: [Article]
  public let sentences: [Sentence]
  public let mentions: [Mention]

  public init(_ marked: String) {
    let text = MarkedText(marked)
    document = text.document
    articles = ArticleSplitter().articles(of: text.document)
    sentences = articles.enumerated().flatMap { SentenceSplitter().sentences(of: $1, index: $0) }
    var mentions: [Mention] = []
    for name in text.names {
      for (index, article) in articles.enumerated() {
        guard let first = article.text.offsets.firstIndex(of: UInt32(name.span.start)),
          let last = article.text.offsets.lastIndex(of: UInt32(name.span.end - 1))
        else { continue }
        mentions.append(
          Mention(
            span: name.span, type: name.type, text: text.document.text(in: name.span), article: index,
            range: first..<(last + 1)))
        break
      }
    }
    precondition(mentions.count == text.names.count, "every mark is in an article: \(marked)")
    self.mentions = mentions
  }
}
