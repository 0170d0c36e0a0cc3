import EntityModel
import ExtractionEvaluation
import ExtractionPipeline
import Foundation
import TestSupport
import Testing

private let hasPython = (try? run("python3", ["--version"]))?.status == 0

/// The figures against those of `score.py`, which was written apart from this program and reads what it prints.
@Suite(.enabled(if: hasPython, "python3 runs the reference scorer"))
struct ReferenceTests {
  /// Every sixth page: enough errors of every kind.
  private static let extracted = Result {
    let pipeline = try Pipeline()
    return try Corpus.pages().enumerated().filter { $0.offset % 6 == 0 }.map { _, page in
      (gold: page.gold, extraction: pipeline.extract(page.document))
    }
  }

  @Test(arguments: [(0, 0), (1, 40), (2, 12), (3, 12), (4, 5), (5, 5), (6, 2)] as [(UInt64, Int)])
  func figuresAndErrorsAreThoseOfTheReference(seed: UInt64, rate: Int) throws {
    var perturbation = Perturbation(seed: seed, rate: rate)
    let pages = try Self.extracted.get().map { page in
      (gold: page.gold, extraction: rate == 0 ? page.extraction : perturbation.apply(to: page.extraction))
    }
    var score = Score()
    for page in pages { score += Scorer().score(page.extraction, against: page.gold) }
    let report = ScoreReport(score, documents: pages.count)
    let folder = try TemporaryFolder()
    try Corpus.copy(Set(pages.map(\.gold.doc)), to: folder.path)
    let lines = try folder.write("extract.jsonl", pages.flatMap { ExtractionJSON.line($0.extraction) })
    #expect(try reference(folder, lines, "--errors", "1000000") == report.table(errors: .max))
    #expect(try reference(folder, lines, "--json") == report.json())
    #expect(score.discrepancies.count > 100)
  }

  private func reference(_ folder: TemporaryFolder, _ lines: String, _ options: String...) throws -> String {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("score.py").path
    let outcome = try run(
      "python3", [script, folder.file("gold"), folder.file("pages"), lines] + options)
    try #require(outcome.status == 0, "\(outcome.output)")
    return outcome.output
  }
}
