import EntityModel

/// Which sentence of a document holds what.
struct SentenceIndex {
  private let sentences: [Sentence]
  /// For each article, the indices of its sentences in the order of its folded text.
  private var byArticle: [[Int]]

  init(_ extraction: DocumentExtraction) {
    sentences = extraction.sentences
    byArticle = Array(repeating: [], count: extraction.articles.count)
    for (index, sentence) in sentences.enumerated() { byArticle[sentence.article].append(index) }
    let all = sentences
    for article in byArticle.indices {
      byArticle[article].sort { all[$0].range.lowerBound < all[$1].range.lowerBound }
    }
  }

  /// The sentence of the mention's article whose folded text holds it; nil if none does.
  /// - Complexity: logarithmic in the sentences of the article.
  func sentence(of mention: Mention) -> Int? {
    let candidates = byArticle[mention.article]
    var low = 0
    var high = candidates.count
    while low < high {
      let middle = (low + high) / 2
      if sentences[candidates[middle]].range.lowerBound <= mention.range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0 else { return nil }
    let range = sentences[candidates[low - 1]].range
    return mention.range.upperBound <= range.upperBound ? candidates[low - 1] : nil
  }

  /// The shortest sentence that contains `span`, the first of equals; nil if none does.
  func sentence(containing span: Span) -> Int? {
    var best: Int?
    for (index, sentence) in sentences.enumerated() where sentence.span.contains(span) {
      if let found = best, sentences[found].span.length <= sentence.span.length { continue }
      best = index
    }
    return best
  }
}

/// For each entity of a document, the set of sentences that mention it, one bit a sentence.
struct SentenceSets {
  private let words: Int
  private var bits: [UInt64]

  init(entities: Int, sentences: Int) {
    words = (sentences + 63) / 64
    bits = Array(repeating: 0, count: entities * words)
  }

  mutating func insert(sentence: Int, of entity: Int) {
    bits[entity * words + sentence / 64] |= 1 << UInt64(sentence % 64)
  }

  /// The first sentence that mentions both; nil if none does.
  func first(of a: Int, and b: Int) -> Int? {
    for word in 0..<words {
      let both = bits[a * words + word] & bits[b * words + word]
      if both != 0 { return word * 64 + both.trailingZeroBitCount }
    }
    return nil
  }
}

extension Document {
  /// What `span` holds on one line, to be quoted: line breaks and the blanks around them removed, other blanks one
  /// space.
  ///
  /// `"县委组\n织部  副部长"` gives `县委组织部 副部长`.
  func quote(_ span: Span) -> String {
    var text = String.UnicodeScalarView()
    var isBlankPending = false
    var isBreakPending = false
    for code in codePoints[span.start..<min(span.end, codePoints.count)] {
      if isBlank(code) {
        isBlankPending = true
        isBreakPending = isBreakPending || code == 0x0A || code == 0x0D
        continue
      }
      if isBlankPending && !isBreakPending && !text.isEmpty { text.append(" ") }
      isBlankPending = false
      isBreakPending = false
      text.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }
    return String(text)
  }
}
