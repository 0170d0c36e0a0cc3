import EntityModel
import ExtractionPipeline
import Foundation
import FoundationXML
import GraphExplorer
import GraphStorage

/// Answers an input that stands for a request: a first line, header fields, an empty line, a body.
func checkAnswers(_ bytes: [UInt8]) {
  do {
    try desk.get().check(FuzzedRequest(bytes))
  } catch {
    preconditionFailure("the store cannot be made or read: \(error)")
  }
}

private let desk = Result { try FuzzedDesk() }
private let folder = NSTemporaryDirectory() + "guanxi-fuzz-\(getpid())"

/// What the parser of HTTP hands on of a request.
private struct FuzzedRequest {
  var method = ""
  var target = ""
  var head = RequestGuard.Head()
  var body: [UInt8] = []

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    let words = String(decoding: lines.removeFirst(), as: UTF8.self).split(separator: " ", maxSplits: 1)
    method = words.first.map(String.init) ?? ""
    target = words.dropFirst().first.map(String.init) ?? ""
    while let line = lines.popFirst(), !line.isEmpty {
      let sides = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
      let value = sides.dropFirst().first.map { String($0.drop { $0 == " " }) }
      switch sides.first?.lowercased() {
      case "host": head.host = value
      case "origin": head.origin = value
      case "sec-fetch-site": head.site = value
      case "content-type": head.type = value
      case "x-guanxi-token": head.token = value
      default: break
      }
    }
    body = Array(lines.joined(separator: [0x0A]))
  }
}

/// A small store, and what answers about it.
private struct FuzzedDesk {
  static let token = "0123456789abcdef0123456789abcdef"
  /// What the first pages of the seeds are too good to say.
  static let hostile = """
    金乡县供电公司走访鱼山街道
    本报讯（记者 王伟）金乡县供电公司<script>alert(1)</script>走访鱼山街道“<img src=x onerror=alert(1)>”项目。\
    金乡县委组织部副部长周启山</script><!--表示，金乡县供电公司与鱼山街道签约。
    """
  /// Beginnings of the media types that are answered.
  static let types = [
    "application/json", "application/jsonl", "application/yaml", "application/graphml+xml", "application/gexf+xml",
    "text/html", "text/css", "text/javascript", "text/plain", "text/vnd.graphviz", "image/svg+xml",
  ]

  let guardian = RequestGuard(host: "127.0.0.1", token: FuzzedDesk.token)
  let explorer: Explorer
  let reader: GraphStore
  /// The map before any correction.
  let map: [UInt8]
  /// How many `<` a report of nothing has.
  let brackets: Int

  let store = folder + "/guanxi.sqlite"
  var log: String { CorrectionLog.path(besideStore: store) }

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: folder) }
    let pages = try FileManager.default.contentsOfDirectory(atPath: "seeds").sorted().map { name in
      Array(try String(contentsOfFile: "seeds/\(name)", encoding: .utf8).unicodeScalars.prefix(250))
    }
    let pipeline = try Pipeline()
    let extractions = (pages + [Array(FuzzedDesk.hostile.unicodeScalars)]).enumerated().map { index, text in
      let sha256 = String(repeating: "\(index)", count: 64)
      return pipeline.extract(
        Document(name: "\(index).txt", sha256: sha256, date: "2024-06-0\(index + 1)", codePoints: text.map(\.value)))
    }
    brackets = try Report(store: GraphStore(), selection: GraphSelection()).html.count { $0 == UInt8(ascii: "<") }
    try GraphStore(path: store).replace(extractions)
    explorer = try Explorer(path: store, timeLimit: 15)
    reader = try GraphStore(reading: store, timeLimit: 15, readers: 1)
    map = explorer.respond(to: ExplorerRequest(.get, "/api/graph")).body
    try checkReport()
  }

  func check(_ asked: FuzzedRequest) throws {
    let before = try written()
    let (path, answer) = respond(to: asked)
    check(answer)
    if path?.hasPrefix("/api/") == false, answer.status == 200 { check(answer, isPageFileAt: path ?? "") }
    guard try written() != before else { return }
    law(asked.method == "POST" && asked.head.token == FuzzedDesk.token, "nothing is written without the token")
    law(asked.head.origin == "http://\(asked.head.host ?? "")", "nothing is written for another site")
    // The dear check, where there is what it looks for.
    if asked.body.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "\\") }) { try checkReport() }
    try takeBack()
  }

  /// As the server does.
  private func respond(to asked: FuzzedRequest) -> (path: String?, ExplorerResponse) {
    do {
      var request = try guardian.admit(asked.method, asked.target, asked.head)
      if request.method == .post { request.body = asked.body }
      return (request.path, explorer.respond(to: request))
    } catch {
      return (nil, .failure(error))
    }
  }

  private func check(_ answer: ExplorerResponse) {
    law((200..<500).contains(answer.status), "a request is answered or refused")
    law(FuzzedDesk.types.contains { answer.type.hasPrefix($0) }, "the media type is one of ours")
    for (name, value) in answer.fields {
      law((name + value).utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "a header field is a line of ASCII")
    }
    law(answer.fields.contains { $0 == ("X-Content-Type-Options", "nosniff") }, "no type is guessed")
    if answer.type.hasPrefix("application/json;") {
      let value = try? JSONSerialization.jsonObject(with: Data(answer.body))
      law(value != nil, "what is called JSON is JSON")
      law(answer.status == 200 || (value as? [String: String])?["error"] != nil, "a refusal says why")
    } else {
      law(answer.status == 200, "a refusal is JSON")
    }
    if answer.type.contains("xml") { law(XMLParser(data: Data(answer.body)).parse(), "what is called XML is XML") }
    if answer.type.hasPrefix("text/html") { check(answer, isPageFileAt: "/") }
  }

  /// Nothing but an embedded file, as it is, and under its own name.
  private func check(_ answer: ExplorerResponse, isPageFileAt path: String) {
    let name = path == "/" || path == "/index.html" ? "index.html" : String(path.dropFirst("/assets/".count))
    let file = PageFile.all.first { $0.name == name }
    law(file.map { $0.body == answer.body && $0.type == answer.type } == true, "a path leads to a file of the page")
  }

  /// A report has no `<` but those of the page itself, whatever its texts are.
  private func checkReport() throws {
    var selection = GraphSelection()
    selection.top = 100
    let report = try Report(store: GraphStore(path: store, creating: false), selection: selection)
    law(report.html.count { $0 == UInt8(ascii: "<") } == brackets, "no text of a report is markup")
  }

  /// Without its corrections, the store is as it was.
  private func takeBack() throws {
    unlink(log)
    try GraphStore(path: store, creating: false).apply([])
    law(explorer.respond(to: ExplorerRequest(.get, "/api/graph")).body == map, "a correction can be taken back")
  }

  /// All that a request may write: the log of corrections, and what of it is in force.
  private func written() throws -> [String] {
    let lines = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) }
    return [lines ?? ""] + (try reader.corrections().map { "\($0.correction.line) \($0.documents)" })
  }
}
