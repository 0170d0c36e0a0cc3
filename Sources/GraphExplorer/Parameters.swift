import EntityModel
import GraphStorage

/// The query of a request, read with bounds. What is not asked for is an error: a filter that is misspelt must not be
/// passed over.
struct Parameters {
  private let values: [(name: String, value: String)]

  /// - Throws: `ExplorerError.unknownParameter`, `.badParameter`.
  init(_ request: ExplorerRequest, known: [String]) throws(ExplorerError) {
    values = request.query.filter { !$0.value.isEmpty }
    for (name, value) in values {
      guard known.contains(name) else { throw .unknownParameter(name) }
      // SQLite takes it for the end of a text.
      guard !value.utf8.contains(0) else { throw .badParameter(name: name, value: "…", wanted: "text without a NUL") }
    }
  }

  /// All values of a parameter that can be repeated.
  func all(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

  func text(_ name: String) throws(ExplorerError) -> String? {
    guard let text = values.last(where: { $0.name == name })?.value else { return nil }
    guard text.utf8.count <= 1024 else { throw .badParameter(name: name, value: "…", wanted: "at most 1024 bytes") }
    return text
  }

  func required(_ name: String) throws(ExplorerError) -> String {
    guard let text = try text(name) else { throw .missingParameter(name) }
    return text
  }

  func number(_ name: String, in range: ClosedRange<Int>, default fallback: Int) throws(ExplorerError) -> Int {
    guard let text = try text(name) else { return fallback }
    guard let number = Int(text), range.contains(number) else {
      throw .badParameter(name: name, value: text, wanted: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A day as `YYYY-MM-DD`.
  func day(_ name: String) throws(ExplorerError) -> String? {
    guard let text = try text(name) else { return nil }
    let shape = Array(text.utf8).map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
    guard shape == Array("0000-00-00".utf8) else {
      throw .badParameter(name: name, value: text, wanted: "a day as YYYY-MM-DD")
    }
    return text
  }

  func address(_ name: String) throws(ExplorerError) -> EntityAddress? {
    guard let text = try text(name) else { return nil }
    guard let address = EntityAddress(text) else {
      throw .badParameter(name: name, value: text, wanted: "an address such as person:周启山@金乡县委组织部")
    }
    return address
  }

  func requiredAddress(_ name: String) throws(ExplorerError) -> EntityAddress {
    guard let address = try address(name) else { throw .missingParameter(name) }
    return address
  }

  /// Days of issue; nil for all pages.
  func window() throws(ExplorerError) -> IssueWindow? {
    let (since, until) = (try day("since"), try day("until"))
    return since == nil && until == nil ? nil : IssueWindow(since: since, until: until)
  }

  static let ofSelection = [
    "district", "place", "type", "relation", "minWeight", "around", "hops", "top", "since", "until",
  ]
  static let mostNodes = 5000

  /// Which part of the graph is meant.
  func selection() throws(ExplorerError) -> GraphSelection {
    var selection = GraphSelection()
    selection.district = try text("district")
    selection.place = try text("place")
    var types: Set<EntityType> = []
    for text in all("type") {
      guard let type = EntityType(rawValue: text) else {
        throw .badParameter(name: "type", value: text, wanted: "person, unit, place or programme")
      }
      types.insert(type)
    }
    selection.types = types.isEmpty ? nil : types
    var kinds: Set<TieKind> = []
    for text in all("relation") {
      guard let kind = TieKind.allCases.first(where: { $0.name == text }) else {
        throw .badParameter(name: "relation", value: text, wanted: TieKind.allCases.map(\.name).joined(separator: ", "))
      }
      kinds.insert(kind)
    }
    selection.kinds = kinds.isEmpty ? nil : kinds
    selection.minimumWeight = try number("minWeight", in: 1...1_000_000, default: 1)
    selection.around = try address("around")?.description
    selection.hops = try number("hops", in: 0...6, default: 1)
    selection.top = try number("top", in: 1...Parameters.mostNodes, default: 600)
    return selection
  }
}
