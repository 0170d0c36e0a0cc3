import AdministrativeDivisions
import EntityModel
import EntityRecognition
import EntityResolution
import TextIngestion

/// The first half of the way: from a page to its mentions and what they name.
struct PageReader: Sendable {
  private let splitter = ArticleSplitter()
  private let sentenceSplitter = SentenceSplitter()
  private let recognizer: Recognizer
  private let resolver: Resolver

  /// A page as far as it was read.
  struct Reading {
    let document: Document
    let articles: [Article]
    let sentences: [Sentence]
    let mentions: [Mention]
    var resolution: Resolution
  }

  init(gazetteer: Gazetteer, model: LinearModel, lexicon: UserLexicon = UserLexicon()) {
    recognizer = Recognizer(gazetteer: gazetteer, model: model, lexicon: lexicon)
    resolver = Resolver(gazetteer: gazetteer, lexicon: lexicon)
  }

  /// - Parameter names: what was recognised before; nil to recognise now.
  func read(_ document: Document, names: [NameSpan]? = nil) -> Reading {
    // Offsets are those of the document: one character stands for one.
    let page = SimplifiedForms.matching(document)
    let articles = splitter.articles(of: page)
    let sentences = articles.enumerated().flatMap { sentenceSplitter.sentences(of: $1, index: $0) }
    var mentions =
      names.map { MentionLocator(document: page, articles: articles).mentions($0) }
      ?? recognizer.mentions(in: page, articles: articles)
    let resolution = resolver.resolve(document: page, articles: articles, mentions: mentions)
    if page.codePoints != document.codePoints { mentions = mentions.map { $0.asGiven(in: document) } }
    return Reading(
      document: document, articles: articles, sentences: sentences, mentions: mentions, resolution: resolution)
  }
}

extension Mention {
  /// The mention with the text that the document has.
  fileprivate func asGiven(in document: Document) -> Mention {
    Mention(span: span, type: type, text: document.text(in: span), article: article, range: range)
  }
}
