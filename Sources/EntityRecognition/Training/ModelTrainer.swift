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

  /// The candidates of an article.
  private struct Lesson {
    var proposals: ArticleProposals
    /// Features of all candidates, one after the other.
    let features: [Int32]
    /// Where those of each candidate end.
    let featureEnds: [Int]
    /// 1 right, 0 open, -1 wrong, by candidate.
    var labels: [Int8]

    init(proposals: ArticleProposals, labels: [Int8]) {
      self.proposals = proposals
      self.labels = labels
      var list = FeatureList()
      featureEnds = proposals.buffer.candidates.map { candidate in
        proposals.extractor.add(candidate, to: &list)
        return list.features.count
      }
      features = list.features
    }

    func features(of candidate: Int) -> ArraySlice<Int32> {
      features[(candidate == 0 ? 0 : featureEnds[candidate - 1])..<featureEnds[candidate]]
    }

    /// The candidates with their scores under weights.
    func scored(by weights: [Int32]) -> [Candidate] {
      var candidates = proposals.buffer.candidates
      for index in candidates.indices {
        candidates[index].score = features(of: index).reduce(0) { $0 &+ weights[Int($1)] }
      }
      return candidates
    }
  }

  private let passes: Int
  private let margin: Int32 = 400
  /// Parts into which the pages are dealt to learn the second look from first choices on pages not learned from.
  private let folds = 5

  private let gazetteer: Gazetteer

  public init(gazetteer: Gazetteer, passes: Int = 20) {
    self.gazetteer = gazetteer
    self.passes = passes
  }

  /// Mentions that no candidate stands for, in the order of the pages.
  public private(set) var unreachable: [String] = []

  /// The model that the examples teach.
  public mutating func train(on examples: [Example]) -> LinearModel {
    let pages = examples.map { makeLessons(from: $0) }
    var model = firstModel(pages)
    model.consensusWeights = consensusWeights(pages)
    return model
  }

  /// Learns to score each candidate for itself.
  private func firstModel(_ pages: [[Lesson]]) -> LinearModel {
    let lessons = pages.flatMap { $0 }
    var model = LinearModel()
    var learner = AveragedWeights(count: model.weights.count)
    learner.run(passes: passes, over: lessons.count) { index, learner in
      let lesson = lessons[index]
      let (missed, wrong) = mistakes(lesson.scored(by: learner.weights), lesson.labels)
      for (indices, change) in [(missed, Int32(16)), (wrong, -16)] {
        for index in indices {
          for feature in lesson.features(of: index) { learner.add(change, to: Int(feature)) }
        }
      }
    }
    model.weights = learner.average()
    return model
  }

  /// Learns the second look: each page is first read by a model that has not learned from it.
  private func consensusWeights(_ pages: [[Lesson]]) -> [Int16] {
    var items: [(lesson: Lesson, chosen: Set<Int>, consensus: PageConsensus)] = []
    for fold in 0..<folds {
      let recognizer = Recognizer(
        gazetteer: gazetteer, model: firstModel(pages.enumerated().filter { $0.offset % folds != fold }.map(\.element)))
      for (_, lessons) in pages.enumerated().filter({ $0.offset % folds == fold }) {
        var proposals = lessons.map(\.proposals)
        let chosen = recognizer.firstChoice(&proposals)
        let consensus = PageConsensus(proposals, chosen: chosen)
        for index in lessons.indices {
          var lesson = lessons[index]
          lesson.proposals = proposals[index]
          items.append((lesson, Set(chosen[index]), consensus))
        }
      }
    }
    var learner = AveragedWeights(count: PageConsensus.featureSpace)
    learner.run(passes: passes, over: items.count) { index, learner in
      let (lesson, chosen, consensus) = items[index]
      let codes = lesson.proposals.analysis.codes
      var candidates = lesson.proposals.buffer.candidates
      for index in candidates.indices {
        var sum: Int32 = 0
        consensus.forEachFeature(lesson.proposals.buffer.candidates[index], isChosen: chosen.contains(index), in: codes)
        {
          sum += learner.weights[$0]
        }
        candidates[index].score += sum
      }
      let (missed, wrong) = mistakes(candidates, lesson.labels)
      for (indices, change) in [(missed, Int32(8)), (wrong, -8)] {
        for index in indices {
          consensus.forEachFeature(
            lesson.proposals.buffer.candidates[index], isChosen: chosen.contains(index), in: codes
          ) { learner.add(change, to: $0) }
        }
      }
    }
    return learner.average()
  }

  /// What the best set under the present scores lacks of the best set that the annotation allows, and what it has beyond
  /// it, by index, ascending.
  private func mistakes(_ candidates: [Candidate], _ labels: [Int8]) -> (missed: [Int], wrong: [Int]) {
    var wanted = candidates
    var found = candidates
    for (index, label) in labels.enumerated() {
      // The wanted set: right candidates at any score, open ones only where they pay.
      wanted[index].score =
        label > 0 ? candidates[index].score + 100_000 : label == 0 ? candidates[index].score : -1
      found[index].score += label > 0 ? -margin : label < 0 ? margin : 0
    }
    let filter = OverlapFilter()
    let right = Set(filter.choose(wanted))
    let best = Set(filter.choose(found))
    return (right.subtracting(best).sorted(), best.subtracting(right).sorted())
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
      lessons.append(Lesson(proposals: proposals, labels: labels))
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

/// Weights of a perceptron and the sums from which their average over all steps is taken.
struct AveragedWeights {
  var weights: [Int32]
  private var sums: [Int64]
  private var step: Int64 = 0

  init(count: Int) {
    weights = [Int32](repeating: 0, count: count)
    sums = [Int64](repeating: 0, count: count)
  }

  /// Goes over all items in an order that a fixed seed shuffles anew for each pass.
  mutating func run(passes: Int, over count: Int, _ learn: (Int, inout AveragedWeights) -> Void) {
    var random = SplitMix(state: 20_240_621)
    var order = Array(0..<count)
    for _ in 0..<passes {
      for index in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(index, Int(random.next() % UInt64(index + 1)))
      }
      for index in order {
        step += 1
        learn(index, &self)
      }
    }
  }

  mutating func add(_ change: Int32, to feature: Int) {
    weights[feature] += change
    sums[feature] += step * Int64(change)
  }

  func average() -> [Int16] {
    var averages = [Int16](repeating: 0, count: weights.count)
    // Most features never moved, and weigh nothing.
    for (feature, sum) in sums.enumerated() where sum != 0 || weights[feature] != 0 {
      averages[feature] = Int16(clamping: Int((Double(weights[feature]) - Double(sum) / Double(step + 1)).rounded()))
    }
    return averages
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
