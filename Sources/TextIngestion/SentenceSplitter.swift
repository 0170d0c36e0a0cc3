import EntityModel

/// Cuts articles into sentences at full stops, question and exclamation marks, semicolons and paragraph ends.
public struct SentenceSplitter: Sendable {
  public init() {}

  /// The sentences of an article in order, without blank ones; together with closing quotes and brackets after a stop.
  ///
  /// - Parameter index: the index of the article in its document.
  public func sentences(of article: Article, index: Int) -> [Sentence] {
    let codes = article.text.codes
    var sentences: [Sentence] = []
    var start = 0
    var position = 0
    func close(at end: Int) {
      var lower = start
      var upper = end
      while lower < upper && isBlank(codes[lower]) { lower += 1 }
      while upper > lower && isBlank(codes[upper - 1]) { upper -= 1 }
      if lower < upper {
        let span = article.text.span(lower..<upper)
        sentences.append(Sentence(article: index, span: span, range: lower..<upper))
      }
      start = end
    }
    while position < codes.count {
      let code = codes[position]
      position += 1
      guard Self.stops.contains(code) else { continue }
      while position < codes.count && Self.closers.contains(codes[position]) { position += 1 }
      close(at: position)
    }
    close(at: codes.count)
    return sentences
  }

  private static let stops: Set<UInt32> = Set(literal("。!?;\n"))
  private static let closers: Set<UInt32> = Set(literal("”’)》"))
}
