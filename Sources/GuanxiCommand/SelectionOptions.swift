import ArgumentParser
import EntityModel
import GraphStorage

/// Which part of the graph is exported.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only who works with this county-level district, and what lies in it.", valueName: "name"))
  var district: String?

  @Option(help: ArgumentHelp("Only nodes of this type: person, unit, place or programme; can be repeated."))
  var type: [EntityType] = []

  @Option(
    help: ArgumentHelp(
      "Only ties of this kind, such as works_for or co_occurrence; can be repeated.", valueName: "kind"))
  var relation: [TieKind] = []

  @Option(help: ArgumentHelp("Only edges of this weight or more.", valueName: "n"))
  var minWeight = 1

  @Option(
    help: ArgumentHelp("Of edges that are only named together, those with this NPMI (-1 to 1) or more.", valueName: "x")
  )
  var minNpmi: Double?

  @Option(help: ArgumentHelp("Only the nodes with the most edges.", valueName: "n"))
  var top: Int?

  @Option(help: ArgumentHelp("Only what is near this entity.", valueName: "name"))
  var around: String?

  @Option(help: ArgumentHelp("How many edges away is near.", valueName: "k"))
  var hops = 1

  @Option(help: ArgumentHelp("Whether ties of two are one edge (merged) or one for each kind (multi)."))
  var edges = EdgeGrouping.merged

  func validate() throws {
    if minWeight < 1 { throw ValidationError("--min-weight takes a number from 1, not \(minWeight)") }
    if let top, top < 1 { throw ValidationError("--top takes a number from 1, not \(top)") }
    if hops < 0 { throw ValidationError("--hops takes a number from 0, not \(hops)") }
    if let minNpmi, !(-1...1).contains(minNpmi) {
      throw ValidationError("--min-npmi takes a number from -1 to 1, not \(minNpmi)")
    }
  }

  /// With names as the store knows them.
  /// - Throws: `CommandError` for a name that it does not know.
  func selection(from store: GraphStore) throws -> GraphSelection {
    let names = NameLookup(store)
    var selection = GraphSelection()
    selection.district = try district.map(names.district)
    selection.types = type.isEmpty ? nil : Set(type)
    selection.kinds = relation.isEmpty ? nil : Set(relation)
    selection.minimumWeight = minWeight
    selection.minimumNPMI = minNpmi
    selection.top = top
    selection.around = try around.map(names.name)
    selection.hops = hops
    selection.hasParallelEdges = edges == .multi
    return selection
  }
}
