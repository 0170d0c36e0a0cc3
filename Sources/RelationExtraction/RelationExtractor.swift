import EntityModel

/// Finds typed relations between the entities of a page, each grounded in a sentence.
public struct RelationExtractor: Sendable {
  public init() {}

  /// - Returns: relations sorted by source, type, target; of equal triples the first in the text.
  public func relations(
    articles: [Article], sentences: [Sentence], mentions: [Mention], resolution: Resolution
  ) -> [Relation] {
    let page = PageGraph(articles: articles, sentences: sentences, mentions: mentions, resolution: resolution)
    var drafts: [Relation] = []
    HierarchyRule(page: page).apply(to: &drafts)
    PostRule(page: page).apply(to: &drafts)
    BylineRule(page: page).apply(to: &drafts)
    ProgrammeTieRule(page: page).apply(to: &drafts)
    PartnershipRule(page: page).apply(to: &drafts)
    return unique(drafts)
  }

  private func unique(_ drafts: [Relation]) -> [Relation] {
    struct Triple: Hashable {
      let source: Int
      let type: RelationType
      let target: Int
    }
    var best: [Triple: Relation] = [:]
    for relation in drafts where relation.source != relation.target {
      let triple = Triple(source: relation.source, type: relation.type, target: relation.target)
      guard let known = best[triple] else {
        best[triple] = relation
        continue
      }
      if (known.role ?? "").isEmpty && !(relation.role ?? "").isEmpty
        || known.isInferred && !relation.isInferred
      {
        best[triple] = relation
      }
    }
    return best.values.sorted {
      ($0.source, $0.type.rawValue, $0.target) < ($1.source, $1.type.rawValue, $1.target)
    }
  }
}

/// A page as the rules see it: mentions by sentence, entities by mention, text around both.
struct PageGraph {
  let articles: [Article]
  let sentences: [Sentence]
  let mentions: [Mention]
  let resolution: Resolution
  /// For each sentence, its mentions that lie inside no other, in order.
  let outer: [[Int]]
  /// For each mention, its sentence; -1 where it crosses two.
  let sentenceOfMention: [Int]
  /// Index of the place entity of a name; of several the first.
  let placeOfName: [String: Int]

  init(articles: [Article], sentences: [Sentence], mentions: [Mention], resolution: Resolution) {
    self.articles = articles
    self.sentences = sentences
    self.mentions = mentions
    self.resolution = resolution
    var outer = [[Int]](repeating: [], count: sentences.count)
    var owners = [Int](repeating: -1, count: mentions.count)
    var firstOfArticle = [Int](repeating: 0, count: articles.count)
    for (index, sentence) in sentences.enumerated().reversed() { firstOfArticle[sentence.article] = index }
    var lastEnd = [Int](repeating: 0, count: articles.count)
    for (index, mention) in mentions.enumerated() {
      var sentence = firstOfArticle[mention.article]
      while sentence < sentences.count, sentences[sentence].article == mention.article,
        sentences[sentence].range.upperBound < mention.range.upperBound
      {
        sentence += 1
      }
      guard sentence < sentences.count, sentences[sentence].article == mention.article else { continue }
      owners[index] = sentence
      firstOfArticle[mention.article] = sentence
      if mention.range.lowerBound >= lastEnd[mention.article] {
        outer[sentence].append(index)
        lastEnd[mention.article] = mention.range.upperBound
      }
    }
    self.outer = outer
    sentenceOfMention = owners
    var places: [String: Int] = [:]
    for (index, entity) in resolution.entities.enumerated() where entity.type == .place {
      if places[entity.name] == nil { places[entity.name] = index }
    }
    placeOfName = places
  }

  func entity(_ mention: Int) -> Int { resolution.entityOfMention[mention] }

  func codes(_ mention: Int) -> [UInt32] { articles[mentions[mention].article].text.codes }

  func text(_ article: Int, _ range: Range<Int>) -> String { articles[article].text.string(range) }

  func evidence(_ mention: Int) -> Span {
    sentenceOfMention[mention] >= 0 ? sentences[sentenceOfMention[mention]].span : mentions[mention].span
  }

  /// Place entities that an article is about: its towns, else its first county.
  func scenePlace(_ article: Int) -> Int? {
    let scene = resolution.scenes[article]
    return (scene.townships + scene.counties.prefix(1)).lazy.compactMap { placeOfName[$0] }.first
  }
}
