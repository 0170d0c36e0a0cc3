import Glibc

/// What can go wrong while a graph is written.
public enum GraphExportError: Error, Equatable {
  /// A system call on `path` failed with `errno`.
  case cannotWrite(path: String, errno: Int32)
  /// libxml2 refused to write.
  case xml(element: String)
  /// zlib refused to compress.
  case compression(code: Int32)
  /// Graphviz is not installed.
  case missingRenderer(String)
  /// Graphviz failed, or had something to say.
  case renderingFailed(program: String, status: Int32, message: String)
}

extension GraphExportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotWrite(let path, let errno):
      "\(path): cannot be written (\(String(cString: strerror(errno)).lowercased())); what stood there before is untouched"
    case .xml(let element): "the XML library failed in '\(element)'; run again with more memory"
    case .compression(let code): "the compression library failed with \(code); run again with more memory"
    case .missingRenderer(let program): "'\(program)' was not found; install Graphviz, or write DOT instead of SVG"
    case .renderingFailed(let program, let status, let message):
      "'\(program)' failed with status \(status) (\(message)); check the Graphviz installation and its fonts"
    }
  }
}
