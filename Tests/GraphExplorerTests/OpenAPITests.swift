import Foundation
import Testing

@testable import GraphExplorer

/// The description of the API says what is there, no more and no less.
@Suite struct OpenAPITests {
  let text: String

  init() throws {
    text = String(decoding: try #require(PageFile.named("openapi.yaml")).body, as: UTF8.self)
  }

  /// `GET /api/search: q limit`, as the file lists them.
  private var described: Set<String> {
    var operations: Set<String> = []
    var (path, method, names) = ("", "", [String]())
    func finish() {
      if !method.isEmpty { operations.insert("\(method) \(path): \(names.sorted().joined(separator: " "))") }
      (method, names) = ("", [])
    }
    for line in text.split(separator: "\n") {
      if line.hasPrefix("components:") { break }
      if line.hasPrefix("  /") {
        finish()
        path = String(line.dropFirst(2).replacing(":", with: ""))
      } else if line == "    get:" || line == "    post:" {
        finish()
        method = line.contains("get") ? "GET" : "POST"
      }
      names += line.matches(of: #/components/parameters/(\w+)/#).map { String($0.1) }
      names += line.matches(of: /(?:- |\[)\{? ?name: (\w+)/).map { String($0.1) }
    }
    finish()
    return operations
  }

  @Test func operationsAndParametersAreThoseOfTheRoutes() {
    let routes = Route.all.map {
      "\($0.method.rawValue) \($0.path): \($0.parameters.sorted().joined(separator: " "))"
    }
    #expect(Set(routes).count == routes.count)
    #expect(described == Set(routes))
  }

  /// The block of a schema.
  private func schema(_ name: String) throws -> Substring {
    let start = try #require(text.range(of: "\n    \(name):\n"))
    let rest = text[start.upperBound...]
    let end = rest.ranges(of: /\n    \w+:/).first { !rest[$0.lowerBound...].hasPrefix("\n     ") }
    return rest[..<(end?.lowerBound ?? rest.endIndex)]
  }

  @Test(arguments: [
    ("Overview", "/api/overview", [("", "")]), ("Hit", "/api/search", [("q", "jxx")]), ("Graph", "/api/graph", []),
    ("Card", "/api/node", [("address", "place:金乡县")]),
    ("EvidencePage", "/api/evidence", [("a", "place:鱼山街道@金乡县"), ("b", "place:金乡县")]),
    ("Branch", "/api/places", []), ("District", "/api/districts", []), ("WhoAnswer", "/api/who", [("name", "金乡县")]),
    ("Matrix", "/api/matrix", []),
  ])
  func answersHaveWhatTheirSchemasSay(name: String, path: String, query: [(String, String)]) throws {
    let answer = try SampleExplorer().json(path, query.filter { !$0.0.isEmpty })
    let object = try #require((answer as? [[String: Any]])?.first ?? answer as? [String: Any])
    let schema = try schema(name)
    let required = try #require(schema.firstMatch(of: /\n?      required: \[([\w, ]+)\]/)).1
      .split(separator: ", ").map(String.init)
    for key in required { #expect(object[key] != nil, "\(name) has \(key)") }
    for key in object.keys { #expect(schema.contains("\n        \(key):"), "\(key) is in the schema of \(name)") }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    for match in text.matches(of: /"#\/components\/(\w+)\/(\w+)"/) {
      #expect(text.contains("\n    \(match.2):"), "\(match.0)")
    }
  }
}
