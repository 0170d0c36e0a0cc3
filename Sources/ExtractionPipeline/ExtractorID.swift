import EntityModel
import Foundation

/// Which program found something, and with which windows: another one may find other things in the same bytes.
///
/// Written `sentence-0f3c…`: the kind of window, then the fingerprints of the program and, where they were given, of the
/// model and the lexicon.
public struct ExtractorID: Sendable, Equatable, CustomStringConvertible {
  public let window: NameWindowKind
  /// Sixteen hexadecimal digits.
  public let program: String
  /// Sixteen hexadecimal digits; nil for the model inside the program.
  public let model: String?
  /// Sixteen hexadecimal digits; nil without a user's lexicon.
  public let lexicon: String?

  public var description: String {
    ([window.rawValue, program] + [model, lexicon].compactMap(\.self)).joined(separator: "-")
  }

  /// This program with windows of this kind.
  /// - Parameters:
  ///   - modelFile: the model it reads with; nil for its own.
  ///   - lexiconFile: the names that the user knows.
  /// - Throws: `ProgramFileError` when the program's own file, the model or the lexicon cannot be read.
  public init(window: NameWindowKind, modelFile: String? = nil, lexiconFile: String? = nil) throws {
    self.window = window
    program = try Self.fingerprint(ofProgramAt: Self.ownFile)
    model = try modelFile.map { try Self.fingerprint(ofFileAt: $0) }
    lexicon = try lexiconFile.map { try Self.fingerprint(ofFileAt: $0) }
  }

  /// The kind of window in an id, known or not; what has no id counted sentences.
  public static func window(in id: String) -> NameWindowKind {
    id.split(separator: "-").first.flatMap { NameWindowKind(rawValue: String($0)) } ?? .sentence
  }

  static let ownFile = "/proc/self/exe"

  /// A number for the code and tables of an ELF program, for a hand-kept version is forgotten sooner or later. Only
  /// what is loaded counts, so that debugging symbols do not.
  ///
  /// FNV-1a's steps (G. Fowler, L. C. Noll, K.-P. Vo) over words of eight bytes.
  /// - Complexity: linear in the size of the program; about 10 ms.
  static func fingerprint(ofProgramAt path: String) throws -> String {
    try contents(of: path).withUnsafeBytes { bytes in
      guard let segments = loadedSegments(of: bytes) else { throw ProgramFileError.notAProgram(path: path) }
      return fingerprint(of: segments.map { UnsafeRawBufferPointer(rebasing: bytes[$0]) })
    }
  }

  static func fingerprint(ofFileAt path: String) throws -> String {
    try contents(of: path).withUnsafeBytes { fingerprint(of: [$0]) }
  }

  private static func contents(of path: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw ProgramFileError.cannotRead(path: path)
    }
  }

  private static func fingerprint(of parts: [UnsafeRawBufferPointer]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      let words = part.count / 8 * 8
      for offset in stride(from: 0, to: words, by: 8) {
        hash = (hash ^ part.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x100_0000_01b3
      }
      for byte in part[words...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    let digits = String(hash ^ hash >> 32, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Where a 64-bit little-endian ELF file keeps what is loaded (System V ABI, "Program Header"); nil for other files.
  private static func loadedSegments(of bytes: UnsafeRawBufferPointer) -> [Range<Int>]? {
    guard bytes.count >= 64, bytes.prefix(6).elementsEqual([0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
    func number(at offset: Int) -> Int {
      Int(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    let (headers, size) = (number(at: 32), Int(bytes.loadUnaligned(fromByteOffset: 54, as: UInt16.self)))
    let count = Int(bytes.loadUnaligned(fromByteOffset: 56, as: UInt16.self))
    guard headers >= 64, size >= 56, headers <= bytes.count - size * count else { return nil }
    var segments: [Range<Int>] = []
    for header in stride(from: headers, to: headers + size * count, by: size) {
      let type = bytes.loadUnaligned(fromByteOffset: header, as: UInt32.self)
      guard type == 1 else { continue }
      let (start, length) = (number(at: header + 8), number(at: header + 32))
      guard start >= 0, length >= 0, start <= bytes.count - length else { return nil }
      segments.append(start..<start + length)
    }
    return segments
  }
}

/// Why the program does not know itself.
public enum ProgramFileError: Error, Equatable, CustomStringConvertible {
  case cannotRead(path: String)
  case notAProgram(path: String)

  public var description: String {
    switch self {
    case .cannotRead(let path):
      "\(path): this file cannot be read, so the extractor is unknown; see that /proc and the model are there"
    case .notAProgram(let path): "\(path): this is not a 64-bit ELF program; run the program without a wrapper"
    }
  }
}
