import Foundation
import GraphExplorer
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Serves the explorer of one store over HTTP until the process is told to end (SIGINT, SIGTERM).
///
///     let server = GraphServer(explorer: explorer, host: "127.0.0.1", port: 8080)
///     try await server.run { address in print(address) }
public struct GraphServer: Sendable {
  private let explorer: Explorer
  private let host: String
  private let port: Int
  private let guardian: RequestGuard
  /// Most bytes of all header fields of a request.
  private static let headerLimit = 16 << 10
  /// Seconds after which a silent connection is closed.
  private static let idleSeconds: Int64 = 30

  private static var connection: HTTP1Channel.Configuration {
    var configuration = HTTP1Channel.Configuration(idleTimeout: .seconds(idleSeconds))
    configuration.httpDecoder.maxHeaderFieldSize = headerLimit
    configuration.httpDecoder.maxHeaderListSize = headerLimit
    configuration.httpDecoder.maxHeaderFieldCount = 100
    return configuration
  }

  /// - Parameters:
  ///   - host: name or address to listen at.
  ///   - port: 0 for any that is free.
  ///   - token: what corrections must show.
  public init(
    explorer: Explorer, host: String = "127.0.0.1", port: Int = 8080, token: String = RequestGuard.makeToken()
  ) {
    self.explorer = explorer
    self.host = host
    self.port = port
    guardian = RequestGuard(host: host, token: token)
  }

  /// Listens, answers, and returns once it was told to end and all requests under way are answered.
  ///
  /// - Parameter onStart: called once, with the address of the page, the token behind `#`, when the server answers.
  /// - Throws: `GraphServerError`.
  public func run(onStart: @escaping @Sendable (_ address: String) async -> Void) async throws {
    let (host, token) = (host, guardian.token)
    let application = Application(
      responder: Responder(explorer: explorer, guardian: guardian),
      server: .http1(configuration: GraphServer.connection),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(Descriptors.connections())),
      onServerRunning: { channel in
        let name = host.contains(":") ? "[\(host)]" : host
        await onStart("http://\(name):\(channel.localAddress?.port ?? 0)/#token=\(token)")
      },
      // Everything that is worth telling, the command tells.
      logger: Logger(label: "guanxi") { _ in SwiftLogNoOpLogHandler() })
    do {
      try await application.runService()
    } catch let error as IOError {
      throw GraphServerError(error, host: host, port: port)
    } catch let error as ChannelError {
      throw GraphServerError.cannotListen(host: host, port: port, reason: "\(error)")
    } catch {
      throw GraphServerError.cannotListen(host: host, port: port, reason: "\(error)")
    }
  }
}

/// Why a server does not run.
public enum GraphServerError: Error, Equatable {
  case portInUse(host: String, port: Int)
  case portForbidden(host: String, port: Int)
  case cannotListen(host: String, port: Int, reason: String)

  init(_ error: IOError, host: String, port: Int) {
    switch error.errnoCode {
    case EADDRINUSE: self = .portInUse(host: host, port: port)
    case EACCES: self = .portForbidden(host: host, port: port)
    default:
      self = .cannotListen(host: host, port: port, reason: String(cString: strerror(error.errnoCode)).lowercased())
    }
  }
}

extension GraphServerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .portInUse(let host, let port):
      "\(host):\(port): another program listens here; end it or give another --port (0 takes any that is free)"
    case .portForbidden(let host, let port):
      "\(host):\(port): this port is not ours to take; give a --port from 1024"
    case .cannotListen(let host, let port, let reason):
      "\(host):\(port): cannot listen here (\(reason)); check --host and --port"
    }
  }
}

/// The files and sockets that the process may have open.
private enum Descriptors {
  private static let mostConnections = 4096
  /// What the store, standard streams and libraries need, and each thread of the network.
  private static let others = 96
  private static let perThread = 4

  /// How many connections there may be at a time; more wait to be accepted.
  ///
  /// Where the last descriptor goes to a connection, libraries that need one end the process. The limit is raised as far
  /// as the user may: it is low by default for the sake of programs that use `select`.
  static func connections() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1 }
    let reserved = others + perThread * ProcessInfo.processInfo.activeProcessorCount
    let wanted = rlim_t(mostConnections + reserved)
    if limit.rlim_cur < wanted {
      var raised = limit
      raised.rlim_cur = min(wanted, limit.rlim_max)
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    return max(1, Int(min(limit.rlim_cur, wanted)) - reserved)
  }
}

/// Hands requests from the network to the explorer.
private struct Responder: HTTPResponder {
  typealias Context = BasicRequestContext

  let explorer: Explorer
  let guardian: RequestGuard
  let workers: Workers

  init(explorer: Explorer, guardian: RequestGuard) {
    self.explorer = explorer
    self.guardian = guardian
    workers = Workers(patience: explorer.timeLimit)
  }

  func respond(to request: Request, context: Context) async throws -> Response {
    var answer: ExplorerResponse
    do {
      let asked = try await explorerRequest(request)
      answer = try await workers.run { explorer.respond(to: asked) }
    } catch let error as ExplorerError {
      answer = .failure(error)
    }
    var headers = HTTPFields()
    for (name, value) in answer.fields {
      if let field = HTTPField.Name(name) { headers[field] = value }
    }
    headers[.contentLength] = String(answer.body.count)
    let isHead = request.method == .head
    let body: ResponseBody = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    return Response(status: .init(code: answer.status), headers: headers, body: body)
  }

  private func explorerRequest(_ request: Request) async throws -> ExplorerRequest {
    var asked = try guardian.admit(
      request.method.rawValue, request.head.path ?? "/", RequestGuard.Head(request))
    guard asked.method == .post else { return asked }
    do {
      asked.body = Array(buffer: try await request.body.collect(upTo: RequestGuard.bodyLimit))
    } catch is NIOTooManyBytesError {
      throw ExplorerError.tooLarge(limit: RequestGuard.bodyLimit)
    }
    return asked
  }
}

extension RequestGuard.Head {
  fileprivate init(_ request: Request) {
    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[$0] } }
    self.init(
      host: request.head.authority, origin: field("Origin"), site: field("Sec-Fetch-Site"), type: field("Content-Type"),
      token: field("X-Guanxi-Token"))
  }
}

/// Threads that may block on the store, so that those of the network never do.
private final class Workers: Sendable {
  private let queue = OperationQueue()
  private let patience: Double
  private static let mostWaiting = 8192

  init(patience: Double) {
    self.patience = patience
    queue.maxConcurrentOperationCount = max(4, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// - Throws: `ExplorerError.busy` where too many wait, or one waits too long.
  func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async throws -> Result {
    guard queue.operationCount < Workers.mostWaiting else { throw ExplorerError.busy }
    let deadline = ContinuousClock.now + .seconds(patience)
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation {
        guard ContinuousClock.now < deadline else { return continuation.resume(throwing: ExplorerError.busy) }
        continuation.resume(returning: body())
      }
    }
  }
}
