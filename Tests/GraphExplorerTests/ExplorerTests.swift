import EntityModel
import Foundation
import GraphStorage
import TestSupport
import Testing

@testable import GraphExplorer

/// An explorer over the two sample pages.
struct SampleExplorer {
  let folder: TemporaryFolder
  let explorer: Explorer

  init(_ pages: [Page] = Page.samples) throws {
    folder = try TemporaryFolder()
    try GraphStore(path: folder.file("guanxi.sqlite")).replace(pages.map(\.extraction))
    explorer = try Explorer(path: folder.file("guanxi.sqlite"))
  }

  /// What stands at a path with a query, both as somebody reads them.
  func get(_ path: String, _ query: [(String, String)] = []) -> ExplorerResponse {
    explorer.respond(to: ExplorerRequest(.get, path, query: query.map { (name: $0.0, value: $0.1) }))
  }

  func json(_ path: String, _ query: [(String, String)] = []) throws -> Any {
    let response = get(path, query)
    #expect(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
    #expect(response.type == "application/json; charset=utf-8")
    return try JSONSerialization.jsonObject(with: Data(response.body))
  }

  func post(_ path: String, _ body: String) throws -> (status: Int, answer: [String: Any]) {
    let response = explorer.respond(to: ExplorerRequest(.post, path, body: Array(body.utf8)))
    let answer = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    return (response.status, try #require(answer))
  }

  /// Names of the nodes of `/api/graph`.
  func nodes(_ query: [(String, String)] = []) throws -> [String] {
    let graph = try #require(try json("/api/graph", query) as? [String: Any])
    return try #require(graph["nodes"] as? [[String: Any]]).compactMap { $0["name"] as? String }
  }
}

@Suite struct ExplorerTests {
  let sample: SampleExplorer

  init() throws { sample = try SampleExplorer() }

  @Test func overview() throws {
    let overview = try #require(try sample.json("/api/overview") as? [String: Any])
    #expect(overview["documents"] as? Int == 2)
    #expect(overview["entities"] as? [String: Int] == ["person": 4, "unit": 4, "place": 4, "programme": 1])
    #expect(overview["firstDate"] as? String == "2024-06-21")
    #expect(overview["lastDate"] as? String == "2024-07-02")
    let july = try #require(try sample.json("/api/overview", [("since", "2024-07-01")]) as? [String: Any])
    #expect(july["documents"] as? Int == 1)
  }

  @Test(arguments: [("jxxw", "unit:金乡县委组织部"), ("供电", "unit:嘉祥县供电公司"), ("周启山", "person:周启山@金乡县委组织部")])
  func search(text: String, first: String) throws {
    let hits = try #require(try sample.json("/api/search", [("q", text)]) as? [[String: Any]])
    #expect(hits.first?["address"] as? String == first)
  }

  @Test(arguments: [
    ([("type", "unit")], ["金乡县委组织部", "嘉祥县供电公司", "金乡县供电公司", "金源超市"]),
    ([("type", "unit"), ("type", "programme"), ("relation", "runs")], ["金乡县委组织部", "社区合伙人"]),
    ([("district", "嘉祥县"), ("type", "person")], ["周启山", "陈明"]),
    ([("place", "place:卧龙山街道@嘉祥县"), ("type", "unit")], ["嘉祥县供电公司"]),
    ([("around", "unit:金源超市@金乡县"), ("relation", "partners_with")], ["金源超市", "金乡县供电公司"]),
    (
      [("around", "unit:金源超市@金乡县"), ("relation", "partners_with"), ("relation", "works_for"), ("hops", "2")],
      ["金源超市", "刘丽", "金乡县供电公司"]
    ),
    ([("since", "2024-07-01"), ("type", "programme")], []),
    ([("relation", "works_for"), ("minWeight", "2")], ["周启山", "金乡县委组织部"]),
    ([("top", "2")], ["周启山", "金乡县委组织部"]),
  ])
  func graph(query: [(String, String)], names: [String]) throws {
    #expect(Set(try sample.nodes(query)) == Set(names))
  }

