import EntityModel
import Foundation
import GraphExport
import GraphStorage

/// One operation of the API.
struct Route: Sendable {
  let method: ExplorerRequest.Method
  let path: String
  /// Names of the parameters in the query.
  let parameters: [String]
  /// Whether an answer holds until the store changes.
  let isKept: Bool
  let answer: @Sendable (Explorer, Parameters, [UInt8]) throws -> ExplorerResponse

  private init(
    _ method: ExplorerRequest.Method, _ path: String, _ parameters: [String] = [], isKept: Bool = true,
    answer: @escaping @Sendable (Explorer, Parameters, [UInt8]) throws -> ExplorerResponse
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.isKept = isKept
    self.answer = answer
  }

  static let all: [Route] = [
    Route(.get, "/api/overview", ["since", "until"]) { explorer, query, _ in
      try .json(OverviewAnswer(try explorer.store(query.window()).overview()))
    },
    Route(.get, "/api/search", ["q", "limit"], isKept: false) { explorer, query, _ in
      let text = try query.required("q").filter { !$0.isWhitespace }
      return try .json(
        try explorer.store().search(text, limit: query.number("limit", in: 1...50, default: 10)))
    },
    Route(.get, "/api/graph", Parameters.ofSelection) { explorer, query, _ in
      let store = try explorer.store(query.window())
      return GraphAnswer.response(try store.map(query.selection(), edgeLimit: GraphAnswer.mostEdges))
    },
    Route(.get, "/api/node", ["address"]) { explorer, query, _ in
      let address = try query.requiredAddress("address")
      guard let card = try explorer.store().card(address) else {
        throw ExplorerError.unknownEntity(address.description)
      }
      return try .json(card)
    },
    Route(.get, "/api/evidence", ["a", "b", "limit", "offset", "since", "until"]) { explorer, query, _ in
      let (a, b) = (try query.requiredAddress("a"), try query.requiredAddress("b"))
      let page = try explorer.store(query.window()).evidence(
        a, b, limit: query.number("limit", in: 1...50, default: 20),
        offset: query.number("offset", in: 0...1_000_000, default: 0))
      guard let page else { throw ExplorerError.unknownEntity("\(a)' or '\(b)") }
      return try .json(page)
    },
    Route(.get, "/api/places", ["inside", "limit"]) { explorer, query, _ in
      try .json(
        try explorer.store().places(
          inside: query.address("inside"), limit: query.number("limit", in: 1...2000, default: 500)))
    },
    Route(.get, "/api/districts", ["since", "until"]) { explorer, query, _ in
      try .json(try explorer.store(query.window()).districts())
    },
    Route(.get, "/api/who", ["name", "limit", "since", "until"]) { explorer, query, _ in
      let name = try query.required("name")
      let answers = try explorer.store(query.window()).who(
        name, limit: query.number("limit", in: 1...1000, default: 200))
      guard !answers.isEmpty else { throw ExplorerError.unknownEntity(name) }
      return try .json(answers.map(WhoTable.init))
    },
    Route(.get, "/api/matrix", ["districts", "programmes", "since", "until"]) { explorer, query, _ in
      try .json(
        try explorer.store(query.window()).programmeMatrix(
          districts: query.number("districts", in: 1...200, default: 30),
          programmes: query.number("programmes", in: 1...1000, default: 100)))
    },
    Route(.get, "/api/export", Parameters.ofSelection + ["format"], isKept: false) { explorer, query, _ in
      try ExportAnswer.response(explorer, query)
    },
    Route(.get, "/api/corrections", isKept: false) { explorer, _, _ in
      try .json(try CorrectionDesk(explorer).entries())
    },
    Route(.post, "/api/corrections", isKept: false) { explorer, _, body in
      try .json(try CorrectionDesk(explorer).add(body))
    },
    Route(.post, "/api/corrections/undo", isKept: false) { explorer, _, body in
      try .json(try CorrectionDesk(explorer).undo(body))
    },
    Route(.get, "/api/openapi.yaml", isKept: false) { _, _, _ in
      guard let file = PageFile.named("openapi.yaml") else { throw ExplorerError.unknownPath("/api/openapi.yaml") }
      return ExplorerResponse(type: "application/yaml; charset=utf-8", body: file.body)
    },
  ]
}

/// `/api/overview`.
struct OverviewAnswer: Encodable {
  let documents: Int
  let entities: [String: Int]
  let firstDate: String?
  let lastDate: String?

  init(_ overview: StoreOverview) {
    documents = overview.documents
    entities = Dictionary(uniqueKeysWithValues: overview.entities.map { ($0.rawValue, $1) })
    firstDate = overview.firstDate
    lastDate = overview.lastDate
  }
}

/// `/api/who`.
struct WhoTable: Encodable {
  let subject: WhoRow
  let rows: [WhoRow]

  init(_ answer: WhoAnswer) {
    subject = answer.subject
    rows = answer.rows
  }
}

/// `/api/export`: what is shown, as a file.
enum ExportAnswer {
  /// Formats that are one file without the help of another program, with their media types.
  static let formats = [
    "graphml": "application/graphml+xml", "gexf": "application/gexf+xml", "dot": "text/vnd.graphviz",
    "json": "application/json", "jsonl": "application/jsonl", "cypher": "text/plain",
  ]

  static func response(_ explorer: Explorer, _ query: Parameters) throws -> ExplorerResponse {
    let format = try query.required("format")
    guard let type = formats[format] else {
      throw ExplorerError.badParameter(
        name: "format", value: format, wanted: formats.keys.sorted().joined(separator: ", "))
    }
    let store = try explorer.store(query.window())
    var selection = try query.selection()
    let map = try store.map(selection, edgeLimit: 1)
    // The nodes of the map, whatever let them in.
    (selection.entities, selection.top, selection.around) = (Set(map.nodes.map(\.address)), nil, nil)
    (selection.district, selection.place, selection.types) = (nil, nil, nil)
    let bytes = Locked<[UInt8]>([])
    _ = try store.withGraph(selection) { graph in
      try writer(format, try NodeArrangement(graph, layout: .ownForces)).write(graph) { piece in
        bytes.withLock { $0.append(contentsOf: piece) }
      }
    }
    return ExplorerResponse(
      type: "\(type); charset=utf-8", body: bytes.withLock { $0 }, fileName: "guanxi.\(format)")
  }

  private static func writer(_ format: String, _ arrangement: NodeArrangement) -> any GraphWriter {
    switch format {
    case "gexf": GEXFWriter(arrangement: arrangement)
    case "dot": DOTWriter()
    case "json": NodeLinkWriter(arrangement: arrangement)
    case "jsonl": NodeLinkWriter(arrangement: arrangement, isLines: true)
    case "cypher": CypherWriter()
    default: GraphMLWriter(arrangement: arrangement)
    }
  }
}
