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
  /// Bytes that are not UTF-8 from `offset` on, nor surely another encoding; counted from the start of the file.
  case unknownEncoding(path: String, offset: Int, byte: UInt8)
  /// Bytes that are not of the encoding that was told or marked; `byte` is nil at the end.
  case notInEncoding(path: String, encoding: TextEncoding, offset: Int, byte: UInt8?)
  /// The system has no converter for the encoding.
  case noConverter(path: String, encoding: TextEncoding)
  /// Bytes that begin as gzip does and cannot be unpacked.
  case damagedArchive(path: String)
  /// A web page with more elements within one another than ``InputLimits/markupDepth``; `line` counts from 1.
  case tooDeep(path: String, line: Int)
  /// PDF, and `pdftotext` is not installed.
  case noPDFReader(path: String)
  /// PDF that `pdftotext` cannot read.
  case badPDF(path: String, reason: String)
  /// A second document of that name in one run.
  case sameName(path: String)
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
      .unknownEncoding(let path, _, _), .notInEncoding(let path, _, _, _), .noConverter(let path, _),
      .damagedArchive(let path), .tooDeep(let path, _), .noPDFReader(let path), .badPDF(let path, _),
      .noDocument(let path, _), .sameName(let path):
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
      "holds no page (.txt, .md, .html, .pdf, .jsonl, or these with .gz); name the files themselves or another folder"
    case .notAFile:
      "is neither a file nor a folder; name a text file"
    case .undecodableName:
      "its name is not UTF-8; rename it"
    case .empty:
      "holds no text; remove it or scan the page again"
    case .tooLarge(_, let limit):
      "is larger than \(limit >> 20) MiB; give one page a file"
    case .nulByte(_, let offset):
      "is not text: NUL byte at byte \(offset); give plain text, or name its --encoding"
    case .unknownEncoding(_, let offset, let byte):
      "is not UTF-8: \(hexadecimal(byte)) at byte \(offset), nor surely another encoding; name it with --encoding"
    case .notInEncoding(_, let encoding, let offset, let byte):
      "is not \(encoding.rawValue): \(hexadecimal(byte)) at byte \(offset); mend it or name another --encoding"
    case .noConverter(_, let encoding):
      "is \(encoding.rawValue), which the C library here cannot convert; install its gconv modules or give UTF-8"
    case .damagedArchive:
      "is damaged gzip; copy it again"
    case .tooDeep(_, let line):
      "has more than \(InputLimits.markupDepth) elements within one another at line \(line); give its text instead"
    case .noPDFReader:
      "is PDF, and pdftotext is not installed; install poppler-utils or give text"
    case .badPDF(_, let reason):
      "pdftotext cannot read it (\(reason)); mend it or give text"
    case .sameName:
      "is the name of two documents, and the first was taken; give each its own"
    case .noDocument(_, let reason):
      "\(reason); give a line such as {\"doc\": \"a.txt\", \"text\": \"…\", \"date\": \"2024-06-21\"}"
    }
  }
}

private func hexadecimal(_ byte: UInt8?) -> String {
  guard let byte else { return "the end" }
  return "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}

/// A path on one line: control characters, which file names may hold, become `?`.
private func printable(_ path: String) -> String {
  String(String.UnicodeScalarView(path.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
}
