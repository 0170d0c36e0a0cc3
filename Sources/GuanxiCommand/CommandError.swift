import Foundation

/// Why a command gave up. One line each.
enum CommandError: Error, Equatable, CustomStringConvertible {
  /// The system's own wording is in `reason`.
  case cannotWrite(path: String, reason: String)
  /// A folder that cannot be made.
  case noFolder(path: String)
  /// A folder without an annotation that can be read.
  case noAnnotations(path: String)
  /// Nothing stored bears the name; `nearest` is the likeliest first.
  case unknownName(String, nearest: [String])

  var description: String {
    switch self {
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written (\(reason)); choose another place"
    case .noFolder(let path):
      "\(path): this folder cannot be made; check its parent's permissions or choose another"
    case .noAnnotations(let path):
      "\(path): holds no annotation that can be read; name a folder of JSON files as Annotating pages tells"
    case .unknownName(let name, let nearest) where nearest.isEmpty:
      "'\(name)' is not known, nor anything like it; check the spelling or build with more pages"
    case .unknownName(let name, let nearest):
      "'\(name)' is not known; the nearest names are \(nearest.joined(separator: "、"))"
    }
  }
}

/// The system's wording for the latest error.
func systemReason() -> String { String(cString: strerror(errno)).lowercased() }
