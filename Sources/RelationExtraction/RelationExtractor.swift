import EntityModel

/// Finds typed relations between the entities of a page, each grounded in a sentence.
public struct RelationExtractor: Sendable {
  private let model: RelationModel

  public init(model: RelationModel) { self.model = model }

  /// - Returns: relations sorted by source, type, target; of equal triples the first in the text.
  public func relations(in page: PageGraph) -> [Relation] {
    var drafts: [Relation] = []
    HierarchyRule(page: page).apply(to: &drafts)
    BylineRule(page: page).apply(to: &drafts)
    drafts += decided(page)
    return unique(drafts)
  }

  /// Ties that the rules for posts, programmes and partners find.
  static func ruled(_ page: PageGraph) -> [Relation] {
    var drafts: [Relation] = []
    PostRule(page: page).apply(to: &drafts)
    ProgrammeTieRule(page: page).apply(to: &drafts)
    PartnershipRule(page: page).apply(to: &drafts)
    return drafts
  }

  /// For each tie the pair that speaks best for it; of equals the first.
  private struct Decisions {
    private var numbers = NumberedKeys(capacity: 512)
    private(set) var best: [(score: Int32, pair: PairCandidate)] = []

    mutating func note(_ pair: PairCandidate, _ score: Int32) {
      let number = numbers.number(of: pair.tie.key)
      if number == best.count {
        best.append((score, pair))
      } else if score > best[number].score {
        best[number] = (score, pair)
      }
    }

    /// Nil for a tie that no pair speaks for.
    subscript(tie: Tie) -> (score: Int32, pair: PairCandidate)? { numbers.find(tie.key).map { best[$0] } }

    /// Whether another tie that excludes this one has more. Who runs a programme does not take part in it as well.
    func isOutdone(_ tie: Tie, _ score: Int32) -> Bool {
      let rival: RelationType
      switch tie.type {
      case .runs: rival = .takesPartIn
      case .takesPartIn: rival = .runs
      default: return false
      }
      return self[Tie(source: tie.source, type: rival, target: tie.target)].map { $0.score > score } ?? false
    }
  }

  /// Ties that the model lets stand, of those the rules found and of all pairs it was shown.
  private func decided(_ page: PageGraph) -> [Relation] {
    let drafts = Self.ruled(page)
    var proposer = PairProposer(page: page, ruled: drafts)
    var decisions = Decisions()
    proposer.forEachCandidate(FeatureWriter(model)) { decisions.note($0, $1.sum) }
    // What a rule found and no pair covers stands on the rule alone.
    var result: [Relation] = []
    var ruled = NumberedKeys(capacity: drafts.count)
    for draft in drafts {
      _ = ruled.insert(Tie(draft).key)
      let own = decisions[Tie(draft)]
      if let own, own.score <= 0 || decisions.isOutdone(Tie(draft), own.score) { continue }
      result.append(draft)
    }
    for (score, pair) in decisions.best
    where score > 0 && ruled.find(pair.tie.key) == nil && !decisions.isOutdone(pair.tie, score) {
      result.append(relation(pair, page))
    }
    let posts = PostReader(page: page)
    return result.map { draft in
      guard draft.type == .worksFor || draft.type == .worksIn, let pair = decisions[Tie(draft)]?.pair else {
        return draft
      }
      return Relation(
        source: draft.source, type: draft.type, target: draft.target,
        role: posts.post(of: pair.sourceMention, at: pair.targetMention) ?? draft.role,
        evidence: draft.evidence, isInferred: draft.isInferred)
    }
  }

  private func relation(_ pair: PairCandidate, _ page: PageGraph) -> Relation {
    let mention = pair.type == .runs || pair.type == .takesPartIn ? pair.targetMention : pair.sourceMention
    let isFar = page.sentenceOfMention[pair.sourceMention] != page.sentenceOfMention[pair.targetMention]
    return Relation(
      source: pair.source, type: pair.type, target: pair.target, evidence: page.evidence(mention),
      isInferred: isFar || pair.sourceMention == pair.targetMention)
  }

  private func unique(_ drafts: [Relation]) -> [Relation] {
    var numbers = NumberedKeys(capacity: drafts.count)
    var best: [(key: UInt64, relation: Relation)] = []
    for relation in drafts where relation.source != relation.target {
      let key = Tie(relation).key
      let number = numbers.number(of: key)
      guard number < best.count else {
        best.append((key, relation))
        continue
      }
      let known = best[number].relation
      if (known.role ?? "").isEmpty && !(relation.role ?? "").isEmpty || known.isInferred && !relation.isInferred {
        best[number].relation = relation
      }
    }
    return best.sorted { $0.key < $1.key }.map(\.relation)
  }
}
