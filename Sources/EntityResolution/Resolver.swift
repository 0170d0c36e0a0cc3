import AdministrativeDivisions
import EntityModel

/// Decides which mentions of a page name the same thing, and what that thing is called in full.
///
/// A mention is what was seen, an entity what it is. Each rule below gives a mention a key; equal keys are one entity.
public struct Resolver: Sendable {
  private let gazetteer: Gazetteer
  private let lexicon: UserLexicon

  /// - Parameter lexicon: names that the user knows, with their aliases.
  public init(gazetteer: Gazetteer, lexicon: UserLexicon = UserLexicon()) {
    self.gazetteer = gazetteer
    self.lexicon = lexicon
  }

  /// - Parameter mentions: in the order of their spans.
  public func resolve(document: Document, articles: [Article], mentions: [Mention]) -> Resolution {
    let (scenes, divisions) = SceneReader(gazetteer: gazetteer, articles: articles, mentions: mentions).scenes()
    let page = PageMentions(
      document: document, articles: articles, mentions: mentions, scenes: scenes, divisions: divisions)
    var identities = [Identity?](repeating: nil, count: mentions.count)
    PlaceRule(page: page, gazetteer: gazetteer).apply(to: &identities)
    UnitRule(page: page, gazetteer: gazetteer).apply(to: &identities)
    ProgrammeRule(page: page).apply(to: &identities)
    let persons = PersonRule(
      page: page, workplaces: WorkplaceReader(page: page, gazetteer: gazetteer))
    persons.apply(to: &identities)
    LexiconRule(page: page, lexicon: lexicon).apply(to: &identities)
    let (entities, owners) = EntityBuilder(page: page, identities: identities, gazetteer: gazetteer).build()
    return Resolution(
      entities: entities, entityOfMention: owners,
      isByline: mentions.indices.map { mentions[$0].type == .person && persons.isByline($0) }, scenes: scenes,
      unitPlaces: unitPlaces(entities, owners, page))
  }

  /// What the name of each unit holds, read in the county of the article that names it first.
  private func unitPlaces(_ entities: [Entity], _ owners: [Int], _ page: PageMentions) -> [UnitPlaces] {
    var places = [UnitPlaces?](repeating: nil, count: entities.count)
    for (mention, owner) in owners.enumerated() where entities[owner].type == .unit && places[owner] == nil {
      let home = page.divisions[page.mentions[mention].article].county
      places[owner] = NamedDivisions(in: entities[owner].name, home: home, gazetteer: gazetteer).places
    }
    return places.map { $0 ?? UnitPlaces() }
  }
}

/// What a rule says a mention is: mentions of equal key are one entity.
struct Identity {
  /// Unique for the entity within its type and page.
  var key: String
  /// Canonical name that this mention speaks for.
  var name: String
  /// Whether the name was completed from the article.
  var isInferred = false
  /// Of a place that the gazetteer knows.
  var division: Gazetteer.DivisionID?
  var level: PlaceLevel?
  /// Of a place: key of the next level up as the text has it.
  var parentKey: String?
  /// Of a place: the county and the town that it lies in or is.
  var county: String?
  var township: String?
  /// Tells it from others of its name on other pages.
  var anchor = ""
}

/// The mentions of a page with their surroundings.
///
/// A class, since every rule holds it: copies of a structure would count each of its arrays.
final class PageMentions {
  let articles: [Article]
  let mentions: [Mention]
  let scenes: [ArticleScene]
  let divisions: [SceneDivisions]
  /// Names of mentions, each once.
  let names: [String]
  /// For each mention, the index of its name.
  private let numbers: [Int]

  init(
    document: Document, articles: [Article], mentions: [Mention], scenes: [ArticleScene], divisions: [SceneDivisions]
  ) {
    self.articles = articles
    self.mentions = mentions
    self.scenes = scenes
    self.divisions = divisions
    var table = NumberedNames()
    numbers = mentions.indices.map { table.number(of: Self.name(mentions[$0], articles, document)) }
    names = table.names
  }

  private static func name(_ mention: Mention, _ articles: [Article], _ document: Document) -> String {
    let text = articles[mention.article].text
    return String(codePointsUpTo: mention.range.count) { name in
      var count = 0
      for position in mention.range {
        let code = text.codes[position]
        if isLeftOut(code) { continue }
        // Brackets are part of a company's name, and stay as they are printed.
        name[count] = code == 0x28 || code == 0x29 ? document.codePoints[Int(text.offsets[position])] : code
        count += 1
      }
      return count
    }
  }

