import EntityModel

/// An article, or a part of one that is too long to be weighed at once.
///
/// A newspaper page has some 10,000 characters. What is known of a text while names are sought takes a hundred times its
/// memory; so that a whole archive in one line does no harm, long articles are cut at the ends of sentences, and names
/// are sought in one stretch of pieces after the other. A name seen in one stretch does not speak for itself in the next.
struct ArticlePiece {
  /// Index of the article on the page.
  let article: Int
  /// Where the piece starts in the text of the article.
  let start: Int
  /// The article, or what an article of the piece alone would be.
  let text: Article

  /// Most code points of a piece, and of a stretch.
  static let pieceLimit = 1 << 14
  static let stretchLimit = 1 << 17

  /// Hands on the pieces of the articles of a page in order, in stretches; an ordinary page is one. A stretch is cut out
  /// when its turn comes, so that the text is not held twice.
  static func forEachStretch(of articles: [Article], _ body: ([ArticlePiece]) -> Void) {
    var stretch: [ArticlePiece] = []
    var length = 0
    for (index, article) in articles.enumerated() {
      forEachPiece(of: article, index) { piece in
        let count = piece.text.text.codes.count
        if length + count > stretchLimit, !stretch.isEmpty {
          body(stretch)
          stretch = []
          length = 0
        }
        stretch.append(piece)
        length += count
      }
    }
    if !stretch.isEmpty { body(stretch) }
  }

  private static func forEachPiece(of article: Article, _ index: Int, _ body: (ArticlePiece) -> Void) {
    let count = article.text.codes.count
    guard count > pieceLimit else { return body(ArticlePiece(article: index, start: 0, text: article)) }
    var start = 0
    while start < count {
      let end = end(of: start, in: article.text.codes)
      let text = FoldedText(
        codes: Array(article.text.codes[start..<end]), offsets: Array(article.text.offsets[start..<end]))
      let part = Article(
        span: article.span, title: article.title, text: text,
        headingLength: max(0, min(end, article.headingLength) - start), isPageHead: article.isPageHead)
      body(ArticlePiece(article: index, start: start, text: part))
      start = end
    }
  }

  /// Where a piece ends: after a sentence, else after a comma or list mark, else anywhere.
  private static func end(of start: Int, in codes: [UInt32]) -> Int {
    let limit = start + pieceLimit
    guard limit < codes.count else { return codes.count }
    let last = codes[(start + pieceLimit / 2)..<limit]
    let stop = last.lastIndex { $0 == 0x0A || $0 == 0x3002 || $0 == 0x21 || $0 == 0x3F || $0 == 0x3B }
    return (stop ?? last.lastIndex { $0 == 0x2C || $0 == 0x3001 || $0 == 0x20 }).map { $0 + 1 } ?? limit
  }
}
