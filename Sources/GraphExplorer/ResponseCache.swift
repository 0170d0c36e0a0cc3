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
  /// What was asked: the path, then names and values by turns, as bytes. Two queries can be one text when they are joined,
  /// and equal to the standard library where their characters only look alike.
  private typealias Question = [[UInt8]]

  private struct Entry {
    let question: Question
    let response: ExplorerResponse
  }

  private struct State {
    var version: StoreVersion?
    /// The latest used at the end.
    var entries: [Entry] = []
    var size = 0
  }

  private static let mostBytes = 64 << 20
  /// Answers of a few bytes would else be without number, and every one is looked at.
  static let mostEntries = 512
  private let state = Locked(State())

  /// The answer known, or what `make` gives. Failures are not kept.
  func response(
    for request: ExplorerRequest, version: StoreVersion, _ make: () throws -> ExplorerResponse
  ) throws -> ExplorerResponse {
    let question = ([request.path] + request.query.flatMap { [$0.name, $0.value] }).map { Array($0.utf8) }
    if let known = find(question, version) { return known }
    let response = try make()
    state.withLock { state in
      guard state.version == version else { return }
      state.entries.removeAll { $0.question == question }
      state.entries.append(Entry(question: question, response: response))
      state.size = state.entries.reduce(0) { $0 + $1.response.body.count }
      while state.size > ResponseCache.mostBytes || state.entries.count > ResponseCache.mostEntries {
        state.size -= state.entries.removeFirst().response.body.count
      }
    }
    return response
  }

  private func find(_ question: Question, _ version: StoreVersion) -> ExplorerResponse? {
    state.withLock { state in
      if state.version != version {
        state = State(version: version)
        return nil
      }
      guard let index = state.entries.firstIndex(where: { $0.question == question }) else { return nil }
      let entry = state.entries.remove(at: index)
      state.entries.append(entry)
      return entry.response
    }
  }
}
