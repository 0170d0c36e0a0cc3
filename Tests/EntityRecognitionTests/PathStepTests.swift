import Testing

@testable import EntityRecognition

@Suite struct PathStepTests {
  @Test func itTellsWhatItWasMadeOf() {
    let step = PathStep(cost: 1152, length: 300, wordClass: .division, hash: 4095)
    #expect(step.cost == 1152)
    #expect(step.length == 255)
    #expect(step.wordClass == .division)
    #expect(step.hash == 4095)
    let longer = step.adding(1 << 30)
    #expect(longer.cost == 1 << 30 + 1152)
    #expect(longer.length == 255)
    #expect(longer.wordClass == .division)
    #expect(longer.hash == 4095)
  }

  @Test func ofTwoTheCheaperIsTakenAndOfEqualOnesTheFirst() {
    let noun = PathStep(cost: 64, length: 2, wordClass: .noun, hash: 7)
    let verb = PathStep(cost: 64, length: 1, wordClass: .verb, hash: 1)
    let dear = PathStep(cost: 65, length: 0, wordClass: .noun, hash: 0)
    #expect(noun.cheaper(verb).wordClass == .noun)
    #expect(verb.cheaper(noun).wordClass == .verb)
    #expect(noun.cheaper(dear).length == 2)
    #expect(dear.cheaper(noun).length == 2)
    #expect(PathStep.unreached.cheaper(dear).length == 0)
  }
}
