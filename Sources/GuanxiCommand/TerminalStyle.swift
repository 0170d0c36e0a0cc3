import Foundation

/// Emphasis by the escape sequences of ECMA-48, where it can be seen.
struct TerminalStyle: Equatable {
  let isOn: Bool

  static let plain = TerminalStyle(isOn: false)

  /// On where standard output is a terminal and nobody objects: `NO_COLOR` (see no-color.org), a dumb terminal.
  static let ofOutput = TerminalStyle(
    isOn: isatty(STDOUT_FILENO) == 1 && allowsColor(ProcessInfo.processInfo.environment))

  static func allowsColor(_ environment: [String: String]) -> Bool {
    environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  func bold(_ text: String) -> String { styled(text, "1") }
  func faint(_ text: String) -> String { styled(text, "2") }

  private func styled(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
