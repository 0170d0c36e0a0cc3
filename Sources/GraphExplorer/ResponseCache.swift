import Foundation

/// Tells one state of a store from another by its files: whatever process writes, one of them changes.
struct StoreVersion: Equatable {
  private let stamps: [Int64]

  init(path: String) {
    stamps = [path, path + "-wal"].flatMap { file -> [Int64] in
      var status = stat()
      guard stat(file, &status) == 0 else { return [-1, 0, 0] }
      return [Int64(status.st_size), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec)]
    }
  }
}

/// Answers that were given of the present state of the store, the latest used up to a bound.
final class ResponseCache: Sendable {
  private struct Entry {
    let target: String
    let response: ExplorerResponse
  }

  private struct State {
    var version: StoreVersion?
    /// The latest used at the end.
    var entries: [Entry] = []
    var size = 0
  }

  private static let mostBytes = 64 << 20
  private let state = Locked(State())

  /// The answer known, or what `make` gives. Failures are not kept.
  func response(
    for request: ExplorerRequest, version: StoreVersion, _ make: () throws -> ExplorerResponse
  ) throws -> ExplorerResponse {
    let target = request.path + "?" + request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    if let known = find(target, version) { return known }
    let response = try make()
    state.withLock { state in
      guard state.version == version else { return }
      state.entries.removeAll { $0.target == target }
      state.entries.append(Entry(target: target, response: response))
      state.size = state.entries.reduce(0) { $0 + $1.response.body.count }
      while state.size > ResponseCache.mostBytes, !state.entries.isEmpty {
        state.size -= state.entries.removeFirst().response.body.count
      }
    }
    return response
  }

  private func find(_ target: String, _ version: StoreVersion) -> ExplorerResponse? {
    state.withLock { state in
      if state.version != version {
        state = State(version: version)
        return nil
      }
      guard let index = state.entries.firstIndex(where: { $0.target == target }) else { return nil }
      let entry = state.entries.remove(at: index)
      state.entries.append(entry)
      return entry.response
    }
  }
}
