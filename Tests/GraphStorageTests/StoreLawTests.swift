import EntityModel
import GraphExport
import TestSupport
import Testing

@testable import GraphStorage

/// All a store holds, line by line.
func dump(_ store: GraphStore) throws -> [String] {
  var lines: [String] = []
  try store.dump { lines.append($0) }
  return lines
}

/// The graph in every format it is exported to.
func exports(_ store: GraphStore) throws -> [[UInt8]] {
  var (graphML, dot): ([UInt8], [UInt8]) = ([], [])
  try store.withGraph { graph in
    _ = try GraphMLWriter().write(graph) { graphML += $0 }
    _ = try DOTWriter().write(graph) { dot += $0 }
  }
  return [graphML, dot]
}

/// Whatever came, went, changed and was corrected, in any order: the store is what one fresh build would be.
@Suite struct StoreLawTests {
  /// Corrections about the stock of names of `Page.random`, some about nothing.
  static func randomCorrections(_ generator: inout SeededGenerator) -> [Correction] {
    func address() -> EntityAddress {
      let number = Int.random(in: 0..<13, using: &generator)
      return EntityAddress(
        type: EntityType.allCases[number % 4], name: "名\(number)号",
        anchor: Bool.random(using: &generator) ? "" : "金乡县")
    }
    return (0..<Int.random(in: 0..<6, using: &generator)).compactMap { _ -> Correction? in
      let (subject, other) = (address(), address())
      let renamed = EntityAddress(type: subject.type, name: "新\(other.name)", anchor: other.anchor)
      let correction: Correction =
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: .merge(subject, into: other)
        case 1: .split(subject, as: renamed, documents: ["0_page.txt", "3_page.txt"])
        case 2: .rename(subject, to: renamed)
        case 3: .retype(subject, to: other.type)
        case 4: .hide(subject)
        default: .alias(subject, "又名\(other.name)")
        }
      return try? Correction(line: correction.line)
    }
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func anySequenceEqualsAFreshStore(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &* 7919 &+ 17)
    let store = try GraphStore()
    var state: [String: Page] = [:]
    var corrections: [Correction] = []
    for step in 0..<10 as Range<UInt64> {
      let names = (0..<6).shuffled(using: &generator).prefix(2).map { "\($0)_page.txt" }
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        try store.remove(documents: names)
        for name in names { state[name] = nil }
      case 1:
        corrections = Self.randomCorrections(&generator)
        try store.apply(corrections)
      default:
        var pages = names.map { Page.random($0, seed: seed * 1000 + step * 10) }
        // Now and then another document prints the same page.
        if Bool.random(using: &generator), let other = state.values.min(by: { $0.name < $1.name }) {
          pages[0].text = other.text
          pages[0].entities = other.entities
        }
        try store.replace(pages.map(\.extraction), extractor: "x")
        for page in pages { state[page.name] = page }
      }
      let fresh = try GraphStore()
      try fresh.apply(corrections)
      try fresh.replace(state.values.shuffled(using: &generator).map(\.extraction), extractor: "x")
      #expect(try dump(store) == dump(fresh), "step \(step)")
      #expect(try exports(store) == exports(fresh), "step \(step)")
      let problems = try store.check()
      #expect(problems.isEmpty, "\(problems)")
    }
  }

  /// The dump tells stores apart that differ in one row.
  @Test func aDumpShowsEveryDifference() throws {
    let (one, other) = (try GraphStore(), try GraphStore())
    try one.replace(Page.samples.map(\.extraction))
    var page = Page.samples[1]
    page.entities[4].roles = ["书记"]
    try other.replace([Page.samples[0].extraction, page.extraction])
    let difference = Set(try dump(one)).symmetricDifference(try dump(other))
    #expect(difference.count == 2)
    #expect(difference.allSatisfy { $0.hasPrefix("role: ") })
  }
}
