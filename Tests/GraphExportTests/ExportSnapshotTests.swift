import EntityModel
import Foundation
import GraphExport
import TestSupport
import Testing

/// The exports of a small graph against files beside this one; `RECORD_SNAPSHOTS=1 swift test` writes them anew.
@Suite struct ExportSnapshotTests {
  @Test func graphML() throws {
    var bytes: [UInt8] = []
    let arrangement = try NodeArrangement(ListGraph.sample, layout: .ownForces)
    let report = try GraphMLWriter(arrangement: arrangement).write(ListGraph.sample) { bytes += $0 }
    #expect(report == ListGraph.sampleReport)
    try expectSnapshot(bytes, "sample.graphml")
  }

  @Test func dot() throws {
    var bytes: [UInt8] = []
    let report = try DOTWriter().write(ListGraph.sample) { bytes += $0 }
    #expect(report.nodes == 5)
    #expect(report.edges == 4)
    try expectSnapshot(bytes, "sample.dot")
  }

  @Test func others() throws {
    let arrangement = try NodeArrangement(ListGraph.sample, layout: .ownForces)
    let writers: [(any GraphWriter, String)] = [
      (DOTWriter(hasClusters: true), "sample-clusters.dot"), (GEXFWriter(arrangement: arrangement), "sample.gexf"),
      (NodeLinkWriter(arrangement: arrangement), "sample.json"), (NodeLinkWriter(isLines: true), "sample.jsonl"),
      (CSVWriter(.nodes), "sample.nodes.csv"), (CSVWriter(.edges), "sample.edges.csv"),
      (CSVWriter(.nodes, dialect: .neo4j), "sample-neo4j.nodes.csv"),
      (CSVWriter(.edges, dialect: .neo4j), "sample-neo4j.edges.csv"), (CypherWriter(), "sample.cypher"),
    ]
    for (writer, name) in writers {
      var bytes: [UInt8] = []
      try writer.write(ListGraph.sample) { bytes += $0 }
      try expectSnapshot(bytes, name)
    }
  }

  private func expectSnapshot(_ bytes: [UInt8], _ name: String, file: StaticString = #filePath) throws {
    let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appendingPathComponent("Snapshots")
    let snapshot = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(bytes).write(to: snapshot)
    }
    let expected = String(decoding: try Data(contentsOf: snapshot), as: UTF8.self)
    #expect(String(decoding: bytes, as: UTF8.self) == expected, "set RECORD_SNAPSHOTS=1 to record \(name) anew")
  }
}
