import EntityModel
import Foundation
import GraphStorage

/// Why a command gave up. One line each.
enum CommandError: Error, Equatable, CustomStringConvertible {
  /// The system's own wording is in `reason`.
  case cannotWrite(path: String, reason: String)
  /// A folder that cannot be made.
  case noFolder(path: String)
  /// A folder without an annotation that can be read.
  case noAnnotations(path: String)
  /// A file or folder cannot be listed, so it is unknown which files are gone.
  case cannotPrune(String)
  /// Documents that are not read now were read with windows of another kind.
  case otherWindow(path: String, stored: NameWindowKind, wanted: NameWindowKind)
  /// No document of this name is stored.
  case unknownDocument(String, path: String)
  /// More than one entity may be meant.
  case ambiguousName(String, [EntityAddress])
  /// Two entities without a path between them.
  case noPath(String, String)
  /// A correction that cannot be written as a line.
  case badCorrection(String)
  /// Fewer annotated pages than parts to cross-validate by.
  case tooFewPages(path: String, parts: Int)
  /// A file or folder of contributions that cannot be read; `reason` says what helps.
  case cannotImport(path: String, reason: String)
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
    case .cannotPrune(let reason):
      "nothing was removed or read, for it is unknown which files are gone (\(reason)); mend this or leave out --prune"
    case .otherWindow(let path, let stored, let wanted):
      "\(path): documents here were read with --window \(stored.rawValue), not \(wanted.rawValue); "
        + "read all of them again, use --window \(stored.rawValue) or name another database"
    case .unknownDocument(let name, let path):
      "\(path): no document is called '\(name)', nothing was removed; see guanxi show or the name of its file"
    case .ambiguousName(let name, let addresses):
      "'\(name)' may be \(addresses.map(\.description).joined(separator: " or ")); give one of these"
    case .noPath(let from, let to):
      "no path of ties joins '\(from)' and '\(to)'; try --together, which lets being named together count"
    case .badCorrection(let reason):
      reason
    case .tooFewPages(let path, let parts):
      "\(path): holds fewer than \(parts) pages; annotate more or cross-validate by fewer parts"
    case .cannotImport(let path, let reason):
      "\(path): \(reason)"
    case .unknownName(let name, let nearest) where nearest.isEmpty:
      "'\(name)' is not known, nor anything like it; check the spelling or build with more pages"
    case .unknownName(let name, let nearest):
      "'\(name)' is not known; the nearest names are \(nearest.joined(separator: "、"))"
    }
  }
}

/// The system's wording for the latest error.
func systemReason() -> String { String(cString: strerror(errno)).lowercased() }
