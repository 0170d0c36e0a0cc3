import EntityModel

/// What one document brings to the graph, as the store keeps it: the unit that is added, subtracted and corrected.
///
/// Every address is listed once. Mentions and ties refer to `appearances` by index and to sentences by ordinal;
/// offsets are in code points. In normal form (see `normalized`) equal contributions are equal values.
struct Contribution: Equatable, Sendable, Codable {
  /// An entity as the document shows it.
  struct Appearance: Equatable, Sendable, Codable {
    var address: EntityAddress
    var isInferred: Bool
    var level: PlaceLevel?
    var code: String?
    var parent: String?
    var aliases: [String]
    var roles: [String]
    var districts: [String]
    var townships: [String]
  }

  struct Mention: Hashable, Sendable, Codable {
    var entity: Int
    var start: Int
    var end: Int
    var sentence: Int?
  }

  struct Relation: Equatable, Sendable, Codable {
    var source: Int
    var type: RelationType
    var target: Int
    var role: String?
    var isInferred: Bool
    var start: Int
    var end: Int
    var sentence: Int?
    /// The words of the evidence where it is not inside one sentence.
    var quote: String?
  }

  /// A sentence, list or article that names somebody.
  struct Window: Equatable, Sendable, Codable {
    var article: Int
    var sentence: Int?
    /// Ascending.
    var entities: [Int]
  }

  var appearances: [Appearance] = []
  var mentions: [Mention] = []
  var relations: [Relation] = []
  var windows: [Window] = []
}

extension Contribution {
  /// Longest quote of evidence outside a sentence, in code points.
  private static let longestQuote = 300

  /// In normal form.
  init(_ extraction: DocumentExtraction) {
    appearances = extraction.entities.map(Appearance.init)
    let sentences = SentenceIndex(extraction)
    var mentioned = SentenceSets(entities: appearances.count, sentences: extraction.sentences.count)
    for (mention, entity) in zip(extraction.mentions, extraction.entityOfMention) {
      let sentence = sentences.sentence(of: mention)
      if let sentence { mentioned.insert(sentence: sentence, of: entity) }
      mentions.append(Mention(entity: entity, start: mention.span.start, end: mention.span.end, sentence: sentence))
    }
    for relation in extraction.relations {
      let evidence = relation.evidence
      let sentence = sentences.sentence(grounding: evidence, of: relation.source, and: relation.target, in: mentioned)
      // Without a sentence the evidence itself is quoted, as much of it as is read at a glance.
      let end = sentence == nil ? min(evidence.end, evidence.start + Contribution.longestQuote) : evidence.end
      relations.append(
        Relation(
          source: relation.source, type: relation.type, target: relation.target, role: relation.role.map(storable),
          isInferred: relation.isInferred, start: evidence.start, end: end, sentence: sentence,
          quote: sentence == nil ? storable(extraction.document.quote(Span(evidence.start, end))) : nil))
    }
    for window in extraction.windows {
      windows.append(Window(article: window.article, sentence: window.sentence, entities: window.entities))
    }
    self = normalized()
  }

  /// The same with every address listed once and everything in order.
  ///
  /// Entities of one address (two villages of one name in one county cannot be told apart) become one: their mentions
  /// and windows are united, of equal relations the printed and then the earliest is kept, and ties of it with itself
  /// go. Windows that name nobody go.
  ///
  /// - Parameter preferred: of entities that become one, whose attributes come first; nil for the order they stand in.
  func normalized(preferring preferred: Int? = nil) -> Contribution {
    var united: [EntityAddress: Appearance] = [:]
    var order = Array(appearances.indices)
    if let preferred {
      order.remove(at: preferred)
      order.insert(preferred, at: 0)
    }
    for index in order {
      let appearance = appearances[index]
      united[appearance.address, default: appearance].unite(with: appearance)
    }
    var result = Contribution()
    result.appearances = united.values.map { $0.tidied() }.sorted { $0.address < $1.address }
    let places = Dictionary(uniqueKeysWithValues: result.appearances.enumerated().map { ($1.address, $0) })
    let index = appearances.map { places[$0.address] ?? 0 }
    result.mentions = mentions(redirectedTo: index)
    result.relations = relations(redirectedTo: index)
    result.windows = windows(redirectedTo: index)
    return result
  }