  /// Index in `names`.
  func nameNumber(_ index: Int) -> Int { numbers[index] }

  /// Folded text of a mention without blanks, quotes and brackets of quotation; round brackets as printed.
  func name(_ index: Int) -> String { names[numbers[index]] }

  private static func isLeftOut(_ code: UInt32) -> Bool {
    switch code {
    case 0x20, 0x0A, 0x201C, 0x201D, 0x2018, 0x2019, 0x300A, 0x300B: true
    default: false
    }
  }

  /// Whether a mention lies inside another mention.
  func isNested(_ index: Int) -> Bool {
    let mention = mentions[index]
    if index > 0, mentions[index - 1].span.contains(mention.span), mentions[index - 1].span != mention.span {
      return true
    }
    var other = index - 1
    while other >= 0, index - other < 6 {
      if mentions[other].span.contains(mention.span), mentions[other].span != mention.span { return true }
      other -= 1
    }
    return false
  }

  func code(_ article: Int, _ position: Int) -> UInt32 {
    let codes = articles[article].text.codes
    return position >= 0 && position < codes.count ? codes[position] : 0x0A
  }
}

/// Collects mentions of equal identity into entities.
struct EntityBuilder {
  let page: PageMentions
  let identities: [Identity?]
  let gazetteer: Gazetteer

  func build() -> (entities: [Entity], entityOfMention: [Int]) {
    var keys = Keys()
    var entities: [Entity] = []
    // Pairs of an entity and a name it goes by.
    var forms = NumberedKeys(capacity: page.mentions.count)
    var formNames: [(entity: Int, name: String)] = []
    var owners: [Int] = []
    for (index, mention) in page.mentions.enumerated() {
      let name = page.name(index)
      let identity = identities[index] ?? Identity(key: name, name: name)
      let entity = keys.entity(mention.type, identity.key, orNew: entities.count)
      if entity == entities.count {
        entities.append(Entity(type: mention.type, name: identity.name, anchor: identity.anchor))
        entities[entity].isInferred = true
      }
      owners.append(entity)
      if forms.insert(UInt64(entity) << 32 | UInt64(page.nameNumber(index))) { formNames.append((entity, name)) }
      note(identity, name, in: &entities[entity])
    }
    for form in formNames where !form.name.isSame(as: entities[form.entity].name) {
      entities[form.entity].aliases.append(form.name)
    }
    for index in entities.indices where entities[index].aliases.count > 1 {
      entities[index].aliases.sort { $0.precedes($1) }
    }
    setParents(&entities, owners, keys)
    return (entities, owners)
  }

  /// The entities by the key of their identity within their type.
  private struct Keys {
    private var keys = [NumberedNames](repeating: NumberedNames(), count: EntityType.allCases.count)
    private var entities = [[Int]](repeating: [], count: EntityType.allCases.count)

    mutating func entity(_ type: EntityType, _ key: String, orNew new: Int) -> Int {
      let table = Self.table(type)
      let number = keys[table].number(of: key)
      if number == entities[table].count { entities[table].append(new) }
      return entities[table][number]
    }

    func find(_ type: EntityType, _ key: String) -> Int? {
      let table = Self.table(type)
      return keys[table].find(key).map { entities[table][$0] }
    }

    private static func table(_ type: EntityType) -> Int {
      switch type {
      case .person: 0
      case .unit: 1
      case .place: 2
      case .programme: 3
      }
    }
  }

  private func note(_ identity: Identity, _ name: String, in entity: inout Entity) {
    if !identity.isInferred || identity.name.isSame(as: name) { entity.isInferred = false }
    if entity.level == nil { entity.level = identity.level }
    if entity.districts.isEmpty, let county = identity.county { entity.districts = [county] }
    if entity.townships.isEmpty, let township = identity.township { entity.townships = [township] }
    if entity.code == nil, let division = identity.division { entity.code = gazetteer.code(of: division) }
  }

  private func setParents(_ entities: inout [Entity], _ owners: [Int], _ keys: Keys) {
    for (index, entity) in owners.enumerated() where entities[entity].type == .place && entities[entity].parent == nil {
      guard let identity = identities[index] else { continue }
      if let parentKey = identity.parentKey, let parent = keys.find(.place, parentKey), parent != entity {
        entities[entity].parent = entities[parent].name
      } else if let division = identity.division {
        entities[entity].parent = gazetteer.parent(of: division).map(gazetteer.name)
      }
    }
  }
}
