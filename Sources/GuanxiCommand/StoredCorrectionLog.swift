import EntityModel
import GraphStorage

/// The log of corrections beside a store, and the store it is laid over.
struct StoredCorrectionLog {
  let store: GraphStore
  private(set) var log: CorrectionLog

  init(_ store: GraphStore) throws {
    self.store = store
    log = try CorrectionLog(path: CorrectionLog.path(besideStore: store.path))
  }

  /// Brings the store in line with the log.
  /// - Returns: number of documents that were written anew.
  @discardableResult
  func apply() throws -> Int { try store.apply(log.entries.map(\.correction)) }

  /// Writes a correction to the log and applies it.
  mutating func add(_ correction: Correction) throws -> Int {
    try log.append(correction)
    return try apply()
  }

  /// Takes the correction of a line back.
  mutating func undo(line: Int) throws -> (correction: Correction, documents: Int) {
    let correction = try log.undo(line: line)
    return (correction, try apply())
  }

  /// Tells of each correction that changes no document.
  func reportIdle() throws {
    for (entry, documents) in try zip(log.entries, store.corrections().map(\.documents)) where documents == 0 {
      StandardStreams.writeError(
        "\(log.path):\(entry.line): '\(entry.correction.summary)' applies to no stored document any more; "
          + "mend the line or undo it\n")
    }
  }
}

extension Correction {
  /// On one line for people: blanks between the fields.
  var summary: String { line.replacingASCII("\t", with: " ") }
}
