/// Where an article plays: what its relative names refer to.
public struct ArticleScene: Sendable, Equatable {
  /// Names of the county-level districts it is about, best supported first; empty when unknown.
  public var counties: [String] = []
  /// Names of the towns and streets it is about, in order; empty when it is about the county at large.
  public var townships: [String] = []
  /// Name of the prefecture above the first county.
  public var prefecture: String?

  public init() {}
}

/// The divisions that the name of a unit holds, by full name.
public struct UnitPlaces: Sendable, Equatable {
  public var prefecture: String?
  public var county: String?
  public var township: String?
  public var village: String?

  public init(prefecture: String? = nil, county: String? = nil, township: String? = nil, village: String? = nil) {
    self.prefecture = prefecture
    self.county = county
    self.township = township
    self.village = village
  }
}

/// What the mentions of a page were resolved to.
public struct Resolution: Sendable {
  /// In the order of their first mentions.
  public var entities: [Entity]
  /// For each mention, the index of its entity in `entities`.
  public var entityOfMention: [Int]
  /// For each mention, whether it names an author or photographer in a byline.
  public var isByline: [Bool]
  /// For each article, where it plays.
  public var scenes: [ArticleScene]
  /// For each entity, what its name holds; empty for all but units.
  public var unitPlaces: [UnitPlaces]

  public init(
    entities: [Entity], entityOfMention: [Int], isByline: [Bool], scenes: [ArticleScene], unitPlaces: [UnitPlaces]
  ) {
    self.unitPlaces = unitPlaces
    self.entities = entities
    self.entityOfMention = entityOfMention
    self.isByline = isByline
    self.scenes = scenes
  }
}
