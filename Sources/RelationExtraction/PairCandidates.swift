import EntityModel

/// Two entities that may be tied, seen at two mentions or through the article they share.
struct PairCandidate {
  let source: Int
  let target: Int
  let type: RelationType
  /// Mention of the source, or of the target where the source is only the place of the article.
  let sourceMention: Int
  let targetMention: Int
  /// Where its features stand in the buffer.
  let features: Range<Int>
}

/// Proposes pairs of entities for the relations that a model decides, with the features of each.
///
/// Pairs are sought within a sentence; across sentences a person or a programme is paired with the nearest unit, village
/// or other body named before it, with what the heading names, and with the place of the article. What the rules found
/// is a feature like the rest.
struct PairProposer {
  let page: PageGraph
  /// Ties that the rules found.
  let ruled: Set<Tie>

  struct Tie: Hashable {
    let source: Int
    let type: RelationType
    let target: Int
  }

  private(set) var candidates: [PairCandidate] = []
  private(set) var features: [Int32] = []
  /// Mentions that lie inside no other, in the order of the text, by article.
  private let outerOfArticle: [[Int]]

  /// A sentence with more names than this pairs each with its neighbours alone, so that lists stay linear.
  static let widestWindow = 12
  /// How many names back the nearest body is sought.
  static let reach = 24

  init(page: PageGraph, ruled: Set<Tie>) {
    self.page = page
    self.ruled = ruled
    var outer = [[Int]](repeating: [], count: page.articles.count)
    for row in page.outer {
      for mention in row { outer[page.mentions[mention].article].append(mention) }
    }
    outerOfArticle = outer
  }

  mutating func propose() {
    for sentence in page.outer.indices where !page.articles[page.sentences[sentence].article].isPageHead {
      let row = page.outer[sentence].filter { !page.resolution.isByline[$0] }
      for (position, first) in row.enumerated() {
        for second in row[(position + 1)...].prefix(Self.widestWindow) { proposePair(first, second) }
      }
    }
    for row in outerOfArticle {
      for (position, mention) in row.enumerated() { proposeFar(mention, position, row) }
    }
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

  /// How two mentions stand to each other.
  enum Distance: Int {
    case near, nearestUnit, nearestVillage, nearestTown, nearestProgramme, heading, scene
  }

  /// Pairs a person or a programme with bodies named before its sentence, in the heading, and with the article's place.
  private mutating func proposeFar(_ mention: Int, _ position: Int, _ row: [Int]) {
    guard type(mention) == .person || type(mention) == .programme, !page.resolution.isByline[mention] else { return }
    let sentence = page.sentenceOfMention[mention]
    var found: Set<Int> = []
    for other in row[..<position].reversed().prefix(Self.reach) where page.sentenceOfMention[other] != sentence {
      guard let distance = distance(of: other), found.insert(distance.rawValue).inserted else { continue }
      if page.resolution.isByline[other] { continue }
      pairFar(mention, other, distance)
    }
    let heading = page.articles[page.mentions[mention].article].headingLength
    for other in row where page.mentions[other].range.upperBound <= heading && other != mention {
      if type(other) == .unit || type(other) == .place { pairFar(mention, other, .heading) }
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
    let start = features.count
    var writer = FeatureWriter(salt: type.order &* 16 &+ distance.rawValue)
    let ruledHere = ruled.contains(Tie(source: source, type: type, target: target))
    writer.add(1, ruledHere ? 1 : 0)
    let entities = page.resolution.entities
    writer.add(2, shape(entities[source]) * 16 + shape(entities[target]))
    writer.add(3, ending(entities[source].name) ^ ending(entities[target].name) &* 31)
    writer.add(4, ending(entities[source].name))
    writer.add(5, ending(entities[target].name))
    if distance == .near {
      addBetween(sourceMention, targetMention, &writer)
    } else {
      addFar(sourceMention, targetMention, distance, &writer)
    }
    if type == .worksFor || type == .worksIn { addPost(sourceMention, entities[target], &writer) }
    features += writer.indices
    candidates.append(
      PairCandidate(
        source: source, target: target, type: type, sourceMention: sourceMention, targetMention: targetMention,
        features: start..<features.count))
  }

  private func shape(_ entity: Entity) -> Int {
    switch entity.type {
    case .person: 0
    case .unit: 1
    case .programme: 2
    case .place: 3 + (entity.level?.depth ?? 5)
    }
  }

  /// Number of the last character of a name.
  private func ending(_ name: String) -> Int { Int(name.unicodeScalars.last?.value ?? 0) }

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
    let row = page.outer[page.sentenceOfMention[first]]
    let between = (row.firstIndex(of: second) ?? 0) - (row.firstIndex(of: first) ?? 0) - 1
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
    let position = row.firstIndex(of: first) ?? 0
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
    let row = page.sentenceOfMention[mention] >= 0 ? page.outer[page.sentenceOfMention[mention]] : []
    let units = row.filter { page.mentions[$0].type == .unit && !page.resolution.isByline[$0] }.count
    let places = row.filter { page.mentions[$0].type == .place }.count
    writer.add(21, min(3, units) * 4 + min(3, places))
    let isHeading = range.upperBound <= page.articles[page.mentions[mention].article].headingLength
    writer.add(22, isHeading ? 1 : 0)
    let entity = page.entity(mention)
    let hasTie =
      ruled.contains { $0.source == entity && ($0.type == .worksFor || $0.type == .worksIn) }
      || ruled.contains { $0.target == entity && $0.type == .runs }
    writer.add(23, hasTie ? 1 : 0)
  }

  /// The post before a name, and whether the unit's last words go with it.
  private func addPost(_ person: Int, _ target: Entity, _ writer: inout FeatureWriter) {
    let post = PostReader.postBefore(page.mentions[person].range.lowerBound, in: page.codes(person))
    writer.add(24, FeatureWriter.hash(post.suffix(2)) &+ target.type.hashOrder)
    let last = target.name.unicodeScalars.suffix(2).map(\.value)
    writer.add(25, FeatureWriter.hash(post.suffix(2)) ^ FeatureWriter.hash(last[...]) &* 7)
    if let first = post.dropLast().last, last.contains(first) { writer.add(26, 1) }
  }
}

extension EntityType {
  fileprivate var hashOrder: Int { self == .unit ? 1 : self == .place ? 2 : 3 }
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
  /// Its place among the relations that the model decides.
  fileprivate var order: Int { RelationType.allCases.firstIndex(of: self) ?? 0 }
}

/// Collects features as places in a table of weights, hashed.
struct FeatureWriter {
  let salt: Int
  var indices: [Int32] = []

  init(salt: Int) {
    self.salt = salt
    indices.reserveCapacity(64)
  }

  /// Number of weights; a power of two.
  static let space = 1 << 18

  @inline(__always)
  mutating func add(_ template: Int, _ value: Int) {
    var x = UInt64(truncatingIfNeeded: value &* 64 &+ template) &* 0x9E37_79B9_7F4A_7C15
    x ^= UInt64(truncatingIfNeeded: salt) &* 0xC2B2_AE3D_27D4_EB4F
    x ^= x >> 29
    x = x &* 0xBF58_476D_1CE4_E5B9
    x ^= x >> 32
    indices.append(Int32(x & UInt64(Self.space - 1)))
  }

  static func hash(_ codes: ArraySlice<UInt32>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for code in codes { hash = (hash ^ UInt64(code)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash >> 8)
  }
}
