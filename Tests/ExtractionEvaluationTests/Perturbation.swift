import EntityModel
import TestSupport

/// Spoils an extraction at random, so that every kind of error occurs: entities dropped, split, retyped, renamed,
/// districts moved, mentions shifted, relations turned and bent, articles lost.
struct Perturbation {
  /// One in this many of everything is spoilt.
  let rate: Int
  private var generator: SeededGenerator

  init(seed: UInt64, rate: Int) {
    self.rate = rate
    generator = SeededGenerator(seed: seed)
  }

  private mutating func strikes() -> Bool { Int.random(in: 0..<rate, using: &generator) == 0 }

  mutating func apply(to extraction: DocumentExtraction) -> DocumentExtraction {
    var entities: [Entity] = []
    var newIndex: [Int?] = []
    for entity in extraction.entities {
      if strikes() {
        newIndex.append(nil)
        continue
      }
      newIndex.append(entities.count)
      entities.append(spoilt(entity, all: extraction.entities))
      if strikes(), let twin = extraction.entities.randomElement(using: &generator) { entities.append(twin) }
    }
    let kept = zip(extraction.mentions, extraction.entityOfMention).compactMap { mention, entity in
      newIndex[entity].map { (mention, $0) }
    }
    var mentions: [(Mention, Int)] = []
    for (mention, entity) in kept where !strikes() {
      mentions.append((spoilt(mention, extraction.document), entity))
      if strikes() { mentions.append((mention, entity)) }
    }
    return DocumentExtraction(
      document: extraction.document, articles: spoilt(extraction.articles), sentences: extraction.sentences,
      mentions: mentions.map(\.0), entities: entities, entityOfMention: mentions.map(\.1),
      relations: spoilt(extraction.relations, newIndex, entities.count), windows: [])
  }

  private mutating func spoilt(_ entity: Entity, all: [Entity]) -> Entity {
    var entity = entity
    if strikes(), let type = EntityType.allCases.randomElement(using: &generator) {
      entity = Entity(
        type: type, name: entity.name, aliases: entity.aliases, districts: entity.districts,
        townships: entity.townships)
    }
    if strikes() { entity.name = entity.aliases.randomElement(using: &generator) ?? entity.name + "“ 某" }
    if strikes(), let other = all.randomElement(using: &generator) { entity.aliases.append(other.name) }
    if strikes() { entity.aliases.reverse() }
    if strikes(), let other = all.randomElement(using: &generator) { entity.districts += other.districts + ["某县"] }
    if strikes() { entity.townships = entity.townships.dropFirst() + entity.districts }
    return entity
  }

  private mutating func spoilt(_ mention: Mention, _ document: Document) -> Mention {
    guard strikes() else { return mention }
    let start = max(0, mention.span.start - Int.random(in: 0...3, using: &generator))
    let end = min(document.codePoints.count, mention.span.end + Int.random(in: 0...4, using: &generator))
    let type = EntityType.allCases.randomElement(using: &generator) ?? mention.type
    return Mention(
      span: Span(start, end), type: type, text: mention.text, article: mention.article, range: mention.range)
  }

  private mutating func spoilt(_ relations: [Relation], _ newIndex: [Int?], _ count: Int) -> [Relation] {
    var spoilt: [Relation] = []
    for relation in relations {
      guard var source = newIndex[relation.source], var target = newIndex[relation.target] else { continue }
      if strikes() { swap(&source, &target) }
      if strikes() { target = Int.random(in: 0..<count, using: &generator) }
      let type = strikes() ? RelationType.allCases.randomElement(using: &generator) : relation.type
      let role = strikes() ? ["书记", "“副” 书记", nil].randomElement(using: &generator) ?? nil : relation.role
      let bent = Relation(
        source: source, type: type ?? relation.type, target: target, role: role, evidence: relation.evidence)
      spoilt.append(bent)
      if strikes() { spoilt.append(bent) }
    }
    return spoilt
  }

  /// A lost article becomes a head of the page, which is not printed: mentions still refer to it by its number.
  private mutating func spoilt(_ articles: [ArticleSummary]) -> [ArticleSummary] {
    var spoilt: [ArticleSummary] = []
    for article in articles {
      let start = max(0, article.span.start - (strikes() ? Int.random(in: 0...200, using: &generator) : 0))
      spoilt.append(
        ArticleSummary(
          span: Span(start, article.span.end), title: "", about: [], byline: [],
          isPageHead: article.isPageHead || strikes()))
    }
    return spoilt
  }
}
