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
    let articles = splitter.articles(of: document)
    let sentences = articles.enumerated().flatMap { sentenceSplitter.sentences(of: $1, index: $0) }
    let mentions =
      names.map { MentionLocator(document: document, articles: articles).mentions($0) }
      ?? recognizer.mentions(in: document, articles: articles)
    return Reading(
      document: document, articles: articles, sentences: sentences, mentions: mentions,
      resolution: resolver.resolve(document: document, articles: articles, mentions: mentions))
  }
}
