import Foundation
import GraphStorage
import TestSupport
import Testing

@testable import GuanxiCommand

/// `guanxi export`, over the two sample pages.
@Suite struct ExportTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("graphs"), withIntermediateDirectories: true)
    try GraphStore(path: folder.file("graphs/guanxi.sqlite")).replace(Page.samples.map(\.extraction))
  }

  private func export(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["export"] + arguments, in: folder.path)
  }

  @Test(arguments: ["graphml", "dot", "gexf", "json", "jsonl", "cypher", "svg"])
  func aFileIsWhatStandardOutputIs(format: String) throws {
    let file = try export("-o", "a.\(format)")
    #expect(file.status == 0 && file.error == "", "\(file.error)")
    #expect(file.output.hasPrefix("a.\(format): 13 nodes, "), "\(file.output)")
    let piped = try export("--format", format)
    #expect(piped.output == (try String(contentsOfFile: folder.file("a.\(format)"), encoding: .utf8)))
    #expect(piped.error == file.output.replacing("a.\(format)", with: "-"))
  }

  @Test(arguments: [("a.csv", []), ("a.csv.gz", []), ("b", ["--format", "neo4j"])])
  func tablesAreTwoFiles(output: String, more: [String]) throws {
    let outcome = try Tool.run(["export", "-o", output] + more, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.error)")
    let stem = output.hasPrefix("a") ? "a" : "b"
    let ending = output.hasSuffix(".gz") ? ".csv.gz" : ".csv"
    #expect(outcome.output.hasPrefix("\(stem).nodes\(ending), \(stem).edges\(ending): 13 nodes, "), "\(outcome.output)")
    for table in ["nodes", "edges"] {
      #expect(FileManager.default.fileExists(atPath: folder.file("\(stem).\(table)\(ending)")))
    }
  }

  @Test(arguments: [
    (["--district", "嘉祥县"], 5), (["--type", "person", "--type", "programme"], 5), (["--relation", "works_for"], 4),
    (["--top", "3"], 3), (["--around", "刘丽", "--hops", "0"], 1), (["--min-weight", "4"], 4),
    (["--since", "2024-07-01"], 6), (["--district", "嘉祥县", "--type", "person", "--relation", "works_in"], 0),
  ])
  func partsAreSelected(options: [String], nodes: Int) throws {
    let outcome = try Tool.run(["export", "-o", "part.json"] + options, in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("part.json: \(nodes) nodes, "), "\(outcome.output)")
  }

  @Test func parallelEdgesAndClusters() throws {
    #expect(try export("--edges", "multi", "-f", "json").output.contains("\"multigraph\": true"))
    #expect(try export("--clusters", "-f", "dot").output.contains("subgraph \"cluster_0\""))
  }

  @Test(arguments: [
    (["--format", "csv"], "csv is two files; give --output <file>"),
    (["--clusters"], "--clusters goes with dot and svg"),
    (["--top", "0"], "--top takes a number from 1, not 0"),
    (["--min-weight", "0"], "--min-weight takes a number from 1, not 0"),
    (["--hops=-1"], "--hops takes a number from 0, not -1"),
    (["--min-npmi", "1.5"], "--min-npmi takes a number from -1 to 1, not 1.5"),
    (["--relation", "likes"], "The value 'likes' is invalid for '--relation <kind>'"),
  ])
  func whatIsNotUnderstoodIsSaid(arguments: [String], message: String) throws {
    let outcome = try Tool.run(["export"] + arguments, in: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.error.hasPrefix("Error: \(message)"), "\(outcome.error)")
  }

  @Test func anUnknownNameIsSaidAndNothingWritten() throws {
    let outcome = try export("--around", "无此名", "-o", "a.json")
    #expect(outcome.status == 1)
    #expect(outcome.error.hasPrefix("Error: '无此名' is not known, nor anything like it; "))
    #expect(!FileManager.default.fileExists(atPath: folder.file("a.json")))
  }

  @Test func replacedCharactersAreCounted() throws {
    var page = Page.samples[0]
    page.entities[0].aliases = ["金\u{1}乡\u{FFFE}"]
    try GraphStore(path: folder.file("graphs/guanxi.sqlite")).replace([page.extraction])
    for format in ["graphml", "gexf", "json", "jsonl", "cypher"] {
      let outcome = try export("-o", "a.\(format)")
      #expect(outcome.status == 0)
      #expect(
        outcome.error
          == "a.\(format): 2 characters that XML cannot hold stand as U+FFFD; clean the pages\n", "\(outcome.error)")
      #expect(try String(contentsOfFile: folder.file("a.\(format)"), encoding: .utf8).contains("金\u{FFFD}乡\u{FFFD}"))
    }
  }

  @Test func theHelpSaysWhichFormatIsForWhom() throws {
    let help = try export("--help").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(help.contains("graphml (Gephi, networkx, igraph, Cytoscape)"))
    #expect(help.contains("dot (Graphviz; Gephi does not read it well)"))
  }

  @Test(arguments: [
    ("a.graphml", ExportFormat.graphml), ("a.b.GEXF", .gexf), ("a.gv", .dot), ("a.json.gz", .json), ("a", nil),
    ("", nil),
    ("graphml", .graphml), ("a.txt", nil), ("a.svg.gz", .svg),
  ])
  func theEndingTellsTheFormat(path: String, format: ExportFormat?) {
    #expect(ExportFormat(path: path) == format)
  }
}
