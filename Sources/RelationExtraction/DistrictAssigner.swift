import EntityModel

/// Says with which districts and towns each person, unit and programme works: those proposed that the model lets stand.
public struct DistrictAssigner: Sendable {
  private let model: RelationModel

  public init(model: RelationModel) { self.model = model }

  /// Fills `districts` and `townships`, best supported first; places stay as they are.
  public func assign(to entities: inout [Entity], in page: PageGraph, relations: [Relation]) {
    var proposer = WorkplaceProposer(page: page, relations: relations, writer: FeatureWriter(model))
    proposer.propose()
    for index in entities.indices where entities[index].type != .place {
      entities[index].districts = []
      entities[index].townships = []
    }
    // By entity, then by name.
    var fitting = proposer.candidates.filter { $0.score > 0 && entities[$0.entity].type != .place }[...]
    while let entity = fitting.first?.entity {
      let own = fitting.prefix { $0.entity == entity }
      fitting = fitting.dropFirst(own.count)
      for candidate in own.count > 1 ? own.sorted(by: Self.isBetterSupported)[...] : own {
        if candidate.isTownship {
          entities[entity].townships.append(candidate.name)
        } else {
          entities[entity].districts.append(candidate.name)
        }
      }
    }
  }

  private static func isBetterSupported(_ a: WorkplaceProposer.Candidate, _ b: WorkplaceProposer.Candidate) -> Bool {
    a.support != b.support ? a.support > b.support : a.name.precedes(b.name)
  }
}
