import EntityModel
import Foundation
import GraphExport
import GraphStorage

/// The explorer with its data as one file that needs no server and asks for nothing.
///
///     let report = try Report(store: store, selection: selection)
///     try report.write(toPath: "report.html")
public struct Report: Sendable {
  /// Most nodes where no other number is asked for.
  public static let usualNodes = 1000
  static let mostEdges = 5000
  /// Most passages of a tie, and sentences around each.
  private static let mostPassages = 3
  private static let sentencesAround = 1
  /// Most districts that have a table of their own, and rows in each.
  private static let mostDistricts = 60
  private static let mostRows = 200

  /// The file.
  public let html: [UInt8]
  /// Number of nodes, and of those that matched.
  public let nodes: Int
  public let matching: Int
  /// Number of edges, and of those that join the nodes.
  public let edges: Int
  public let joining: Int

  /// - Parameters:
  ///   - store: confined to days of issue if any.
  ///   - selection: which part of it; without `top`, ``usualNodes`` at most.
  /// - Throws: `GraphStorageError`.
  public init(store: GraphStore, selection: GraphSelection) throws {
    var selection = selection
    selection.top = selection.top ?? Report.usualNodes
    let map = try store.map(selection, edgeLimit: Report.mostEdges)
    (nodes, matching, edges, joining) = (map.nodes.count, map.matching, map.edges.count, map.joining)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    html = try Report.page(data: Array(try encoder.encode(ReportContent(store: store, map: map))))
  }

  /// Writes the file, which appears whole or not at all; `-` is standard output.
  /// - Throws: `GraphExportError`.
  public func write(toPath path: String) throws {
    let file = try AtomicFile(path: path)
    try html.withUnsafeBytes { try file.write($0) }
    try file.commit()
  }

  // MARK: Page

  private static let opening = "<!-- assets -->"
  private static let closing = "<!-- /assets -->"
  /// Marks the scripts and styles that are ours: nothing that a text could smuggle in would run.
  private static let nonce = "report"

  private static func page(data: [UInt8]) throws -> [UInt8] {
    guard let index = PageFile.named("index.html") else { throw ExplorerError.unknownPath("index.html") }
    let text = String(decoding: index.body, as: UTF8.self)
    guard let start = text.range(of: opening), let end = text.range(of: closing) else {
      throw ExplorerError.failed("index.html does not say where its assets are")
    }
    var html = Array(text[..<start.lowerBound].utf8)
    html += head.utf8
    html += "<script type=\"application/json\" id=\"report-data\">".utf8
    html += escaped(data)
    html += "</script>\n".utf8
    html += text[end.upperBound...].utf8
    return html
  }

  /// What stands for the links of the served page: its files themselves. Modules find each other through a map of
  /// names, for a module that is part of the page has no address that `./` could start from.
  private static var head: String {
    var modules: [String: String] = [:]
    for file in PageFile.all where file.name.hasSuffix(".js") {
      let text = String(decoding: file.body, as: UTF8.self).replacing("'./", with: "'guanxi/")
      modules["guanxi/\(file.name)"] = "data:text/javascript;base64," + Data(text.utf8).base64EncodedString()
    }
    let map = modules.keys.sorted().map { "\"\($0)\": \"\(modules[$0] ?? "")\"" }.joined(separator: ",\n")
    let styles = ["theme.css", "page.css", "panels.css"].compactMap(PageFile.named)
      .map { String(decoding: $0.body, as: UTF8.self) }.joined()
    let icon = Data(PageFile.named("icon.svg")?.body ?? []).base64EncodedString()
    let policy =
      "default-src 'none'; script-src 'nonce-\(nonce)' data:; style-src 'nonce-\(nonce)'; img-src data: blob:; "
      + "worker-src data:; base-uri 'none'; form-action 'none'"
    return """
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <link rel="icon" href="data:image/svg+xml;base64,\(icon)">
      <style nonce="\(nonce)">\(styles)</style>
      <script nonce="\(nonce)" type="importmap">{"imports": {
      \(map)}}</script>
      <script nonce="\(nonce)" type="module">import 'guanxi/main.js';</script>

      """
  }

