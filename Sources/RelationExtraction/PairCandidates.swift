import EntityModel

/// Two entities that may be tied, seen at two mentions or through the article they share.
struct PairCandidate {
  let source: Int
  let target: Int
  let type: RelationType
  /// Mention of the source, or of the target where the source is only the place of the article.
  let sourceMention: Int
  let targetMention: Int
  let distance: Distance

  /// How two mentions stand to each other.
  enum Distance: Int {
    case near, nearestUnit, nearestVillage, nearestTown, nearestProgramme, heading, scene
  }

  var tie: Tie { Tie(source: source, type: type, target: target) }
}

/// What ties which entities.
struct Tie {
  let source: Int
  let type: RelationType
  let target: Int

  init(source: Int, type: RelationType, target: Int) {
    self.source = source
    self.type = type
    self.target = target
  }

  init(_ relation: Relation) { self.init(source: relation.source, type: relation.type, target: relation.target) }

  /// Equal for equal ties, less for those of a lesser source, then of a relation whose name comes first, then of a
  /// lesser target.
  var key: UInt64 { UInt64(source) << 36 | UInt64(type.alphabetical) << 32 | UInt64(target) }
}

/// Proposes pairs of entities for the relations that a model decides, with the features of each.
///
/// Pairs are sought within a sentence; across sentences a person or a programme is paired with the nearest unit, village
/// or other body named before it, with what the heading names, and with the place of the article. What the rules found
/// is a feature like the rest.
struct PairProposer {
  let page: PageGraph
  /// Ties that the rules found.
  private var ruled = NumberedKeys()
  /// What was proposed and not yet handed on.
  private var pending: [PairCandidate] = []
  /// Mentions that lie inside no other, in the order of the text, by article.
  private let outerOfArticle: [[Int]]
  /// The units and places that the heading of each article names, in order.
  private let bodiesInHeading: [[Int]]
  /// For each sentence, how many units and places it names, bylines left out among units.
  private let unitsInSentence: [Int]
  private let placesInSentence: [Int]
  private let traits: [EntityTraits]
  /// Entities that the rules gave a body they work for, and programmes they gave one that runs them.
  private var works: [Bool]
  private var isRun: [Bool]

  /// A sentence with more names than this pairs each with its neighbours alone, so that lists stay linear.
  static let widestWindow = 12
  /// How many names back the nearest body is sought.
  static let reach = 24
  /// How many names of a heading are paired with each name under it.
  static let headingReach = 64

  /// - Parameter ruled: ties that the rules found.
  init(page: PageGraph, ruled relations: [Relation]) {
    self.page = page
    var outer = [[Int]](repeating: [], count: page.articles.count)
    var headings = outer
    var units = [Int](repeating: 0, count: page.sentences.count)
    var places = units
    for (sentence, row) in page.outer.enumerated() {
      for index in row {
        let (article, type) = (page.mentions[index].article, page.mentions[index].type)
        outer[article].append(index)
        switch type {
        case .unit: if !page.resolution.isByline[index] { units[sentence] += 1 }
        case .place: places[sentence] += 1
        case .person, .programme: continue
        }
        if page.mentions[index].range.upperBound <= page.articles[article].headingLength {
          headings[article].append(index)
        }
      }
    }
    outerOfArticle = outer
    bodiesInHeading = headings
    unitsInSentence = units
    placesInSentence = places
    traits = page.resolution.entities.map(EntityTraits.init)
    works = [Bool](repeating: false, count: traits.count)
    isRun = works
    for relation in relations {
      _ = ruled.insert(Tie(relation).key)
      if relation.type == .worksFor || relation.type == .worksIn { works[relation.source] = true }
      if relation.type == .runs { isRun[relation.target] = true }
    }
  }