  /// The same without the entities for which `isRemoved` holds, and without all that hangs on them.
  func removing(where isRemoved: (Appearance) -> Bool) -> Contribution {
    var index: [Int?] = []
    var result = Contribution()
    for appearance in appearances {
      let stays = !isRemoved(appearance)
      index.append(stays ? result.appearances.count : nil)
      if stays { result.appearances.append(appearance) }
    }
    for var mention in mentions {
      guard let entity = index[mention.entity] else { continue }
      mention.entity = entity
      result.mentions.append(mention)
    }
    for var relation in relations {
      guard let source = index[relation.source], let target = index[relation.target] else { continue }
      (relation.source, relation.target) = (source, target)
      result.relations.append(relation)
    }
    for var window in windows {
      window.entities = window.entities.compactMap { index[$0] }
      if !window.entities.isEmpty { result.windows.append(window) }
    }
    return result
  }

  private func mentions(redirectedTo index: [Int]) -> [Mention] {
    struct Key: Hashable {
      let entity: Int
      let start: Int
      let end: Int
    }
    var kept: [Key: Mention] = [:]
    for var mention in mentions {
      mention.entity = index[mention.entity]
      let key = Key(entity: mention.entity, start: mention.start, end: mention.end)
      if let other = kept[key] { mention.sentence = earlier(other.sentence, mention.sentence) }
      kept[key] = mention
    }
    return kept.values.sorted { ($0.entity, $0.start, $0.end) < ($1.entity, $1.start, $1.end) }
  }

  private func relations(redirectedTo index: [Int]) -> [Relation] {
    struct Key: Hashable {
      let source: Int
      let type: RelationType
      let target: Int
    }
    func order(_ relation: Relation) -> (Int, Int, Int, String) {
      (relation.isInferred ? 1 : 0, relation.start, relation.end, relation.role ?? "")
    }
    var kept: [Key: Relation] = [:]
    for var relation in relations {
      (relation.source, relation.target) = (index[relation.source], index[relation.target])
      guard relation.source != relation.target else { continue }
      let key = Key(source: relation.source, type: relation.type, target: relation.target)
      if let other = kept[key], order(other) <= order(relation) { continue }
      kept[key] = relation
    }
    return kept.values.sorted { ($0.source, $0.type.rawValue, $0.target) < ($1.source, $1.type.rawValue, $1.target) }
  }

  private func windows(redirectedTo index: [Int]) -> [Window] {
    windows.compactMap { window in
      guard !window.entities.isEmpty else { return nil }
      var window = window
      window.entities = Set(window.entities.map { index[$0] }).sorted()
      return window
    }
  }
}

/// The lower ordinal; what is known before what is not.
private func earlier(_ a: Int?, _ b: Int?) -> Int? {
  guard let a, let b else { return a ?? b }
  return min(a, b)
}

extension Contribution.Appearance {
  init(_ entity: Entity) {
    address = EntityAddress(type: entity.type, name: storable(entity.name), anchor: storable(entity.anchor))
    isInferred = entity.isInferred
    level = entity.level
    code = entity.code.map(storable)
    parent = entity.parent.map(storable)
    aliases = entity.aliases.map(storable)
    roles = entity.roles.map(storable)
    districts = entity.districts.map(storable)
    townships = entity.townships.map(storable)
  }

  fileprivate mutating func unite(with other: Self) {
    aliases += other.aliases
    level = level ?? other.level
    code = code ?? other.code
    parent = parent ?? other.parent
    roles += other.roles
    districts += other.districts
    townships += other.townships
    isInferred = isInferred && other.isInferred
  }

  /// No value twice, none empty, no alias equal to the name; what has no order sorted.
  fileprivate func tidied() -> Self {
    var result = self
    result.aliases = distinct(aliases).filter { !$0.utf8.elementsEqual(address.name.utf8) }.sorted(by: precedes)
    result.roles = distinct(roles).sorted(by: precedes)
    result.districts = distinct(districts)
    result.townships = distinct(townships)
    return result
  }
}

/// The first of each value that is not empty. By bytes, as SQLite compares.
private func distinct(_ values: [String]) -> [String] {
  guard values.count > 1 else { return values.filter { !$0.isEmpty } }
  var seen: Set<[UInt8]> = []
  return values.filter { !$0.isEmpty && seen.insert(Array($0.utf8)).inserted }
}
