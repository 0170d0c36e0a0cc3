import EntityModel

/// The figures of an extraction against the annotation, for one page or the sum of many.
public struct Score: Sendable, Equatable {
  /// By type. An entity counts as found when there is one of the same type under any of its annotated names.
  public var entities: [EntityType: Tally] = [:]
  /// By type. A mention counts as found at exactly one of its accepted spans.
  public var mentions: [EntityType: Tally] = [:]
  /// By type of relation: triples of source, relation, target.
  public var relations: [RelationType: Tally] = [:]
  /// Which county-level districts persons and units work with.
  public var districts = Tally()
  /// Which towns and streets persons and units work with.
  public var townships = Tally()
  /// Starts of articles.
  public var articles = Tally()
  /// Of the entities found, those under their canonical name.
  public var canonicalNames = Ratio()
  /// Of the relations found that the annotation gives a role, those with that role.
  public var roles = Ratio()
  /// What differs, in the order entities, mentions, relations, works-with, articles.
  public var discrepancies: [Discrepancy] = []

  public init() {}

  /// Adds the figures of other pages.
  public static func += (sum: inout Score, other: Score) {
    sum.entities.merge(other.entities) { $0 + $1 }
    sum.mentions.merge(other.mentions) { $0 + $1 }
    sum.relations.merge(other.relations) { $0 + $1 }
    sum.districts += other.districts
    sum.townships += other.townships
    sum.articles += other.articles
    sum.canonicalNames += other.canonicalNames
    sum.roles += other.roles
    sum.discrepancies += other.discrepancies
  }
}

extension Tally {
  fileprivate static func + (a: Tally, b: Tally) -> Tally {
    var sum = a
    sum += b
    return sum
  }
}

/// One difference between an extraction and the annotation.
public struct Discrepancy: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case wrongEntity = "entity+"
    /// A second entity for one that was already found.
    case splitEntity = "entity2"
    case wrongName = "name"
    case missedEntity = "entity-"
    case wrongMention = "mention+"
    case missedMention = "mention-"
    case wrongRelation = "relation+"
    case missedRelation = "relation-"
    case wrongDistrict = "district+"
    case missedDistrict = "district-"
    case wrongTownship = "township+"
    case missedTownship = "township-"
    case missedArticle = "article-"
  }

  /// Name of the document.
  public let document: String
  public let kind: Kind
  /// The type of the entity or relation; empty where there is none.
  public let type: String
  /// What it is about, line breaks shown as `⏎`.
  public let text: String

  /// `a1.⇥mention-⇥unit⇥金乡县供电公司`, the document by its first three characters.
  public var line: String {
    [String(document.prefix(3)), kind.rawValue, type, text].joined(separator: "\t")
  }
}
