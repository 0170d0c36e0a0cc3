import EntityModel
import TestSupport
import Testing

@testable import EntityRecognition

@Suite struct OverlapFilterTests {
  private func candidate(_ start: Int, _ end: Int, _ score: Int32, _ type: EntityType = .unit) -> Candidate {
    var candidate = Candidate(start: start, end: end, type: type, kind: .headed, headStart: end)
    candidate.score = score
    return candidate
  }

  /// Against the best of all sets without overlap.
  @Test(arguments: 0..<200)
  func theSumIsTheHighestThereIs(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let candidates = (0..<Int.random(in: 0...11, using: &generator)).map { _ in
      let start = Int.random(in: 0..<12, using: &generator)
      return candidate(
        start, start + Int.random(in: 1...6, using: &generator), Int32.random(in: -3...9, using: &generator),
        EntityType.allCases.randomElement(using: &generator) ?? .unit)
    }
    var best: Int32 = 0
    for set in 0..<(1 << candidates.count) {
      let members = candidates.indices.filter { set >> $0 & 1 == 1 }.map { candidates[$0] }.sorted {
        $0.start < $1.start
      }
      guard zip(members, members.dropFirst()).allSatisfy({ $0.end <= $1.start }) else { continue }
      best = max(best, members.reduce(0) { $0 + $1.score })
    }
    let chosen = OverlapFilter().choose(candidates).map { candidates[$0] }
    #expect(chosen.reduce(0) { $0 + $1.score } == best)
    #expect(zip(chosen, chosen.dropFirst()).allSatisfy { $0.end <= $1.start })
    #expect(chosen.allSatisfy { $0.score > 0 })
  }

  @Test(arguments: 0..<50)
  func theOrderOfTheCandidatesDoesNotMatter(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let spans = (0..<14).map { _ in
      (Int.random(in: 0..<10, using: &generator), Int.random(in: 1...4, using: &generator))
    }
    var seen: Set<[Int]> = []
    let candidates = spans.filter { seen.insert([$0.0, $0.1]).inserted }.map { candidate($0.0, $0.0 + $0.1, 2) }
    func choose(_ candidates: [Candidate]) -> [[Int]] {
      OverlapFilter().choose(candidates).map { [candidates[$0].start, candidates[$0].end] }
    }
    #expect(choose(candidates) == choose(candidates.shuffled(using: &generator)))
  }

  @Test func nothingIsChosenFromNothing() {
    #expect(OverlapFilter().choose([]).isEmpty)
    #expect(OverlapFilter().choose([candidate(0, 2, 0), candidate(3, 4, -5)]).isEmpty)
  }
}
