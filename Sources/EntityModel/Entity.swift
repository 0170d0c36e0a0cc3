/// Level of a place in the administrative hierarchy, highest first.
public enum PlaceLevel: String, CaseIterable, Sendable, Codable, Comparable {
  case province, prefecture, county, township, village
  /// Anything finer or not administrative: a road, a lake, an industrial zone.
  case site

  private var rank: Int {
    switch self {
    case .province: 0
    case .prefecture: 1
    case .county: 2
    case .township: 3
    case .village: 4
    case .site: 5
    }
  }

  /// Higher levels first: a province is less than a county.
  public static func < (a: PlaceLevel, b: PlaceLevel) -> Bool { a.rank < b.rank }
}

/// A person, unit, place or programme: what mentions are resolved to.
public struct Entity: Sendable, Equatable {
  public let type: EntityType
  /// Canonical name: no quotes, no blanks, the fullest form the document allows.
  public var name: String
  /// What tells it from others of the same type and name across documents: the county of a place, the unit or county
  /// of a person; empty when the name alone is enough.
  public var anchor: String
  /// Other forms met, sorted, without `name`.
  public var aliases: [String]
  /// Of a place.
  public var level: PlaceLevel?
  /// Official code of an administrative division.
  public var code: String?
  /// Of a place: name of the next level up.
  public var parent: String?
  /// Of a person: roles as printed, in order of appearance.
  public var roles: [String]
  /// County-level districts it works with, best supported first. Empty when unknown.
  public var districts: [String]
  /// Townships and streets it works with, best supported first. Empty when unknown.
  public var townships: [String]
  /// Whether the canonical name was completed from the article and is not printed in so many words.
  public var isInferred: Bool

  public init(
    type: EntityType, name: String, anchor: String = "", aliases: [String] = [], level: PlaceLevel? = nil,
    code: String? = nil, parent: String? = nil, roles: [String] = [], districts: [String] = [],
    townships: [String] = [], isInferred: Bool = false
  ) {
    self.type = type
    self.name = name
    self.anchor = anchor
    self.aliases = aliases
    self.level = level
    self.code = code
    self.parent = parent
    self.roles = roles
    self.districts = districts
    self.townships = townships
    self.isInferred = isInferred
  }
}
