import EntityModel

/// Scores extractions against annotated pages.
///
/// Five questions, each with precision, recall and F1: which entities does the page name, at which spans, what ties
/// them, which districts do persons and units work with, and where do articles start. Entities and relations that the
/// annotation marks as optional count neither for nor against.
///
/// ```swift
/// let score = Scorer().score(pipeline.extract(document), against: gold)
/// score.entities[.unit]?.f1  // 0.94
/// ```
public struct Scorer: Sendable {
  public init() {}

  /// The figures of one page.
  /// - Complexity: O(m²) in the number of annotated mentions, otherwise linear.
  public func score(_ extraction: DocumentExtraction, against gold: GoldPage) -> Score {
    var recorder = ScoreRecorder(document: gold.doc)
    let matching = EntityMatching(extraction.entities, gold)
    recorder.scoreEntities(extraction.entities, gold, matching)
    recorder.scoreMentions(extraction, gold)
    recorder.scoreRelations(extraction, gold, matching)
    recorder.scoreWorksWith(extraction.entities, gold, matching)
    recorder.scoreArticles(extraction, gold)
    return recorder.score
  }
}

/// The score of a page while it is being made.
struct ScoreRecorder {
  let document: String
  var score = Score()

  init(document: String) { self.document = document }

  mutating func note(_ kind: Discrepancy.Kind, _ type: String, _ text: String) {
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? "⏎" : $0 }))
    score.discrepancies.append(Discrepancy(document: document, kind: kind, type: type, text: line))
  }
}

extension GoldPage.Entity {
  var isOptional: Bool { optional ?? false }
}
