import EntityModel

/// A page as the rules see it: mentions by sentence, entities by mention, text around both.
///
/// A class, since every rule holds it: copies of a structure would count each of its arrays.
public final class PageGraph {
  let articles: [Article]
  let sentences: [Sentence]
  let mentions: [Mention]
  let resolution: Resolution
  /// For each sentence, its mentions that lie inside no other, in order.
  let outer: [[Int]]
  /// For each mention, its sentence; -1 where it crosses two.
  let sentenceOfMention: [Int]
  /// For each mention, its position among the outer ones of its sentence; -1 where it is none.
  let positionInSentence: [Int]
  /// The first three code points of the villages and sites that are named.
  let placeOpenings: Set<UInt64>
  /// For each article, the place entity that it is about: its town, else its first county.
  private let scenePlaces: [Int?]
  private let placeNames: NumberedNames
  /// Places by the number of their name; of several the first.
  private let namedPlaces: [Int]

  public init(articles: [Article], sentences: [Sentence], mentions: [Mention], resolution: Resolution) {
    self.articles = articles
    self.sentences = sentences
    self.mentions = mentions
    self.resolution = resolution
    var outer = [[Int]](repeating: [], count: sentences.count)
    var owners = [Int](repeating: -1, count: mentions.count)
    var positions = owners
    var firstOfArticle = [Int](repeating: 0, count: articles.count)
    for (index, sentence) in sentences.enumerated().reversed() { firstOfArticle[sentence.article] = index }
    var lastEnd = [Int](repeating: 0, count: articles.count)
    for index in mentions.indices {
      let (article, range) = (mentions[index].article, mentions[index].range)
      var sentence = firstOfArticle[article]
      while sentence < sentences.count, sentences[sentence].article == article,
        sentences[sentence].range.upperBound < range.upperBound
      {
        sentence += 1
      }
      guard sentence < sentences.count, sentences[sentence].article == article else { continue }
      owners[index] = sentence
      firstOfArticle[article] = sentence
      if range.lowerBound >= lastEnd[article] {
        positions[index] = outer[sentence].count
        outer[sentence].append(index)
        lastEnd[article] = range.upperBound
      }
    }
    self.outer = outer
    sentenceOfMention = owners
    positionInSentence = positions
    var names = NumberedNames()
    var places: [Int] = []
    var openings: Set<UInt64> = []
    let entities = resolution.entities
    for index in entities.indices where entities[index].type == .place {
      if names.number(of: entities[index].name) == places.count { places.append(index) }
      if entities[index].level == .village || entities[index].level == .site {
        entities[index].name.withCodePoints { openings.insert(Self.opening($0)) }
      }
    }
    placeNames = names
    namedPlaces = places
    placeOpenings = openings
    var scenePlaces: [Int?] = []
    for scene in resolution.scenes {
      let name = scene.townships.lazy.compactMap(names.find).first ?? scene.counties.first.flatMap(names.find)
      scenePlaces.append(name.map { places[$0] })
    }
    self.scenePlaces = scenePlaces
  }

  /// Index of the place entity of a name; of several the first.
  func place(named name: String) -> Int? { placeNames.find(name).map { namedPlaces[$0] } }

  /// The first three code points of a name, as one number.
  static func opening(_ codes: UnsafeBufferPointer<UInt32>) -> UInt64 {
    codes.prefix(3).reduce(0) { $0 << 21 | UInt64($1) }
  }

  func entity(_ mention: Int) -> Int { resolution.entityOfMention[mention] }

  func codes(_ mention: Int) -> [UInt32] { articles[mentions[mention].article].text.codes }

  func text(_ article: Int, _ range: Range<Int>) -> String { articles[article].text.string(range) }

  func evidence(_ mention: Int) -> Span {
    sentenceOfMention[mention] >= 0 ? sentences[sentenceOfMention[mention]].span : mentions[mention].span
  }

  /// The mentions of a sentence that lie inside no other and in no byline, in order.
  func named(in sentence: Int) -> [Int] {
    let row = outer[sentence]
    return row.contains { resolution.isByline[$0] } ? row.filter { !resolution.isByline[$0] } : row
  }

  /// The place entity that an article is about.
  func scenePlace(_ article: Int) -> Int? { scenePlaces[article] }
}
