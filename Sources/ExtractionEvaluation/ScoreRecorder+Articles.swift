import EntityModel

extension ScoreRecorder {
  /// Starts of articles: found within two lines of text of where the annotation has them.
  mutating func scoreArticles(_ extraction: DocumentExtraction, _ gold: GoldPage) {
    let codes = extraction.document.codePoints
    let starts = extraction.articles.filter { !$0.isPageHead }.map(\.span.start)
    let lines = Self.textLines(in: codes)
    var used: Set<Int> = []
    for article in gold.articles {
      guard let wanted = GoldPage.firstOccurrence(of: article.first, in: codes) else { continue }
      let near = starts.indices.filter { !used.contains($0) && abs(lines[starts[$0]] - lines[wanted]) <= 2 }
      if let nearest = near.min(by: { abs(starts[$0] - wanted) < abs(starts[$1] - wanted) }) {
        used.insert(nearest)
        score.articles.right += 1
      } else {
        score.articles.missed += 1
        note(.missedArticle, "", String(String.UnicodeScalarView(article.first.unicodeScalars.prefix(20))))
      }
    }
    score.articles.wrong += starts.count - used.count
  }

  /// For each offset, how many lines that are not blank begin before it; one element more than `codes`.
  private static func textLines(in codes: [UInt32]) -> [Int] {
    var lines: [Int] = []
    lines.reserveCapacity(codes.count + 1)
    var complete = 0
    var hasText = false
    for code in codes {
      lines.append(complete + (hasText ? 1 : 0))
      if code == 0x0A {
        complete += hasText ? 1 : 0
        hasText = false
      } else if !isSpace(code) {
        hasText = true
      }
    }
    lines.append(complete + (hasText ? 1 : 0))
    return lines
  }

  /// White space by Unicode, and the four separators of ASCII.
  private static func isSpace(_ code: UInt32) -> Bool {
    (0x1C...0x1F).contains(code) || Unicode.Scalar(code)?.properties.isWhitespace ?? false
  }
}
