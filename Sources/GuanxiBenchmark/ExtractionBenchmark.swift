import AdministrativeDivisions
import EntityModel
import EntityRecognition
import EntityResolution
import ExtractionPipeline
import Foundation
import RelationExtraction
import TextIngestion

/// Measures the way from bytes to relations: each stage, and the whole, on one core and on all.
struct ExtractionBenchmark {
  let pages: RenamedPages
  let pipeline: Pipeline
  /// Pages of a batch; what is held at a time.
  static let batch = 1000

  private let splitter = ArticleSplitter()
  private let sentenceSplitter = SentenceSplitter()
  private let reader = DocumentReader()
  private let recognizer: Recognizer
  private let resolver: Resolver
  private let relationExtractor: RelationExtractor
  private let windowExtractor = NameWindowExtractor()
  private let districtAssigner: DistrictAssigner

  init(pages: RenamedPages, pipeline: Pipeline, model: PipelineModel) throws {
    self.pages = pages
    self.pipeline = pipeline
    let gazetteer = try Gazetteer.bundled()
    recognizer = Recognizer(gazetteer: gazetteer, model: model.mentions)
    resolver = Resolver(gazetteer: gazetteer)
    relationExtractor = RelationExtractor(model: model.relations)
    districtAssigner = DistrictAssigner(model: model.relations)
  }

  /// Stages in their order.
  static let stages = [
    "decode", "split into articles", "split into sentences", "recognise", "resolve", "link mentions", "relate",
    "find windows", "assign districts",
  ]

  /// Seconds of each stage over a range of pages, and their characters.
  func stages(_ range: Range<Int>) throws -> (seconds: [Double], characters: Int) {
    var sums = [Double](repeating: 0, count: Self.stages.count)
    var characters = 0
    for index in range {
      let (name, bytes) = pages.page(index)
      var stage = 0
      func timed<Value>(_ body: () throws -> Value) rethrows -> Value {
        let (value, time) = try seconds(body)
        sums[stage] += time
        stage += 1
        return value
      }
      let document = try timed { try reader.document(named: name, bytes: bytes) }
      let articles = timed { splitter.articles(of: document) }
      let sentences = timed {
        articles.enumerated().flatMap { sentenceSplitter.sentences(of: $1, index: $0) }
      }
      let mentions = timed { recognizer.mentions(in: document, articles: articles) }
      let resolution = timed { resolver.resolve(document: document, articles: articles, mentions: mentions) }
      let page = timed {
        PageGraph(articles: articles, sentences: sentences, mentions: mentions, resolution: resolution)
      }
      let relations = timed { relationExtractor.relations(in: page) }
      _ = timed { windowExtractor.windows(in: page) }
      timed {
        var entities = resolution.entities
        districtAssigner.assign(to: &entities, in: page, relations: relations)
      }
      characters += document.codePoints.count
    }
    return (sums, characters)
  }

  /// Seconds of the whole over a range of pages on one core; `use` is not timed.
  func whole(_ range: Range<Int>, use: ([DocumentExtraction]) throws -> Void = { _ in }) throws -> Double {
    var sum = 0.0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.batch) {
      let batch = (start..<min(range.upperBound, start + Self.batch)).map(pages.page)
      let (extractions, time) = try seconds {
        try batch.map { pipeline.extract(try reader.document(named: $0.name, bytes: $0.bytes)) }
      }
      sum += time
      try use(extractions)
    }
    return sum
  }

  /// Seconds of the whole over a range of pages, read from files, with a number of jobs.
  func stream(_ range: Range<Int>, jobs: Int, folder: String) async throws -> Double {
    var sum = 0.0
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.batch) {
      let inputs = try (start..<min(range.upperBound, start + Self.batch)).map { index in
        let (name, bytes) = pages.page(index)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        return DocumentStream.Input.success(
          InputFile(path: "\(folder)/\(name)", name: name, byteCount: bytes.count))
      }
      let clock = ContinuousClock()
      let begin = clock.now
      try await DocumentStream(pipeline: pipeline, jobs: jobs).run(inputs) { outcome in
        if case .failed(_, let error) = outcome { throw error }
      }
      sum += begin.duration(to: clock.now) / .seconds(1)
    }
    return sum
  }
}
