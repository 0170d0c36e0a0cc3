import EntityModel

/// Learns the weights of the relation model from annotated pages: an averaged perceptron with margin over pairs of
/// entities. Of the places in a page that may show a tie, the one that the present weights like best stands for it.
public struct RelationTrainer {
  /// A page as far as it was read, with its annotation.
  public struct Example {
    let page: PageGraph
    let gold: GoldPage

    public init(page: PageGraph, gold: GoldPage) {
      self.page = page
      self.gold = gold
    }
  }

  /// All candidates of one tie, and whether the annotation has it.
  private struct Lesson {
    var instances: [ArraySlice<Int32>]
    let isRight: Bool
  }

  private let passes: Int
  private let margin: Int32 = 300

  public init(passes: Int = 12) { self.passes = passes }

  public func train(on examples: [Example]) -> RelationModel {
    let ties = fit(examples.flatMap(lessons), RelationModel())
    // Where people work is learnt with the ties as they will be found.
    let workplaces = examples.flatMap { workplaceLessons($0, ties) }
    return fit(workplaces, ties)
  }

  /// Goes on from a model. Both kinds of lessons share the table; their features are salted apart.
  private func fit(_ lessons: [Lesson], _ start: RelationModel) -> RelationModel {
    var weights = start.weights.map(Int32.init)
    var sums = [Int64](repeating: 0, count: weights.count)
    var step: Int64 = 0
    var state: UInt64 = 20_240_621
    var order = Array(lessons.indices)
    for _ in 0..<passes {
      for index in stride(from: order.count - 1, to: 0, by: -1) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
      }
      for index in order {
        step += 1
        let lesson = lessons[index]
        let scored = lesson.instances.map { ($0, $0.reduce(0) { $0 &+ weights[Int($1)] }) }
        guard let best = scored.max(by: { $0.1 < $1.1 }) else { continue }
        if lesson.isRight, best.1 < margin { update(best.0, 16, &weights, &sums, step) }
        if !lesson.isRight {
          for (features, score) in scored where score > -margin { update(features, -16, &weights, &sums, step) }
        }
      }
    }
    var model = start
    for index in weights.indices {
      let average = (Double(weights[index]) - Double(sums[index]) / Double(step + 1)).rounded()
      model.weights[index] = Int16(clamping: Int(average))
    }
    return model
  }

  private func update(
    _ features: ArraySlice<Int32>, _ change: Int32, _ weights: inout [Int32], _ sums: inout [Int64], _ step: Int64
  ) {
    for feature in features {
      weights[Int(feature)] += change
      sums[Int(feature)] += step * Int64(change)
    }
  }

  private func workplaceLessons(_ example: Example, _ model: RelationModel) -> [Lesson] {
    let page = example.page
    let gold = GoldTies(example.gold, entities: page.resolution.entities)
    let relations = RelationExtractor(model: model).relations(in: page)
    var proposer = WorkplaceProposer(page: page, relations: relations, writer: FeatureWriter())
    proposer.propose()
    return proposer.candidates.compactMap { candidate in
      gold.worksWith(candidate.entity, candidate.name, isTownship: candidate.isTownship).map {
        Lesson(instances: [candidate.features[...]], isRight: $0)
      }
    }
  }

  private func lessons(_ example: Example) -> [Lesson] {
    let gold = GoldTies(example.gold, entities: example.page.resolution.entities)
    var proposer = PairProposer(page: example.page, ruled: RelationExtractor.ruled(example.page))
    var numbers = NumberedKeys()
    var lessons: [Lesson] = []
    proposer.forEachCandidate(FeatureWriter()) { pair, writer in
      guard let isRight = gold.verdict(pair.tie) else { return }
      let number = numbers.number(of: pair.tie.key)
      if number == lessons.count { lessons.append(Lesson(instances: [], isRight: isRight)) }
      lessons[number].instances.append(writer.features[...])
    }
    return lessons
  }
}

/// The annotated ties of a page, asked by the entities that were found.
struct GoldTies {
  private var goldOfEntity: [String?] = []
  private var required: Set<String> = []
  private var optional: Set<String> = []
  private var optionalEntities: Set<String> = []
  private var entityOfID: [String: GoldPage.Entity] = [:]

  init(_ gold: GoldPage, entities: [Entity]) {
    var byName: [String: String] = [:]
    for entity in gold.entities {
      for name in [entity.name] + entity.surfaces + (entity.also ?? []) {
        let key = "\(entity.type.rawValue)|\(Self.bare(name))"
        if byName[key] == nil { byName[key] = entity.id }
      }
      if entity.optional ?? false { optionalEntities.insert(entity.id) }
      entityOfID[entity.id] = entity
    }
    goldOfEntity = entities.map { entity in
      ([entity.name] + entity.aliases).lazy.compactMap { byName["\(entity.type.rawValue)|\(Self.bare($0))"] }.first
    }
    for relation in gold.relations {
      let key = Self.key(relation.from, relation.relation, relation.to)
      if relation.optional ?? false { optional.insert(key) } else { required.insert(key) }
    }
  }

  private static func bare(_ name: String) -> String {
    String(name.unicodeScalars.filter { !" \n\r\t\u{3000}“”‘’《》「」".unicodeScalars.contains($0) })
  }

  private static func key(_ a: String, _ type: RelationType, _ b: String) -> String {
    type == .partnersWith ? "\(type.rawValue)|\(min(a, b))|\(max(a, b))" : "\(type.rawValue)|\(a)|\(b)"
  }

  /// Whether an entity works with a district or town; nil where nobody can say.
  func worksWith(_ entity: Int, _ name: String, isTownship: Bool) -> Bool? {
    guard let gold = goldOfEntity[entity].flatMap({ entityOfID[$0] }), !(gold.optional ?? false),
      gold.type == .person || gold.type == .unit
    else { return nil }
    if ((isTownship ? gold.townships : gold.districts) ?? []).contains(name) { return true }
    if ((isTownship ? gold.townshipsOptional : gold.districtsOptional) ?? []).contains(name) { return nil }
    return false
  }

  /// Whether the page has a tie; nil where nobody can say.
  func verdict(_ tie: Tie) -> Bool? {
    guard let a = goldOfEntity[tie.source], let b = goldOfEntity[tie.target], a != b else { return nil }
    let key = Self.key(a, tie.type, b)
    if required.contains(key) { return true }
    if optional.contains(key) || optionalEntities.contains(a) || optionalEntities.contains(b) { return nil }
    return false
  }
}
