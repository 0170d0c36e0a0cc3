import Foundation

/// A request as far as the explorer is concerned, without a network.
public struct ExplorerRequest: Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  public var method: Method
  /// Decoded, without the query: `/api/search`.
  public var path: String
  /// Decoded names and values in their order.
  public var query: [(name: String, value: String)]
  public var body: [UInt8]

  public init(_ method: Method, _ path: String, query: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
  }

  /// Reads the target of a request line: `/api/search?q=%E9%87%91`; nil for what is none.
  init?(_ method: Method, target: String) {
    guard target.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = String(parts[0]).removingPercentEncoding else { return nil }
    var query: [(name: String, value: String)] = []
    for field in parts.dropFirst().joined().split(separator: "&") {
      let sides = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let decoded = sides.map { $0.replacing("+", with: " ").removingPercentEncoding }
      guard let name = decoded[0], let value = decoded.count == 2 ? decoded[1] : "" else { return nil }
      query.append((name, value))
    }
    self.init(method, path, query: query)
  }
}

/// What the explorer answers.
public struct ExplorerResponse: Sendable {
  public var status = 200
  /// Media type, with the character set of a text.
  public var type: String
  public var body: [UInt8]
  /// Under which name it is to be saved; nil for what is shown.
  public var fileName: String?

  public init(status: Int = 200, type: String, body: [UInt8], fileName: String? = nil) {
    self.status = status
    self.type = type
    self.body = body
    self.fileName = fileName
  }

  /// Header fields, but for the length.
  public var fields: [(name: String, value: String)] {
    let name = fileName.map { [(name: "Content-Disposition", value: "attachment; filename=\"\($0)\"")] } ?? []
    return RequestGuard.headers + [("Content-Type", type), ("Cache-Control", "no-store")] + name
  }

  /// - Throws: `EncodingError`.
  static func json(_ value: some Encodable, status: Int = 200) throws -> ExplorerResponse {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return ExplorerResponse(
      status: status, type: "application/json; charset=utf-8", body: Array(try encoder.encode(value)))
  }

  /// `{"error": "…"}`
  public static func failure(_ error: ExplorerError) -> ExplorerResponse {
    let body = (try? JSONEncoder().encode(["error": error.description])) ?? Data("{}".utf8)
    return ExplorerResponse(status: error.status, type: "application/json; charset=utf-8", body: Array(body))
  }
}

/// Why a request is not answered as wished.
public enum ExplorerError: Error, Equatable {
  case badParameter(name: String, value: String, wanted: String)
  case unknownParameter(String)
  case missingParameter(String)
  case badBody(String)
  case unknownPath(String)
  case unknownEntity(String)
  case wrongMethod(String)
  case foreignHost(String)
  case foreignOrigin(String)
  case wrongToken
  case tooLarge(limit: Int)
  case tooSlow(String)
  case busy
  case failed(String)

  /// Status code of HTTP.
  public var status: Int {
    switch self {
    case .badParameter, .unknownParameter, .missingParameter, .badBody: 400
    case .foreignHost: 421
    case .foreignOrigin, .wrongToken: 403
    case .unknownPath, .unknownEntity: 404
    case .wrongMethod: 405
    case .tooLarge: 413
    case .failed: 500
    case .tooSlow, .busy: 503
    }
  }
}

extension ExplorerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badParameter(let name, let value, let wanted): "\(name) takes \(wanted), not '\(value)'"
    case .unknownParameter(let name): "there is no parameter '\(name)' here; see /api/openapi.yaml"
    case .missingParameter(let name): "parameter '\(name)' is missing; see /api/openapi.yaml"
    case .badBody(let reason): "the body cannot be used (\(reason)); see /api/openapi.yaml"
    case .unknownPath(let path): "nothing is at '\(path)'; see /api/openapi.yaml"
    case .unknownEntity(let address): "nothing stored is called '\(address)'; search for it"
    case .wrongMethod(let method): "this place does not answer to \(method); see /api/openapi.yaml"
    case .foreignHost(let host): "the host '\(host)' is not ours; open the address that was printed at the start"
    case .foreignOrigin(let origin): "corrections are not taken from '\(origin)'; use the page of this server"
    case .wrongToken: "the token is missing or wrong; use the one that was printed at the start"
    case .tooLarge(let limit): "the request is too large; send at most \(limit) bytes"
    case .tooSlow(let reason): reason
    case .busy: "too many requests are waiting; try again in a moment"
    case .failed(let reason): reason
    }
  }
}