  /// Hands on each pair with a sink that holds its features, which are forgotten at once: those of all pairs take many
  /// times the memory of the text.
  mutating func forEachCandidate(_ writer: FeatureWriter, _ body: (PairCandidate, FeatureWriter) -> Void) {
    var writer = writer
    for sentence in page.outer.indices where !page.articles[page.sentences[sentence].article].isPageHead {
      let row = page.named(in: sentence)
      for (position, first) in row.enumerated() {
        for second in row[(position + 1)...].prefix(Self.widestWindow) { proposePair(first, second) }
        handOn(&writer, body)
      }
    }
    for row in outerOfArticle {
      for (position, mention) in row.enumerated() {
        proposeFar(mention, position, row)
        handOn(&writer, body)
      }
    }
  }

  private mutating func handOn(_ writer: inout FeatureWriter, _ body: (PairCandidate, FeatureWriter) -> Void) {
    for candidate in pending {
      addFeatures(of: candidate, to: &writer)
      body(candidate, writer)
    }
    pending.removeAll(keepingCapacity: true)
  }

  // MARK: Pairs

  private func type(_ mention: Int) -> EntityType { page.mentions[mention].type }

  private mutating func proposePair(_ first: Int, _ second: Int) {
    switch (type(first), type(second)) {
    case (.person, .unit), (.person, .place): works(first, second, .near)
    case (.unit, .person), (.place, .person): works(second, first, .near)
    case (.programme, .unit), (.programme, .place), (.programme, .person): programme(second, first, .near)
    case (.unit, .programme), (.place, .programme), (.person, .programme): programme(first, second, .near)
    case (.unit, .unit), (.unit, .place), (.place, .unit), (.place, .place): add(.partnersWith, first, second, .near)
    case (.person, .person), (.programme, .programme): break
    }
  }

  private mutating func works(_ person: Int, _ body: Int, _ relation: Distance) {
    add(type(body) == .unit ? .worksFor : .worksIn, person, body, relation)
  }

  private mutating func programme(_ body: Int, _ programme: Int, _ relation: Distance) {
    if type(body) != .person { add(.runs, body, programme, relation) }
    add(.takesPartIn, body, programme, relation)
  }

  private typealias Distance = PairCandidate.Distance

  /// Pairs a person or a programme with bodies named before its sentence, in the heading, and with the article's place.
  private mutating func proposeFar(_ mention: Int, _ position: Int, _ row: [Int]) {
    guard type(mention) == .person || type(mention) == .programme, !page.resolution.isByline[mention] else { return }
    let sentence = page.sentenceOfMention[mention]
    var found = 0
    for other in row[..<position].reversed().prefix(Self.reach) where page.sentenceOfMention[other] != sentence {
      guard let distance = distance(of: other), found & 1 << distance.rawValue == 0 else { continue }
      found |= 1 << distance.rawValue
      if page.resolution.isByline[other] { continue }
      pairFar(mention, other, distance)
    }
    for other in bodiesInHeading[page.mentions[mention].article].prefix(Self.headingReach) {
      pairFar(mention, other, .heading)
    }
    if let place = page.scenePlace(page.mentions[mention].article) {
      pairWithScene(mention, place)
    }
  }

  private func distance(of mention: Int) -> Distance? {
    switch type(mention) {
    case .unit: return .nearestUnit
    case .place:
      let level = page.resolution.entities[page.entity(mention)].level
      return level == .village || level == .site ? .nearestVillage : .nearestTown
    case .programme: return .nearestProgramme
    case .person: return nil
    }
  }

  private mutating func pairFar(_ mention: Int, _ other: Int, _ distance: Distance) {
    switch (type(mention), type(other)) {
    case (.person, .unit), (.person, .place): works(mention, other, distance)
    case (.person, .programme): add(.takesPartIn, mention, other, distance)
    case (.programme, .unit), (.programme, .place): programme(other, mention, distance)
    default: break
    }
  }

  private mutating func pairWithScene(_ mention: Int, _ place: Int) {
    let entity = page.entity(mention)
    guard entity != place else { return }
    if type(mention) == .person {
      open(.worksIn, entity, place, mention, mention, .scene)
    } else {
      open(.runs, place, entity, mention, mention, .scene)
    }
  }

