import CExplorerPage

/// A file of the page, as it is embedded in the program.
public struct PageFile: Sendable {
  /// Without a folder: `main.js`.
  public let name: String
  /// As it is served.
  public let body: [UInt8]

  /// Media type, by the ending of the name.
  public var type: String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "yaml": "application/yaml; charset=utf-8"
    default: "application/octet-stream"
    }
  }

  /// Every file there is.
  public static let all: [PageFile] = (0..<explorer_page_file_count()).map { index in
    let file = explorer_page_file(index)
    let bytes = UnsafeRawBufferPointer(start: file.bytes, count: file.length)
    return PageFile(name: String(cString: file.name), body: Array(bytes))
  }

  static func named(_ name: String) -> PageFile? { all.first { $0.name == name } }

  /// `/` is the page, `/assets/` are its parts.
  static func served(at path: String) -> PageFile? {
    if path == "/" || path == "/index.html" { return named("index.html") }
    guard path.utf8.starts(with: "/assets/".utf8) else { return nil }
    let name = String(path.dropFirst("/assets/".count))
    return name.hasSuffix(".js") || name.hasSuffix(".css") || name.hasSuffix(".svg") ? named(name) : nil
  }
}
