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
      guard isStop(code) else { continue }
      while position < codes.count && isCloser(codes[position]) { position += 1 }
      close(at: position)
    }
    close(at: codes.count)
    return sentences
  }

  /// One of 。!?; and a line feed.
  private func isStop(_ code: UInt32) -> Bool {
    switch code {
    case 0x3002, 0x21, 0x3F, 0x3B, 0x0A: true
    default: false
    }
  }

  /// One of ”’)》.
  private func isCloser(_ code: UInt32) -> Bool {
    switch code {
    case 0x201D, 0x2019, 0x29, 0x300B: true
    default: false
    }
  }
}
