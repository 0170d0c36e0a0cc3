import Foundation

/// The corrections of a store as a plain-text file beside it, to be read, reviewed and kept under version control.
///
/// One correction a line, its fields separated by tabs, applied from the top; `undo` before the fields of an earlier
/// line takes the latest such line back. Blank lines and lines that begin with `#` are comments.
///
///     merge	person:周启山@嘉祥县	person:周启山@金乡县委组织部
///     hide	person:本报讯
///     undo	hide	person:本报讯
public struct CorrectionLog: Sendable {
  /// A line in force.
  public struct Entry: Sendable, Equatable {
    /// Number of the line in the file, from 1.
    public let line: Int
    public let correction: Correction
  }

  /// Path of the file, which need not exist.
  public let path: String
  /// In the order of application.
  public private(set) var entries: [Entry] = []

  /// The log that belongs to a store: `graphs/guanxi.corrections.txt` for `graphs/guanxi.sqlite`.
  public static func path(besideStore store: String) -> String {
    let stem = store.hasSuffix(".sqlite") ? String(store.dropLast(7)) : store
    return stem + ".corrections.txt"
  }

  /// Reads the log; a missing file holds nothing.
  /// - Throws: `GraphStorageError.badCorrection` with the line, `.badLog`.
  public init(path: String) throws {
    let exists = FileManager.default.fileExists(atPath: path)
    guard let bytes = exists ? FileManager.default.contents(atPath: path) : Data() else {
      throw GraphStorageError.badLog(path: path)
    }
    try self.init(bytes: Array(bytes), path: path)
  }

  /// Reads a log that is in memory.
  /// - Throws: `GraphStorageError.badCorrection` with the line, `.badLog`.
  public init(bytes: [UInt8], path: String) throws {
    self.path = path
    guard let text = String(validating: bytes, as: UTF8.self) else { throw GraphStorageError.badLog(path: path) }
    for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = String(line.last == "\r" ? line.dropLast() : line)
      if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
      do {
        try read(line, number: index + 1)
      } catch let error as CorrectionSyntaxError {
        throw GraphStorageError.badCorrection(path: path, line: index + 1, reason: error.description)
      }
    }
  }

  private mutating func read(_ line: String, number: Int) throws {
    guard line.hasPrefix("undo\t") else {
      entries.append(Entry(line: number, correction: try Correction(line: line)))
      return
    }
    let correction = try Correction(line: String(line.dropFirst(5)))
    guard let last = entries.lastIndex(where: { $0.correction == correction }) else {
      throw GraphStorageError.badCorrection(
        path: path, line: number, reason: "there is no such line before it to undo; leave the line out")
    }
    entries.remove(at: last)
  }

  /// Writes a correction at the end, synced to the disk.
  /// - Throws: `GraphStorageError.badLog`.
  public mutating func append(_ correction: Correction) throws {
    let line = try write(correction.line)
    entries.append(Entry(line: line, correction: correction))
  }

  /// Takes back the line with this number.
  /// - Throws: `GraphStorageError.badCorrection` where no correction in force stands there, `.badLog`.
  public mutating func undo(line: Int) throws -> Correction {
    guard let index = entries.firstIndex(where: { $0.line == line }) else {
      throw GraphStorageError.badCorrection(
        path: path, line: line, reason: "no correction in force stands there; see 'guanxi correct log'")
    }
    let correction = entries[index].correction
    guard entries.lastIndex(where: { $0.correction == correction }) == index else {
      throw GraphStorageError.badCorrection(
        path: path, line: line, reason: "the same correction stands again further down; undo that one first")
    }
    _ = try write("undo\t" + correction.line)
    entries.remove(at: index)
    return correction
  }

  /// - Returns: the number of the new line.
  private func write(_ line: String) throws -> Int {
    let old = FileManager.default.contents(atPath: path) ?? Data()
    var new = ""
    if old.isEmpty {
      new =
        "# Corrections, one a line, applied from the top. Fields are separated by tabs; see 'guanxi help correct'.\n"
    } else if old.last != UInt8(ascii: "\n") {
      new = "\n"
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw GraphStorageError.badLog(path: path) }
    defer { close(descriptor) }
    let bytes = Array((new + line + "\n").utf8)
    // One call: whoever reads meanwhile sees the line whole or not at all.
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      ftruncate(descriptor, off_t(old.count))
      throw GraphStorageError.badLog(path: path)
    }
    return (old + Data(new.utf8)).count { $0 == UInt8(ascii: "\n") } + 1
  }
}
