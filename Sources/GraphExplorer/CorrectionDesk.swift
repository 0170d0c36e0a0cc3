import EntityModel
import Foundation
import GraphStorage

/// Takes corrections: writes them to the log beside the store, as `guanxi correct` does, and applies them.
struct CorrectionDesk {
  private let path: String
  /// Seconds to wait for another process that changes the store.
  private static let patience = 5.0

  init(_ explorer: Explorer) { path = explorer.path }

  /// A correction in force.
  struct Entry: Encodable {
    /// Number of its line in the log.
    let line: Int
    /// Verb and arguments.
    let fields: [String]
  }

  /// What a correction did.
  struct Outcome: Encodable {
    /// Number of documents that were changed.
    let documents: Int
    let corrections: [Entry]
  }

  private struct Body: Decodable {
    let fields: [String]
  }

  private struct UndoBody: Decodable {
    let line: Int
  }

  func entries() throws -> [Entry] { CorrectionDesk.entries(try log()) }

  /// Adds a correction, given as `{"fields": ["merge", "unit:…", "unit:…"]}`.
  func add(_ body: [UInt8]) throws -> Outcome {
    let fields = try decoded(Body.self, body).fields
    guard fields.allSatisfy({ !$0.unicodeScalars.contains { $0.value < 0x20 } }) else {
      throw ExplorerError.badBody("a name holds no tab or line break")
    }
    let correction: Correction
    do {
      correction = try Correction(line: fields.joined(separator: "\t"))
    } catch {
      throw ExplorerError.badBody(error.description)
    }
    return try change { store, log in
      for address in [correction.subject] + CorrectionDesk.partner(of: correction) {
        guard try store.find(address.description).contains(where: { EntityAddress($0) == address }) else {
          throw ExplorerError.unknownEntity(address.description)
        }
      }
      try log.append(correction)
    }
  }

  /// Takes a correction back, given as `{"line": 3}`.
  func undo(_ body: [UInt8]) throws -> Outcome {
    let line = try decoded(UndoBody.self, body).line
    return try change { _, log in
      guard log.entries.contains(where: { $0.line == line }) else {
        throw ExplorerError.badBody("no correction in force stands in line \(line)")
      }
      _ = try log.undo(line: line)
    }
  }

  private func change(_ body: (GraphStore, inout CorrectionLog) throws -> Void) throws -> Outcome {
    let lock = try StoreLock(store: path, patience: CorrectionDesk.patience)
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: path, creating: false)
    var log = try log()
    // The log may have been edited since it was last applied.
    try store.apply(log.entries.map(\.correction))
    try body(store, &log)
    let documents = try store.apply(log.entries.map(\.correction))
    return Outcome(documents: documents, corrections: CorrectionDesk.entries(log))
  }

  private func log() throws -> CorrectionLog { try CorrectionLog(path: CorrectionLog.path(besideStore: path)) }

  private static func entries(_ log: CorrectionLog) -> [Entry] {
    log.entries.map { entry in
      Entry(line: entry.line, fields: entry.correction.line.split(separator: "\t").map(String.init))
    }
  }

  /// The other entity that must be there for the correction to make sense.
  private static func partner(of correction: Correction) -> [EntityAddress] {
    if case .merge(_, let into) = correction { return [into] }
    return []
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ body: [UInt8]) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      throw ExplorerError.badBody("it is not the JSON that is wanted")
    }
  }
}

extension EntityAddress {
  fileprivate init(_ node: GraphNode) { self.init(type: node.type, name: node.name, anchor: node.anchor) }
}