  @Test func edgesNameTheirEndsByPosition() throws {
    let graph = try #require(
      try sample.json("/api/graph", [("relation", "works_for"), ("type", "person"), ("type", "unit")]) as? [String: Any]
    )
    let nodes = try #require(graph["nodes"] as? [[String: Any]]).compactMap { $0["address"] as? String }
    let edges = try #require(graph["edges"] as? [[String: Any]]).map { edge in
      [nodes[edge["source"] as? Int ?? 0], nodes[edge["target"] as? Int ?? 0], "\(edge["ties"] ?? "")"]
    }
    #expect(
      edges == [
        ["person:周启山@金乡县委组织部", "unit:金乡县委组织部", "[\"works_for\": 2]"],
        ["person:刘丽@金乡县供电公司", "unit:金乡县供电公司", "[\"works_for\": 1]"],
      ])
  }

  @Test func card() throws {
    let card = try #require(try sample.json("/api/node", [("address", "person:周启山@金乡县委组织部")]) as? [String: Any])
    #expect(card["roles"] as? [String] == ["副部长", "部务委员"])
    #expect(card["documents"] as? Int == 2)
    #expect(card["tieCount"] as? Int == 1)
    let ties = try #require(card["ties"] as? [[String: Any]])
    #expect(ties.first?["other"] as? String == "unit:金乡县委组织部")
    #expect((card["together"] as? [[String: Any]])?.first?["windows"] as? Int == 2)
  }

  @Test func evidenceMarksNamesInTheArticle() throws {
    let page = try #require(
      try sample.json(
        "/api/evidence", [("a", "person:周启山@金乡县委组织部"), ("b", "unit:金乡县委组织部"), ("limit", "1")])
        as? [String: Any])
    #expect(page["total"] as? Int == 4)
    let passage = try #require((page["passages"] as? [[String: Any]])?.first)
    #expect(passage["tie"] as? String == "works_for")
    let sentences = try #require(passage["sentences"] as? [[String: Any]])
    let evidence = sentences.filter { $0["evidence"] as? Bool == true }
    #expect(sentences.count == 4 && evidence.count == 1)
    let parts = try #require(evidence.first?["parts"] as? [[String: Any]])
    #expect(
      parts.map { "\($0["names"] ?? "-"):\($0["text"] ?? "")" } == [
        "target:金乡县委组织部", "-:副部长", "source:周启山", "-:表示，鱼山街道要用好“社区合伙人”。",
      ])
  }

  @Test func placesAreATree() throws {
    let counties = try #require(try sample.json("/api/places") as? [[String: Any]])
    #expect(counties.map { $0["address"] as? String } == ["place:嘉祥县", "place:金乡县"])
    let streets = try #require(try sample.json("/api/places", [("inside", "place:金乡县")]) as? [[String: Any]])
    #expect(streets.map { $0["address"] as? String } == ["place:鱼山街道@金乡县"])
    #expect(streets.first?["level"] as? String == "township")
  }

  @Test func districtsWhoAndMatrix() throws {
    let districts = try #require(try sample.json("/api/districts") as? [[String: Any]])
    #expect(districts.map { $0["name"] as? String } == ["金乡县", "嘉祥县"])
    let answers = try #require(try sample.json("/api/who", [("name", "嘉祥县")]) as? [[String: Any]])
    let rows = try #require(answers.first?["rows"] as? [[String: Any]])
    #expect(rows.compactMap { $0["name"] as? String }.contains("陈明"))
    let matrix = try #require(try sample.json("/api/matrix") as? [String: Any])
    #expect(matrix["districts"] as? [String] == ["金乡县"])
    #expect((matrix["programmes"] as? [[String: Any]])?.first?["documents"] as? [Int] == [1])
  }

  @Test(arguments: ["graphml", "gexf", "dot", "json", "jsonl", "cypher"])
  func exportHasTheNodesOfTheMap(format: String) throws {
    let query = [("district", "嘉祥县"), ("minWeight", "1")]
    let response = sample.get("/api/export", query + [("format", format)])
    #expect(response.status == 200)
    #expect(response.fileName == "guanxi.\(format)")
    let text = String(decoding: response.body, as: UTF8.self)
    for name in try sample.nodes(query) { #expect(text.contains(name), "\(name)") }
    #expect(!text.contains("金源超市"))
  }

  @Test(arguments: [
    ("/api/graph", [("top", "0")], 400, "top takes a number from 1 to 5000, not '0'"),
    ("/api/graph", [("hops", "7")], 400, "hops takes a number from 0 to 6, not '7'"),
    ("/api/graph", [("type", "dog")], 400, "type takes person, unit, place or programme, not 'dog'"),
    ("/api/graph", [("distrit", "金乡县")], 400, "there is no parameter 'distrit' here; see /api/openapi.yaml"),
    ("/api/graph", [("since", "1.6.2024")], 400, "since takes a day as YYYY-MM-DD, not '1.6.2024'"),
    ("/api/search", [("q", "金\0乡")], 400, "q takes text without a NUL, not '…'"),
    ("/api/node", [], 400, "parameter 'address' is missing; see /api/openapi.yaml"),
    ("/api/node", [("address", "person:无此人")], 404, "nothing stored is called 'person:无此人'; search for it"),
    ("/api/who", [("name", "无此县")], 404, "nothing stored is called '无此县'; search for it"),
    ("/api/nothing", [], 404, "nothing is at '/api/nothing'; see /api/openapi.yaml"),
    ("/../Package.swift", [], 404, "nothing is at '/../Package.swift'; see /api/openapi.yaml"),
    ("/api/corrections/undo", [], 405, "this place does not answer to GET; see /api/openapi.yaml"),
  ])
  func whatIsNotUnderstoodIsTold(path: String, query: [(String, String)], status: Int, message: String) throws {
    let response = sample.get(path, query)
    #expect(response.status == status)
    let answer = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: String]
    #expect(answer == ["error": message])
  }

  @Test func correctionsAreWrittenAppliedAndTakenBack() throws {
    let fields = ["merge", "unit:金源超市@金乡县", "unit:金乡县供电公司"]
    let before = try sample.nodes()
    let (status, outcome) = try sample.post(
      "/api/corrections", #"{"fields": ["merge", "unit:金源超市@金乡县", "unit:金乡县供电公司"]}"#)
    #expect(status == 200 && outcome["documents"] as? Int == 1)
    #expect((outcome["corrections"] as? [[String: Any]])?.first?["fields"] as? [String] == fields)
    #expect(try sample.nodes() == before.filter { $0 != "金源超市" }, "what was kept of answers is forgotten")
    let log = try String(contentsOfFile: sample.folder.file("guanxi.corrections.txt"), encoding: .utf8)
    #expect(log.hasSuffix(fields.joined(separator: "\t") + "\n"))
    let line = try #require((outcome["corrections"] as? [[String: Any]])?.first?["line"] as? Int)
    #expect(try sample.post("/api/corrections/undo", "{\"line\": \(line)}").status == 200)
    #expect(try sample.nodes() == before)
    #expect(try sample.json("/api/corrections") as? [[String: String]] == [])
  }

  @Test(arguments: [
    ("/api/corrections", "[]", 400), ("/api/corrections", #"{"fields": ["merge", "unit:金源超市@金乡县"]}"#, 400),
    ("/api/corrections", #"{"fields": ["hide", "person:无此人"]}"#, 404),
    ("/api/corrections", #"{"fields": ["hide", "person:周启山@金乡县委组织部\nhide"]}"#, 400),
    ("/api/corrections", #"{"fields": ["undo", "hide", "person:周启山@金乡县委组织部"]}"#, 400),
    ("/api/corrections/undo", #"{"line": 3}"#, 400),
  ])
  func whatIsNoCorrectionChangesNothing(path: String, body: String, status: Int) throws {
    let (found, answer) = try sample.post(path, body)
    #expect(found == status, "\(answer)")
    #expect(!FileManager.default.fileExists(atPath: sample.folder.file("guanxi.corrections.txt")))
  }

  @Test func anotherProcessThatWritesIsSeen() throws {
    #expect(try sample.nodes().count == 13)
    try GraphStore(path: sample.folder.file("guanxi.sqlite")).remove(documents: ["001_page.txt"])
    #expect(try sample.nodes().count == 9)
  }

  @Test func queriesAreDecoded() throws {
    let request = try #require(ExplorerRequest(.get, target: "/api/search?q=%E9%87%91+%E4%B9%A1&limit=3"))
    #expect(request.path == "/api/search")
    #expect(request.query.map { "\($0.name)=\($0.value)" } == ["q=金 乡", "limit=3"])
    #expect(ExplorerRequest(.get, target: "/%FF") == nil)
    #expect(ExplorerRequest(.get, target: "http://elsewhere/") == nil)
  }

  @Test func anAnswerThatTakesTooLongIsGivenUp() throws {
    let slow = try Explorer(path: sample.folder.file("guanxi.sqlite"), timeLimit: -1)
    // The clock is looked at now and then only: something that takes a while.
    let pages = (0..<400).map { number in
      var page = Page.samples[number % 2]
      page.name = "\(number).txt"
      return page
    }
    try GraphStore(path: sample.folder.file("guanxi.sqlite")).replace(pages.map(\.extraction))
    let response = slow.respond(to: ExplorerRequest(.get, "/api/graph"))
    #expect(response.status == 503, "\(String(decoding: response.body, as: UTF8.self).prefix(200))")
  }
}
