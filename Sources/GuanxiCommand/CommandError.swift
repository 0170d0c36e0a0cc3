import Foundation

/// Why a command gave up. One line each.
enum CommandError: Error, Equatable, CustomStringConvertible {
  /// The system's own wording is in `reason`.
  case cannotWrite(path: String, reason: String)

  var description: String {
    switch self {
    case .cannotWrite(let path, let reason): "\(path): cannot be written (\(reason)); choose another place"
    }
  }
}

/// The system's wording for the latest error.
func systemReason() -> String { String(cString: strerror(errno)).lowercased() }
