import EntityModel
import ExtractionPipeline
import GraphStorage
import TextIngestion

/// Measures a store of many documents: how long it takes to make, to ask and to add to, and the memory.
struct StoreBenchmark {
  let pages: RenamedPages
  let pipeline: Pipeline
  let folder: String

  /// Rows that are asked for.
  private static let answerLimit = 20

  /// Extracts and stores so many pages, asks for the districts with most people and units, and adds a page.
  func figures(documents: Int) throws -> [Figure] {
    let store = try GraphStore(path: "\(folder)/large.sqlite")
    try resetPeakMemory()
    let building = try seconds {
      var batch: [DocumentExtraction] = []
      var size = 0
      for index in 0..<documents {
        batch.append(try extraction(index))
        size += batch[batch.count - 1].document.codePoints.count
        if size >= 1 << 20 || index == documents - 1 {
          try store.replace(batch)
          batch.removeAll()
          size = 0
        }
      }
    }.seconds
    let memory = peakMemory()
    let summary = try store.summary()
    let districts = try store.districts().prefix(50).map(\.name)
    guard let richest = districts.first else { return [] }
    let partners = try store.who(richest, filter: WhoFilter(type: .person), limit: 50)[0].rows.map(\.name)
    let adding = try (0..<5).map { number in
      let page = try extraction(documents + number)
      return try seconds { try store.replace([page]) }.seconds * 1000
    }
    return [
      Figure("documents stored", "documents", runs: [Double(summary.documents)]),
      Figure("mentions stored", "mentions", runs: [Double(summary.mentions)]),
      Figure("build of these", "s", runs: [building]),
      Figure("peak memory of the build", "MB", runs: [memory]),
      Figure("who, of 50 large districts", "ms", runs: try latencies(store, districts)),
      Figure("who, of 50 persons in the largest", "ms", runs: try latencies(store, partners)),
      Figure("adding a page", "ms", runs: adding),
    ]
  }

  private func extraction(_ index: Int) throws -> DocumentExtraction {
    let (name, bytes) = pages.page(index)
    return pipeline.extract(try DocumentReader().document(named: name, bytes: bytes))
  }

  /// Of each name the second answer, when what it needs has been read once.
  private func latencies(_ store: GraphStore, _ names: [String]) throws -> [Double] {
    try names.map { name in
      _ = try store.who(name, limit: StoreBenchmark.answerLimit)
      return try seconds { try store.who(name, limit: StoreBenchmark.answerLimit) }.seconds * 1000
    }
  }
}
