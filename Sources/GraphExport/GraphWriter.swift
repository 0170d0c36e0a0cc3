import EntityModel

/// Writes a graph in one format, streaming.
public protocol GraphWriter: Sendable {
  /// Writes to `sink`.
  /// - Throws: `GraphExportError`, and what `graph` and `sink` throw.
  @discardableResult
  func write(_ graph: some GraphSource, to sink: @escaping ByteSink) throws -> ExportReport
}

extension GraphWriter {
  /// Writes to a file, which appears whole or not at all; `-` is standard output.
  /// - Parameter isCompressed: whether the file is compressed with gzip.
  /// - Throws: `GraphExportError`, and what `graph` throws.
  @discardableResult
  public func write(_ graph: some GraphSource, toPath path: String, isCompressed: Bool = false) throws -> ExportReport {
    let file = try AtomicFile(path: path)
    var report = ExportReport()
    if isCompressed {
      let gzip = try GzipStream { try file.write($0) }
      report = try write(graph) { try gzip.write($0) }
      try gzip.finish()
    } else {
      report = try write(graph) { try file.write($0) }
    }
    try file.commit()
    return report
  }
}

/// Takes the bytes of an export as they come, in pieces of up to about 1 MiB that are valid during the call.
public typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

/// How much was written.
public struct ExportReport: Sendable, Equatable {
  public internal(set) var nodes = 0
  public internal(set) var edges = 0
  /// Number of characters that XML cannot hold and U+FFFD stands for now.
  public internal(set) var replacedCharacters = 0
  /// Number of texts of which only the first `CleanText.longest` bytes are written.
  public internal(set) var cutTexts = 0

  mutating func count(_ text: CleanText) {
    replacedCharacters = text.replaced
    cutTexts = text.cut
  }

  /// Two files of one export.
  public static func + (a: ExportReport, b: ExportReport) -> ExportReport {
    var sum = a
    sum.nodes += b.nodes
    sum.edges += b.edges
    sum.replacedCharacters += b.replacedCharacters
    sum.cutTexts += b.cutTexts
    return sum
  }
}
