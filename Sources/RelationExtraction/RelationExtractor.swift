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

  /// The pair that speaks best for a tie, and its number among all.
  private struct Decision {
    let score: Int32
    let order: Int
    let candidate: PairCandidate
  }

  /// Ties that the rules for posts, programmes and partners find.
  private static func ruled(_ page: PageGraph) -> [Relation] {
    var drafts: [Relation] = []
    PostRule(page: page).apply(to: &drafts)
    ProgrammeTieRule(page: page).apply(to: &drafts)
    PartnershipRule(page: page).apply(to: &drafts)
    return drafts
  }

  static func ruledTies(_ page: PageGraph) -> Set<PairProposer.Tie> {
    Set(ruled(page).map { PairProposer.Tie(source: $0.source, type: $0.type, target: $0.target) })
  }

  /// Ties that the model lets stand, of those the rules found and of all pairs it was shown.
  private func decided(_ page: PageGraph) -> [Relation] {
    let drafts = Self.ruled(page)
    let ties = Set(drafts.map { PairProposer.Tie(source: $0.source, type: $0.type, target: $0.target) })
    var proposer = PairProposer(page: page, ruled: ties)
    var best: [PairProposer.Tie: Decision] = [:]
    var count = 0
    proposer.forEachCandidate { candidate, features in
      let score = model.score(features)
      let tie = PairProposer.Tie(source: candidate.source, type: candidate.type, target: candidate.target)
      if best[tie].map({ score > $0.score }) ?? true {
        best[tie] = Decision(score: score, order: count, candidate: candidate)
      }
      count += 1
    }
    // What a rule found and no pair covers stands on the rule alone.
    var result = drafts.filter {
      let tie = PairProposer.Tie(source: $0.source, type: $0.type, target: $0.target)
      return best[tie].map { $0.score > 0 } ?? true
    }
    for (tie, decision) in best.sorted(by: { $0.value.order < $1.value.order }) where decision.score > 0 {
      if let rival = Self.rival(of: tie, in: best), rival.score > decision.score { continue }
      guard !ties.contains(tie) else { continue }
      result.append(relation(tie, decision.candidate, page))
    }
    let posts = PostReader(page: page)
    return result.map { draft in
      let tie = PairProposer.Tie(source: draft.source, type: draft.type, target: draft.target)
      guard draft.type == .worksFor || draft.type == .worksIn, let candidate = best[tie]?.candidate else {
        return draft
      }
      return Relation(
        source: draft.source, type: draft.type, target: draft.target,
        role: posts.post(of: candidate.sourceMention, at: candidate.targetMention) ?? draft.role,
        evidence: draft.evidence, isInferred: draft.isInferred)
    }.filter { draft in
      let tie = PairProposer.Tie(source: draft.source, type: draft.type, target: draft.target)
      guard let own = best[tie], let rival = Self.rival(of: tie, in: best) else { return true }
      return rival.score <= own.score
    }
  }

  /// Who runs a programme does not take part in it as well; partners are one tie, whichever comes first.
  private static func rival(
    of tie: PairProposer.Tie, in best: [PairProposer.Tie: Decision]
  ) -> Decision? {
    switch tie.type {
    case .runs: best[PairProposer.Tie(source: tie.source, type: .takesPartIn, target: tie.target)]
    case .takesPartIn: best[PairProposer.Tie(source: tie.source, type: .runs, target: tie.target)]
    default: nil
    }
  }

  private func relation(_ tie: PairProposer.Tie, _ candidate: PairCandidate, _ page: PageGraph) -> Relation {
    let mention = tie.type == .runs || tie.type == .takesPartIn ? candidate.targetMention : candidate.sourceMention
    let isFar = page.sentenceOfMention[candidate.sourceMention] != page.sentenceOfMention[candidate.targetMention]
    return Relation(
      source: tie.source, type: tie.type, target: tie.target, evidence: page.evidence(mention),
      isInferred: isFar || candidate.sourceMention == candidate.targetMention)
  }

  private func unique(_ drafts: [Relation]) -> [Relation] {
    var places: [PairProposer.Tie: Int] = [:]
    var best: [Relation] = []
    for relation in drafts where relation.source != relation.target {
      let tie = PairProposer.Tie(source: relation.source, type: relation.type, target: relation.target)
      guard let place = places[tie] else {
        places[tie] = best.count
        best.append(relation)
        continue
      }
      let known = best[place]
      if (known.role ?? "").isEmpty && !(relation.role ?? "").isEmpty || known.isInferred && !relation.isInferred {
        best[place] = relation
      }
    }
    return best.sorted {
      ($0.source, $0.type.alphabetical, $0.target) < ($1.source, $1.type.alphabetical, $1.target)
    }
  }
}

extension RelationType {
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