  // MARK: Features

  private mutating func add(_ type: RelationType, _ source: Int, _ target: Int, _ distance: Distance) {
    let (a, b) = (page.entity(source), page.entity(target))
    guard a != b else { return }
    open(type, a, b, source, target, distance)
  }

  private mutating func open(
    _ type: RelationType, _ source: Int, _ target: Int, _ sourceMention: Int, _ targetMention: Int, _ distance: Distance
  ) {
    pending.append(
      PairCandidate(
        source: source, target: target, type: type, sourceMention: sourceMention, targetMention: targetMention,
        distance: distance))
  }

  private func addFeatures(of pair: PairCandidate, to writer: inout FeatureWriter) {
    writer.begin(salt: pair.type.order &* 16 &+ pair.distance.rawValue)
    writer.add(1, ruled.find(pair.tie.key) != nil ? 1 : 0)
    let (a, b) = (traits[pair.source], traits[pair.target])
    writer.add(2, a.shape * 16 + b.shape)
    writer.add(3, a.last ^ b.last &* 31)
    writer.add(4, a.last)
    writer.add(5, b.last)
    if pair.distance == .near {
      addBetween(pair.sourceMention, pair.targetMention, &writer)
    } else {
      addFar(pair.sourceMention, pair.targetMention, pair.distance, &writer)
    }
    if pair.type == .worksFor || pair.type == .worksIn { addPost(pair.sourceMention, b, &writer) }
  }

  private func addBetween(_ source: Int, _ target: Int, _ writer: inout FeatureWriter) {
    let forward = page.mentions[source].range.lowerBound < page.mentions[target].range.lowerBound
    let (first, second) = forward ? (source, target) : (target, source)
    let codes = page.codes(source)
    let (a, b) = (page.mentions[first].range, page.mentions[second].range)
    let order = forward ? 1 : 0
    writer.add(6, order)
    let gap = a.upperBound..<max(a.upperBound, b.lowerBound)
    writer.add(7, min(31, gap.count) * 2 + order)
    if gap.count <= 6 { writer.add(8, FeatureWriter.hash(codes[gap]) &* 2 &+ order) }
    var marks = 0
    for position in gap where codes[position] == 0x2C || codes[position] == 0x3A { marks += 1 }
    let position = page.positionInSentence[first]
    let between = page.positionInSentence[second] - position - 1
    writer.add(9, min(3, marks) * 16 + min(7, between) * 2 + order)
    addPairs(codes, gap.prefix(24), 10, order, &writer)
    let tail = b.upperBound..<min(codes.count, b.upperBound + 10)
    addPairs(codes, clause(codes, tail), 11, order, &writer)
    let head = max(0, a.lowerBound - 6)..<a.lowerBound
    addPairs(codes, head, 12, order, &writer)
    writer.add(13, Int(gap.isEmpty ? 0 : codes[gap.lowerBound]) * 2 + order)
    writer.add(14, Int(gap.isEmpty ? 0 : codes[gap.upperBound - 1]) * 2 + order)
    writer.add(15, Int(b.upperBound < codes.count ? codes[b.upperBound] : 0) * 2 + order)
    writer.add(16, Int(a.lowerBound > 0 ? codes[a.lowerBound - 1] : 0) * 2 + order)
    writer.add(17, min(3, position) * 2 + order)
  }

  /// A range cut at the end of its sentence.
  private func clause(_ codes: [UInt32], _ range: Range<Int>) -> Range<Int> {
    let end = range.first { codes[$0] == 0x3002 || codes[$0] == 0x0A || codes[$0] == 0x3B } ?? range.upperBound
    return range.lowerBound..<max(range.lowerBound, end)
  }

  private func addPairs(
    _ codes: [UInt32], _ range: Range<Int>, _ template: Int, _ order: Int, _ writer: inout FeatureWriter
  ) {
    guard range.count >= 2 else { return }
    for position in range.lowerBound..<(range.upperBound - 1) {
      writer.add(template, Int(codes[position]) &* 65_599 &+ Int(codes[position + 1]) &* 2 &+ order)
    }
  }

