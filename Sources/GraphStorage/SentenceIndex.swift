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

  /// The sentence to quote for a tie between `a` and `b`: the shortest that contains the evidence; where the evidence
  /// is longer than a sentence, the first inside it that names both or else one of them. Nil if there is none.
  func sentence(grounding evidence: Span, of a: Int, and b: Int, in mentioned: SentenceSets) -> Int? {
    var best: (index: Int, length: Int, ends: Int)?
    for (index, sentence) in sentences.enumerated() {
      if sentence.span.contains(evidence) {
        // Evidence has two ends at most: three is more than any sentence inside it can name.
        let length = sentence.span.length
        if best.map({ $0.ends < 3 || length < $0.length }) ?? true { best = (index, length, 3) }
      } else if evidence.contains(sentence.span) {
        let ends = [a, b].count { mentioned.contains(sentence: index, of: $0) }
        if ends > best?.ends ?? 0 { best = (index, sentence.span.length, ends) }
      }
    }
    return best?.index
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

  func contains(sentence: Int, of entity: Int) -> Bool {
    bits[entity * words + sentence / 64] & 1 << UInt64(sentence % 64) != 0
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
  /// What `span` holds, to be quoted.
  func quote(_ span: Span) -> String { onOneLine(codePoints[span.start..<min(span.end, codePoints.count)]) }
}

/// A text as it is quoted: line breaks and the blanks around them removed, other blanks one space.
///
/// `"县委组\n织部  副部长"` gives `县委组织部 副部长`.
func onOneLine(_ codePoints: some Sequence<UInt32>) -> String {
  var text = String.UnicodeScalarView()
  var isBlankPending = false
  var isBreakPending = false
  for code in codePoints {
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
