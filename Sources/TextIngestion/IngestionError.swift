/// Why a page could not be read. Every case says where, what and what to do, in one line.
public enum IngestionError: Error, Sendable, Equatable {
  /// Nothing of that name.
  case missing(path: String)
  /// The system refuses; `reason` is its own wording.
  case unreadable(path: String, reason: String)
  /// A folder leads back to itself, or too many symbolic links follow one another.
  case linkLoop(path: String)
  /// A folder that holds, at any depth, nothing to read.
  case noFiles(path: String)
  /// A socket, or another thing that is neither file, folder nor pipe.
  case notAFile(path: String)
  /// A name that is no UTF-8; `path` shows it with U+FFFD.
  case undecodableName(path: String)
  /// No bytes, or nothing but blanks.
  case empty(path: String)
  /// More bytes than one page can sensibly have.
  case tooLarge(path: String, limit: Int)
  /// A NUL byte; `offset` counts bytes from the start of the file.
  case nulByte(path: String, offset: Int)
  /// A byte that does not continue UTF-8; `offset` counts bytes from the start of the file.
  case invalidUTF8(path: String, offset: Int, byte: UInt8)
  /// A byte order mark of another encoding.
  case otherEncoding(path: String, encoding: String)
  /// A line of JSON Lines that is no document; `path` names file and line.
  case noDocument(path: String, reason: String)
}

extension IngestionError: CustomStringConvertible {
  /// `path: reason; remedy`, without line breaks.
  public var description: String { "\(printable(path)): \(reason)" }

  /// The path or name as given.
  public var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .linkLoop(let path), .noFiles(let path), .notAFile(let path),
      .undecodableName(let path), .empty(let path), .tooLarge(let path, _), .nulByte(let path, _),
      .invalidUTF8(let path, _, _), .otherEncoding(let path, _), .noDocument(let path, _):
      path
    }
  }

  /// What is wrong and what helps, without the path.
  public var reason: String {
    switch self {
    case .missing:
      "no such file or folder; check the spelling"
    case .unreadable(_, let reason):
      "cannot be read (\(reason)); check its permissions and its disk"
    case .linkLoop:
      "symbolic links lead round in a circle; remove the link"
    case .noFiles:
      "holds no .txt or .md file; name the files themselves or another folder"
    case .notAFile:
      "is neither a file nor a folder; name a text file"
    case .undecodableName:
      "its name is not UTF-8; rename it"
    case .empty:
      "holds no text; remove it or scan the page again"
    case .tooLarge(_, let limit):
      "is larger than \(limit >> 20) MiB; give one page a file"
    case .nulByte(_, let offset):
      "is not text: NUL byte at byte \(offset); give plain UTF-8 text"
    case .invalidUTF8(_, let offset, let byte):
      "is not UTF-8: byte 0x\(hexadecimal(byte)) at byte \(offset); convert it, such as with iconv -f GB18030 -t UTF-8"
    case .noDocument(_, let reason):
      "\(reason); give a line such as {\"doc\": \"a.txt\", \"text\": \"…\", \"date\": \"2024-06-21\"}"
    case .otherEncoding(_, let encoding):
      "is \(encoding), not UTF-8; convert it with iconv -f \(encoding) -t UTF-8"
    }
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}

/// A path on one line: control characters, which file names may hold, become `?`.
private func printable(_ path: String) -> String {
  String(String.UnicodeScalarView(path.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
}
