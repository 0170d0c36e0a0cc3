import CGraphMLReference
import EntityModel
import ExtractionPipeline
import Foundation
import GraphExport
import GraphStorage

/// Measures the store, its answers and the export.
struct GraphBenchmark {
  let folder: String

  /// Stores pages batch by batch, asks for counties and writes GraphML.
  func figures(_ extraction: ExtractionBenchmark, _ range: Range<Int>, characters: Int) throws -> [Figure] {
    let store = try GraphStore(path: "\(folder)/benchmark.sqlite")
    var storing = 0.0
    var rows = 0
    let extracting = try extraction.whole(range) { batch in
      storing += try seconds { try store.replace(batch) }.seconds
      for document in batch {
        rows += document.mentions.count + document.sentences.count + document.entities.count
        rows += document.relations.count + document.windows.count
      }
    }
    let latencies = try (0..<100).map { number in
      try seconds { try store.who(extraction.pages.county(number * 7), limit: 50) }.seconds * 1000
    }.sorted()
    let path = "\(folder)/benchmark.graphml"
    let (report, writing) = try seconds { try store.withGraph { try GraphMLWriter().write($0, toPath: path) } }
    let megabytes = Double(try fileSize(path)) / 1e6
    return [
      Figure("store", "characters/s", runs: [Double(characters) / storing]),
      Figure("store inserts", "rows/s", runs: [Double(rows) / storing]),
      Figure("extract and store", "characters/s", runs: [Double(characters) / (extracting + storing)]),
      Figure("who, median", "ms", runs: [latencies[50]]),
      Figure("who, 99th of 100", "ms", runs: [latencies[98]]),
      Figure("nodes of the graph", "nodes", runs: [Double(report.nodes)]),
      Figure("edges of the graph", "edges", runs: [Double(report.edges)]),
      Figure("GraphML from the store", "MB/s", runs: [megabytes / writing]),
    ]
  }

  /// GraphML of a graph that costs little to walk, by this program and, in turn, by C with libxml2 alone.
  /// - Throws: `ReferenceError` where the two write different bytes.
  func synthetic(nodes: Int, edges: Int, runs: Int) throws -> [Figure] {
    let graph = SyntheticGraph(nodeCount: nodes, edgeCount: edges)
    let (path, referencePath) = ("\(folder)/synthetic.graphml", "\(folder)/reference.graphml")
    var (times, referenceTimes): ([Double], [Double]) = ([], [])
    for _ in 0..<runs {
      times.append(try seconds { try GraphMLWriter().write(graph, toPath: path) }.seconds)
      let (status, time) = seconds { graphml_reference_write(referencePath, nodes, edges) }
      guard status == 0 else { throw ReferenceError.failed }
      referenceTimes.append(time)
    }
    let peak = peakMemory()
    guard FileManager.default.contentsEqual(atPath: path, andPath: referencePath) else { throw ReferenceError.differs }
    let megabytes = Double(try fileSize(path)) / 1e6
    return [
      Figure("GraphML, \(nodes) nodes, \(edges) edges", "s", runs: times),
      Figure("GraphML writer", "MB/s", runs: times.map { megabytes / $0 }),
      Figure("the same in C with xmlTextWriter", "s", runs: referenceTimes),
      Figure("time to that of C", "times", runs: zip(times, referenceTimes).map { $0 / $1 }),
      Figure("peak memory of writing GraphML", "MB", runs: [peak]),
    ]
  }

  /// What makes the comparison worthless.
  enum ReferenceError: Error, CustomStringConvertible {
    case failed, differs

    var description: String {
      switch self {
      case .failed: "the C program could not write its GraphML; see that the temporary folder has room"
      case .differs: "the C program writes other GraphML than GraphMLWriter; bring graphml_reference.c up to date"
      }
    }
  }

  private func fileSize(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}

/// A graph of any size: every tenth edge is typed and has a sentence.
struct SyntheticGraph: GraphSource {
  let nodeCount: Int
  let edgeCount: Int

  func forEachNode(_ body: (GraphNode) throws -> Void) throws {
    for id in 0..<nodeCount {
      try body(
        GraphNode(
          id: id, type: EntityType.allCases[id % 4], name: "金乡县第\(id)号单位", aliases: id % 7 == 0 ? ["别名\(id)"] : [],
          roles: id % 4 == 0 ? ["副部长"] : [], districts: ["金乡县"], mentionCount: id % 50 + 1,
          firstDate: "2024-06-21", lastDate: "2024-06-22"))
    }
  }

  func forEachEdge(_ body: (GraphEdge) throws -> Void) throws {
    var together = TieCounts()
    together[.coOccurrence] = 2
    var typed = together
    typed[.relation(.worksFor)] = 1
    for number in 0..<edgeCount {
      let source = number * nodeCount / max(1, edgeCount)
      let target = (source + number % 977 + 1) % nodeCount
      if number % 10 == 0 {
        let quote = Quote(
          document: "000_page.txt", start: number, end: number + 31, text: "金乡县委组织部副部长周启山表示，鱼山街道要用好“社区合伙人”。")
        try body(GraphEdge(source: source, target: target, counts: typed, role: "副部长", evidence: quote))
      } else {
        try body(GraphEdge(source: source, target: target, counts: together))
      }
    }
  }
}
