import EntityModel
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct SentenceIndexTests {
  @Test(arguments: [
    ("县委组\n织部  副部长", "县委组织部 副部长"), ("甲 \n\n 乙", "甲乙"), ("　甲\t", "甲"), ("", ""), (" \n", ""),
  ])
  func quotesAreOneLine(text: String, expected: String) {
    let document = Document(name: "a", sha256: "", date: nil, codePoints: text.unicodeScalars.map(\.value))
    #expect(document.quote(Span(0, document.codePoints.count)) == expected)
  }

  /// Two articles whose parts alternate on the page, as columns do.
  private let extraction = DocumentExtraction(
    document: Document(name: "a", sha256: "", date: nil, codePoints: Array(repeating: 0x4E00, count: 100)),
    articles: [
      ArticleSummary(span: Span(0, 80), title: "", about: [], byline: []),
      ArticleSummary(span: Span(20, 100), title: "", about: [], byline: []),
    ],
    sentences: [
      Sentence(article: 0, span: Span(0, 60), range: 0..<40), Sentence(article: 1, span: Span(20, 40), range: 0..<20),
      Sentence(article: 0, span: Span(60, 80), range: 40..<60),
      Sentence(article: 1, span: Span(80, 100), range: 20..<40),
    ],
    mentions: [], entities: [], entityOfMention: [], relations: [], windows: [])

  @Test(arguments: [
    (0, 0..<3, 0), (0, 39..<40, 0), (0, 40..<42, 2), (1, 0..<3, 1), (1, 20..<40, 3), (0, 38..<42, nil),
    (1, 60..<61, nil),
  ])
  func aMentionBelongsToASentenceOfItsArticle(article: Int, range: Range<Int>, expected: Int?) {
    let mention = Mention(span: Span(21, 23), type: .unit, text: "", article: article, range: range)
    #expect(SentenceIndex(extraction).sentence(of: mention) == expected)
  }

  @Test func evidenceIsQuotedFromTheShortestSentenceAroundIt() {
    let index = SentenceIndex(extraction)
    var mentioned = SentenceSets(entities: 3, sentences: 4)
    mentioned.insert(sentence: 1, of: 0)
    mentioned.insert(sentence: 3, of: 0)
    mentioned.insert(sentence: 3, of: 1)
    func sentence(_ span: Span, _ a: Int, _ b: Int) -> Int? {
      index.sentence(grounding: span, of: a, and: b, in: mentioned)
    }
    #expect(sentence(Span(25, 30), 0, 1) == 1)
    #expect(sentence(Span(5, 30), 0, 1) == 0)
    #expect(sentence(Span(0, 100), 0, 1) == 3, "the first that names both")
    #expect(sentence(Span(0, 100), 0, 2) == 1, "the first that names one")
    #expect(sentence(Span(0, 100), 2, 2) == nil)
    #expect(sentence(Span(50, 70), 0, 1) == nil)
  }

  @Test func theFirstCommonSentenceIsFoundBeyondOneWord() {
    var mentioned = SentenceSets(entities: 2, sentences: 200)
    mentioned.insert(sentence: 3, of: 0)
    mentioned.insert(sentence: 4, of: 1)
    #expect(mentioned.first(of: 0, and: 1) == nil)
    mentioned.insert(sentence: 130, of: 0)
    mentioned.insert(sentence: 130, of: 1)
    mentioned.insert(sentence: 131, of: 0)
    mentioned.insert(sentence: 131, of: 1)
    #expect(mentioned.first(of: 0, and: 1) == 130)
  }
}
