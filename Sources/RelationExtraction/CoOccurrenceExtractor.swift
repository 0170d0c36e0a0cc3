import EntityModel

/// Counts which entities are named in the same sentence. Names inside longer names do not count.
public struct CoOccurrenceExtractor: Sendable {
  public init() {}

  /// - Returns: pairs sorted by first, then second entity; a pair's weight is its number of sentences.
  public func coOccurrences(
    articles: [Article], sentences: [Sentence], mentions: [Mention], resolution: Resolution
  ) -> [CoOccurrence] {
    let page = PageGraph(articles: articles, sentences: sentences, mentions: mentions, resolution: resolution)
    struct Pair: Hashable {
      let a: Int
      let b: Int
    }
    var counts: [Pair: Int] = [:]
    for (sentence, members) in page.outer.enumerated() where !articles[sentences[sentence].article].isPageHead {
      // A byline is no company: its names are tied by reports_on alone.
      let entities = Set(members.filter { !resolution.isByline[$0] }.map { page.entity($0) }).sorted()
      for (position, a) in entities.enumerated() {
        for b in entities[(position + 1)...] { counts[Pair(a: a, b: b), default: 0] += 1 }
      }
    }
    return counts.sorted { ($0.key.a, $0.key.b) < ($1.key.a, $1.key.b) }
      .map { CoOccurrence(a: $0.key.a, b: $0.key.b, weight: $0.value) }
  }
}