  private func addFar(_ source: Int, _ target: Int, _ distance: Distance, _ writer: inout FeatureWriter) {
    let mention = page.mentions[source].type == .person || page.mentions[source].type == .programme ? source : target
    let other = mention == source ? target : source
    let steps = abs(page.sentenceOfMention[mention] - page.sentenceOfMention[other])
    writer.add(18, min(6, steps))
    let codes = page.codes(mention)
    let range = page.mentions[mention].range
    addPairs(codes, max(0, range.lowerBound - 8)..<range.lowerBound, 19, 0, &writer)
    addPairs(codes, clause(codes, range.upperBound..<min(codes.count, range.upperBound + 8)), 20, 0, &writer)
    let sentence = page.sentenceOfMention[mention]
    let (units, places) = (unitsInSentence[sentence], placesInSentence[sentence])
    writer.add(21, min(3, units) * 4 + min(3, places))
    let isHeading = range.upperBound <= page.articles[page.mentions[mention].article].headingLength
    writer.add(22, isHeading ? 1 : 0)
    let entity = page.entity(mention)
    writer.add(23, works[entity] || isRun[entity] ? 1 : 0)
  }

  /// The post before a name, and whether the unit's last words go with it.
  private func addPost(_ person: Int, _ target: EntityTraits, _ writer: inout FeatureWriter) {
    let post = PostReader.postBefore(page.mentions[person].range.lowerBound, in: page.codes(person))
    let end = FeatureWriter.hash(post.suffix(2))
    writer.add(24, end &+ target.type)
    writer.add(25, end ^ target.lastTwo &* 7)
    if let first = post.dropLast().last.map(Int.init), first == target.last || first == target.lastButOne {
      writer.add(26, 1)
    }
  }
}

/// What the features ask of an entity.
private struct EntityTraits {
  /// 1 for a unit, 2 for a place, 3 for others.
  let type: Int
  /// Type, and level of a place.
  let shape: Int
  /// The last code points of its name, -1 where there is none, and the hash of both.
  let last: Int
  let lastButOne: Int
  let lastTwo: Int

  init(_ entity: Entity) {
    switch entity.type {
    case .person: (type, shape) = (3, 0)
    case .unit: (type, shape) = (1, 1)
    case .programme: (type, shape) = (3, 2)
    case .place: (type, shape) = (2, 3 + (entity.level?.depth ?? 5))
    }
    var (last, lastButOne, lastTwo) = (0, -1, 0)
    entity.name.withCodePoints { codes in
      last = codes.last.map(Int.init) ?? 0
      if codes.count > 1 { lastButOne = Int(codes[codes.count - 2]) }
      lastTwo = FeatureWriter.hash(codes.suffix(2))
    }
    (self.last, self.lastButOne, self.lastTwo) = (last, lastButOne, lastTwo)
  }
}

extension PlaceLevel {
  /// 0 for a province to 5 for a site.
  fileprivate var depth: Int {
    switch self {
    case .province: 0
    case .prefecture: 1
    case .county: 2
    case .township: 3
    case .village: 4
    case .site: 5
    }
  }
}

extension RelationType {
  /// Its place among all; what was learned hangs on it.
  fileprivate var order: Int {
    switch self {
    case .partOf: 0
    case .locatedIn: 1
    case .worksFor: 2
    case .worksIn: 3
    case .reportsOn: 4
    case .runs: 5
    case .takesPartIn: 6
    case .partnersWith: 7
    }
  }

  /// Its place among all in the order of their names.
  fileprivate var alphabetical: Int {
    switch self {
    case .locatedIn: 0
    case .partOf: 1
    case .partnersWith: 2
    case .reportsOn: 3
    case .runs: 4
    case .takesPartIn: 5
    case .worksFor: 6
    case .worksIn: 7
    }
  }
}
