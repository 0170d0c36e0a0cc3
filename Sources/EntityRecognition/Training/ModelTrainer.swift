import AdministrativeDivisions
import EntityModel

/// Learns the weights of the linear model from annotated pages: a structured, averaged perceptron with margin.
///
/// For each article the best set of candidates under the present weights is compared with the best set that the
/// annotation allows, and the weights move towards the latter (Collins 2002; margin as in Taskar 2004). The result is
/// the average over all steps. Nothing is drawn at random but the order of the articles, which a fixed seed decides.
public struct ModelTrainer {
  /// A page with its annotation.
  public struct Example {
    public let document: Document
    public let articles: [Article]
    public let gold: GoldPage

    public init(document: Document, articles: [Article], gold: GoldPage) {
      self.document = document
      self.articles = articles
      self.gold = gold
    }
  }

  private struct Lesson {
    var buffer: CandidateBuffer
    /// 1 right, 0 open, -1 wrong.
    var labels: [Int8]
  }

  private let passes: Int
  private let margin: Int32 = 400

  private let gazetteer: Gazetteer

  public init(gazetteer: Gazetteer, passes: Int = 20) {
    self.gazetteer = gazetteer
    self.passes = passes
  }

  /// Mentions that no candidate stands for, in the order of the pages.
  public private(set) var unreachable: [String] = []

  /// The model that the examples teach.
  public mutating func train(on examples: [Example]) -> LinearModel {
    let lessons = examples.flatMap { makeLessons(from: $0) }
    var model = LinearModel()
    var sums = [Int64](repeating: 0, count: model.weights.count)
    var step: Int64 = 0
    var random = SplitMix(state: 20_240_621)
    var order = Array(lessons.indices)
    for _ in 0..<passes {
      for index in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(index, Int(random.next() % UInt64(index + 1)))
      }
      for index in order {
        step += 1
        learn(from: lessons[index], &model, &sums, step)
      }
    }
    for index in model.weights.indices {
      let average = Double(model.weights[index]) - Double(sums[index]) / Double(step + 1)
      model.weights[index] = Int32(average.rounded())
    }
    return model
  }

  private func learn(from lesson: Lesson, _ model: inout LinearModel, _ sums: inout [Int64], _ step: Int64) {
    var buffer = lesson.buffer
    model.score(&buffer)
    var wanted = buffer.candidates
    var found = buffer.candidates
    for (index, label) in lesson.labels.enumerated() {
      // The wanted set: right candidates at any score, open ones only where they pay.
      wanted[index].score =
        label > 0 ? buffer.candidates[index].score + 100_000 : label == 0 ? buffer.candidates[index].score : -1
      found[index].score += label > 0 ? -margin : label < 0 ? margin : 0
    }
    let filter = OverlapFilter()
    let right = Set(filter.choose(wanted))
    let best = Set(filter.choose(found))
    guard right != best else { return }
    for index in right.subtracting(best).sorted() { update(lesson.buffer, index, 16, &model, &sums, step) }
    for index in best.subtracting(right).sorted() { update(lesson.buffer, index, -16, &model, &sums, step) }
  }

  private func update(
    _ buffer: CandidateBuffer, _ index: Int, _ change: Int32, _ model: inout LinearModel, _ sums: inout [Int64],
    _ step: Int64
  ) {
    let candidate = buffer.candidates[index]
    for feature in buffer.features[candidate.features..<(candidate.features + candidate.featureCount)] {
      model.weights[Int(feature)] += change
      sums[Int(feature)] += step * Int64(change)
    }
  }

  private mutating func makeLessons(from example: Example) -> [Lesson] {
    let mentions = example.gold.mentions(in: example.document)
    let entities = example.gold.entities
    var right: [EntityType: [Span: Bool]] = [:]
    for mention in mentions {
      let entity = entities[mention.entity]
      let counts = !(entity.optional ?? false) && !mention.isNested
      for span in mention.spans {
        right[entity.type, default: [:]][span] = (right[entity.type]?[span] ?? false) || counts
      }
    }
    let open = mentions.filter { entities[$0.entity].optional ?? false }
    var reached: Set<Span> = []
    var lessons: [Lesson] = []
    for (article, proposals) in zip(
      example.articles, Recognizer(gazetteer: gazetteer, model: LinearModel()).proposals(for: example.articles))
    {
      var labels: [Int8] = []
      for candidate in proposals.buffer.candidates {
        let span = article.text.span(candidate.start..<candidate.end)
        if let counts = right[candidate.type]?[span] {
          labels.append(counts ? 1 : 0)
          reached.insert(span)
        } else if open.contains(where: {
          entities[$0.entity].type == candidate.type && $0.start < span.end && span.start < $0.end
        }) {
          labels.append(0)
        } else {
          labels.append(-1)
        }
      }
      lessons.append(Lesson(buffer: proposals.buffer, labels: labels))
    }
    for mention in mentions
    where !mention.isNested && !(entities[mention.entity].optional ?? false)
      && !mention.spans.contains(where: reached.contains)
    {
      let name = example.document.text(in: Span(mention.start, mention.end))
      unreachable.append("\(example.gold.doc)\t\(entities[mention.entity].type.rawValue)\t\(name)")
    }
    return lessons
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a small generator, the same on every machine.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
