import EntityModel
import Foundation
import GraphStorage

/// Answers requests about one store: the page, its files and the JSON API. Knows nothing of a network.
///
///     let explorer = try Explorer(path: "graphs/guanxi.sqlite")
///     explorer.respond(to: ExplorerRequest(.get, "/api/search", query: [("q", "jxx")]))
public final class Explorer: Sendable {
  /// Path of the store.
  public let path: String
  /// Seconds an answer may take.
  public let timeLimit: Double
  private static let mostBytesReadAhead = 4 << 30
  private let stores: StorePool
  private let cache = ResponseCache()

  /// - Parameters:
  ///   - path: a store that exists; one of an older version is brought up to date.
  ///   - timeLimit: seconds an answer may take.
  /// - Throws: `GraphStorageError`.
  public init(path: String, timeLimit: Double = 20) throws {
    self.path = path
    self.timeLimit = timeLimit
    _ = try GraphStore(path: path, creating: false)
    stores = try StorePool(path: path, timeLimit: timeLimit)
  }

  /// The store, confined to days of issue if any.
  func store(_ window: IssueWindow? = nil) throws -> GraphStore { try stores.store(window) }

  /// Answers a request; blocks while the store is read.
  ///
  /// Whether the request may be made at all, `RequestGuard` says.
  public func respond(to request: ExplorerRequest) -> ExplorerResponse {
    do {
      return try answer(request)
    } catch let error as ExplorerError {
      return .failure(error)
    } catch let error as GraphStorageError {
      if case .tookTooLong = error { return .failure(.tooSlow(error.description)) }
      if case .held = error { return .failure(.tooSlow(error.description)) }
      return .failure(.failed(error.description))
    } catch {
      return .failure(.failed("\(error)"))
    }
  }

  private func answer(_ request: ExplorerRequest) throws -> ExplorerResponse {
    if request.method == .get, let file = PageFile.served(at: request.path) {
      return ExplorerResponse(type: file.type, body: file.body)
    }
    let here = Route.all.filter { $0.path == request.path }
    guard !here.isEmpty else { throw ExplorerError.unknownPath(request.path) }
    guard let route = here.first(where: { $0.method == request.method }) else {
      throw ExplorerError.wrongMethod(request.method.rawValue)
    }
    let parameters = try Parameters(request, known: route.parameters)
    guard route.isKept else { return try route.answer(self, parameters, request.body) }
    return try cache.response(for: request, version: StoreVersion(path: path)) {
      try route.answer(self, parameters, request.body)
    }
  }

  /// Works out beforehand what every visitor asks first.
  public func warm() {
    readAhead()
    for path in ["/api/overview", "/api/graph", "/api/districts", "/api/places", "/api/matrix"] {
      _ = respond(to: ExplorerRequest(.get, path))
    }
  }

  /// Has the system keep the file in memory: rows of one entity are strewn over all of it, and a disk asked for each of
  /// them takes seconds.
  private func readAhead() {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var rest = Explorer.mostBytesReadAhead
    while rest > 0 {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else { return }
      rest -= count
    }
  }
}

/// Stores for questions, one for each window of days that was asked for lately.
private final class StorePool: Sendable {
  private struct State {
    var windows: [(window: IssueWindow, store: GraphStore)] = []
  }

  private static let mostWindows = 4
  private let path: String
  private let timeLimit: Double
  private let all: GraphStore
  private let state = Locked(State())

  init(path: String, timeLimit: Double) throws {
    self.path = path
    self.timeLimit = timeLimit
    all = try GraphStore(reading: path, timeLimit: timeLimit)
  }

  func store(_ window: IssueWindow?) throws -> GraphStore {
    guard let window else { return all }
    return try state.withLock { state in
      if let index = state.windows.firstIndex(where: { $0.window == window }) {
        let found = state.windows.remove(at: index)
        state.windows.append(found)
        return found.store
      }
      let store = try GraphStore(reading: path, timeLimit: timeLimit, readers: 2, window: window)
      state.windows.append((window, store))
      if state.windows.count > StorePool.mostWindows { state.windows.removeFirst() }
      return store
    }
  }
}

/// A value behind a lock.
final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  private let lock = NSLock()

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
