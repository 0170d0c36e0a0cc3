/// What a file holds, by its name.
public enum DocumentFormat: Sendable {
  /// Text as it stands, Markdown among it.
  case text
  /// A web page.
  case html
  /// Pages of PDF.
  case pdf
  /// JSON Lines: a document a line.
  case lines

  /// Extensions in lower case; each may have `.gz` after it.
  static let extensions: [(name: String, format: DocumentFormat)] = [
    (".txt", .text), (".md", .text), (".html", .html), (".htm", .html), (".xhtml", .html), (".pdf", .pdf),
    (".jsonl", .lines), (".ndjson", .lines),
  ]

  /// Nil for a file that has none of the extensions.
  public init?(name: String) {
    var name = name.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    guard let found = Self.extensions.first(where: { name.hasSuffix($0.name) }) else { return nil }
    self = found.format
  }
}
