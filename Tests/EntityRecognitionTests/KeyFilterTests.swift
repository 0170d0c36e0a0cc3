import TestSupport
import Testing

@testable import EntityRecognition

@Suite struct KeyFilterTests {
  /// As many as a page chooses names.
  @Test func itHoldsWhatWasPutInAndFewOthers() {
    var generator = SeededGenerator(seed: 1)
    let keys = (0..<200).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
    let others = (0..<10_000).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
    var filter = KeyFilter()
    #expect(!others.contains(where: filter.mayHold))
    for key in keys { filter.insert(key) }
    #expect(keys.allSatisfy(filter.mayHold))
    #expect(others.count(where: filter.mayHold) < 500)
  }
}
