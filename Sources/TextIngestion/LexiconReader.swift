import EntityModel
import Foundation

/// Reads a user's table of names: a line a name, with tabs between name, type and aliases, and `|` between aliases.
///
/// ```
/// # lines that begin with # and empty lines are passed over
/// 金乡县供电公司⇥unit⇥县供电|金乡供电
/// 红色合伙人⇥programme
/// 全县⇥none
/// ```
///
/// Types are `person`, `unit`, `place`, `programme`, and `none` for what is no name.
public struct LexiconReader: Sendable {
  public init() {}

  /// Reads a file of UTF-8, with or without a byte order mark. Lines that do not hold are told and left out.
  /// - Throws: `IngestionError` when the file cannot be read.
  /// - Complexity: O(n); a million names take about a second.
  public func read(path: String) throws(IngestionError) -> (lexicon: UserLexicon, problems: [LexiconProblem]) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
      throw .unreadable(path: path, reason: error.localizedDescription.lowercased())
    }
    return data.withUnsafeBytes { read($0.bindMemory(to: UInt8.self), path: path) }
  }

  /// - Parameter path: how messages name the bytes.
  public func read(
    _ bytes: UnsafeBufferPointer<UInt8>, path: String
  ) -> (lexicon: UserLexicon, problems: [LexiconProblem]) {
    var table = LexiconTable(path: path, byteCount: bytes.count)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[start...])
      let length = rest.firstIndex(of: 0x0A) ?? rest.count
      table.add(UnsafeBufferPointer(rebasing: rest[..<length]))
      start += length + 1
    }
    return (table.lexicon, table.problems)
  }
}

/// A line of a user's table that does not hold.
public struct LexiconProblem: Error, Equatable, CustomStringConvertible {
  public enum Reason: Equatable, Sendable {
    case notText
    case fields(Int)
    case type(String)
    case length(String)
    case known(String, line: Int)
  }

  public let path: String
  /// From 1.
  public let line: Int
  public let reason: Reason

  /// `path:line: reason; remedy`
  public var description: String {
    let (least, most) = (UserLexicon.lengths.lowerBound, UserLexicon.lengths.upperBound)
    let sentence =
      switch reason {
      case .notText: "is not UTF-8; convert it, such as with iconv -f GB18030 -t UTF-8"
      case .fields(let count):
        "has \(count) fields; write name, tab, type and, if there are any, tab and aliases divided by |"
      case .type(let type): "'\(type)' is no type; write person, unit, place, programme or none"
      case .length(let name): "'\(name)' has not \(least) to \(most) characters; write the full name or leave it out"
      case .known(let name, let line): "'\(name)' is listed twice (first at line \(line)); remove one of the lines"
      }
    return "\(path):\(line): \(sentence)"
  }
}

/// A table while it is being read.
private struct LexiconTable {
  let path: String
  private(set) var lexicon = UserLexicon()
  private(set) var problems: [LexiconProblem] = []
  private var line = 0
  /// For each entry of the lexicon, its line.
  private var lines: [Int32] = []
  /// Room for a line, and how much of it the present one takes.
  private var codes: [UInt32] = []
  private var count = 0

  private static let types: [(name: [UInt32], type: EntityType?)] =
    EntityType.allCases.map { (literal($0.rawValue), $0) } + [(literal("none"), nil)]

  init(path: String, byteCount: Int) {
    self.path = path
    // Names have about seven characters of three bytes, a type and a line feed.
    lexicon.reserveCapacity(byteCount / 28)
  }

  /// Adds a line without its line feed.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    line += 1
    if let reason = fault(in: bytes) { problems.append(LexiconProblem(path: path, line: line, reason: reason)) }
  }

  /// Why a line cannot be added, if it cannot.
  private mutating func fault(in bytes: UnsafeBufferPointer<UInt8>) -> LexiconProblem.Reason? {
    if bytes.isEmpty || bytes[0] == UInt8(ascii: "#") { return nil }
    guard decode(bytes) else { return .notText }
    var fields: [Range<Int>] = []
    var start = 0
    for end in 0...count where end == count || codes[end] == 0x09 {
      fields.append(trimmed(start..<end))
      start = end + 1
    }
    if fields.count == 1 && fields[0].isEmpty { return nil }
    guard (2...3).contains(fields.count) else { return .fields(fields.count) }
    guard let kind = Self.types.first(where: { codes[fields[1]].elementsEqual($0.name) }) else {
      return .type(text(fields[1]))
    }
    let forms = [fields[0]] + (fields.count == 3 ? aliases(in: fields[2]) : [])
    switch lexicon.insert(forms.map { codes[$0] }, as: kind.type) {
    case .inserted:
      lines.append(Int32(line))
      return nil
    case .known(let entry): return .known(text(fields[0]), line: Int(lines[entry]))
    case .unfit(let form): return .length(text(forms[form]))
    }
  }

  private func aliases(in field: Range<Int>) -> [Range<Int>] {
    var aliases: [Range<Int>] = []
    var start = field.lowerBound
    for end in field.lowerBound...field.upperBound where end == field.upperBound || codes[end] == 0x7C {
      let alias = trimmed(start..<end)
      if !alias.isEmpty { aliases.append(alias) }
      start = end + 1
    }
    return aliases
  }

  /// Decodes and folds a line.
  /// - Returns: whether it is UTF-8.
  private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if codes.count < bytes.count { codes = [UInt32](repeating: 0, count: bytes.count * 2) }
    return codes.withUnsafeMutableBufferPointer { codes in
      let fault: UTF8Decoder.Fault?
      (count, fault) = UTF8Decoder.decode(bytes, from: 0, into: codes)
      for index in 0..<count { codes[index] = folded(codes[index]) }
      return fault == nil
    }
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start, isBlank(codes[end - 1]) { end -= 1 }
    while end > start, isBlank(codes[start]) { start += 1 }
    return start..<end
  }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(codes[range].map { Unicode.Scalar($0) ?? "\u{FFFD}" }))
  }
}