  /// JSON that can stand inside a script element: no `<` in it, so neither its end nor a comment.
  static func escaped(_ json: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count + json.count / 64)
    for byte in json {
      if byte == UInt8(ascii: "<") { escaped += "\\u003c".utf8 } else { escaped.append(byte) }
    }
    return escaped
  }

  // MARK: Data

  /// What `ReportData` in the page's `report.js` reads.
  struct ReportContent: Encodable {
    let overview: OverviewAnswer
    let matching: Int
    let joining: Int
    let nodes: [Node]
    let edges: [Edge]
    /// By address of what they are inside; the districts themselves under the empty text.
    let places: [String: [PlaceBranch]]
    let districts: [DistrictRow]
    /// By name of the district.
    let who: [String: WhoTable]
    let matrix: ProgrammeMatrix

    struct Node: Encodable {
      let name: String
      let type: String
      let initials: [String]
      let card: EntityCard
    }

    struct Edge: Encodable {
      let source: Int
      let target: Int
      let ties: [String: Int]
      let evidence: EvidencePage
    }

    init(store: GraphStore, map: GraphMap) throws {
      overview = OverviewAnswer(try store.overview())
      (matching, joining) = (map.matching, map.joining)
      nodes = try map.nodes.compactMap { node in
        let name = node.address.name
        return try store.card(node.address).map {
          Node(name: name, type: node.address.type.rawValue, initials: Pinyin.initials(of: name), card: $0)
        }
      }
      edges = try map.edges.compactMap { edge in
        let (a, b) = (map.nodes[edge.source].address, map.nodes[edge.target].address)
        let ties = TieKind.allCases.filter { edge.counts[$0] > 0 }.map { ($0.name, edge.counts[$0]) }
        return try store.evidence(a, b, limit: Report.mostPassages).map { page in
          Edge(
            source: edge.source, target: edge.target, ties: Dictionary(uniqueKeysWithValues: ties),
            evidence: page.trimmed(around: Report.sentencesAround))
        }
      }
      places = try ReportContent.places(store, among: Set(map.nodes.map(\.address)))
      districts = Array(try store.districts().prefix(Report.mostDistricts))
      var who: [String: WhoTable] = [:]
      for district in districts {
        let answers = try store.who(district.name, limit: Report.mostRows)
        who[district.name] = (answers.first { $0.subject.type == .place } ?? answers.first).map(WhoTable.init)
      }
      self.who = who
      matrix = try store.programmeMatrix(districts: 30, programmes: 100)
    }

    /// The tree of places as far as it is shown.
    private static func places(_ store: GraphStore, among shown: Set<EntityAddress>) throws -> [String: [PlaceBranch]] {
      var tree: [String: [PlaceBranch]] = [:]
      var pending: [EntityAddress?] = [nil]
      while let parent = pending.popLast() {
        let key = parent?.description ?? ""
        guard tree[key] == nil else { continue }
        let branches = try store.places(inside: parent, limit: 500).filter { shown.contains($0.address) }
        tree[key] = branches
        pending += branches.filter { $0.inside > 0 }.map(\.address)
      }
      return tree
    }
  }
}

extension EvidencePage {
  /// Without the sentences that are farther than `distance` from the evidence.
  func trimmed(around distance: Int) -> EvidencePage {
    EvidencePage(passages: passages.map { $0.trimmed(around: distance) }, total: total)
  }
}

extension Passage {
  fileprivate func trimmed(around distance: Int) -> Passage {
    let evidence = sentences.indices.filter { sentences[$0].evidence }
    let near = sentences.indices.filter { index in evidence.contains { abs($0 - index) <= distance } }
    return Passage(
      tie: tie, source: source, target: target, role: role, inferred: inferred, document: document, date: date,
      title: title, start: start, end: end, sentences: near.map { sentences[$0] })
  }
}
