import EntityModel

/// Says with which districts and towns each person, unit and programme works: those proposed that the model lets stand.
public struct DistrictAssigner: Sendable {
  private let model: RelationModel

  public init(model: RelationModel) { self.model = model }

  /// Fills `districts` and `townships`, best supported first; places stay as they are.
  public func assign(to entities: inout [Entity], in page: PageGraph, relations: [Relation]) {
    var proposer = WorkplaceProposer(page: page, relations: relations)
    proposer.propose()
    var districts = [[(name: String, support: Int)]](repeating: [], count: entities.count)
    var townships = districts
    for candidate in proposer.candidates where model.score(proposer.features[candidate.features]) > 0 {
      if candidate.isTownship {
        townships[candidate.entity].append((candidate.name, candidate.support))
      } else {
        districts[candidate.entity].append((candidate.name, candidate.support))
      }
    }
    for index in entities.indices where entities[index].type != .place {
      entities[index].districts = ranked(districts[index])
      entities[index].townships = ranked(townships[index])
    }
  }

  private func ranked(_ places: [(name: String, support: Int)]) -> [String] {
    places.sorted { $0.support != $1.support ? $0.support > $1.support : $0.name.precedes($1.name) }.map(\.name)
  }
}
