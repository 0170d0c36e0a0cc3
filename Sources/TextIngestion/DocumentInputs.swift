import EntityModel

/// A document to read.
public enum DocumentInput: Sendable {
  case file(InputFile)
  /// One of many in a file of JSON Lines.
  case line(DocumentLine)
  /// There is none, and why.
  case failure(IngestionError)

  /// About how many bytes there are to read.
  public var byteCount: Int {
    switch self {
    case .file(let file): file.byteCount
    case .line(let line): line.bytes.count
    case .failure: 0
    }
  }
}

/// One by one the documents of files: a file of JSON Lines gives one for each of its lines, any other is one.
///
/// Files of JSON Lines are opened in their turn, and no more of one than a line is held.
public struct DocumentInputs<Files: Sequence>: Sequence, IteratorProtocol where Files.Element == InputFiles.Element {
  private var files: Files.Iterator
  private var lines: LineStream?

  public init(_ files: Files) { self.files = files.makeIterator() }

  public mutating func next() -> DocumentInput? {
    while true {
      do throws(IngestionError) {
        if let line = try lines?.nextDocument() { return .line(line) }
        lines = nil
        guard let file = files.next() else { return nil }
        let found = try file.get()
        guard case .lines = DocumentFormat(name: found.path) else { return .file(found) }
        lines = try LineStream(documents: found.path)
      } catch {
        // After a line that is too long comes the next; after an error of the system there is none.
        if case .tooLarge = error {} else { lines = nil }
        return .failure(error)
      }
    }
  }
}

extension DocumentReader {
  /// The document of an input.
  /// - Parameter digest: the SHA-256 that the document of a name had when it was last read.
  /// - Returns: nil when it still has this digest.
  /// - Throws: ``IngestionError``.
  public func document(
    of input: DocumentInput, knownDigest digest: (String) -> String? = { _ in nil }
  ) throws(IngestionError) -> Document? {
    switch input {
    case .failure(let error): throw error
    case .file(let file): return try read(file, unlessDigestIs: digest(file.name))
    case .line(let line):
      let document = try read(line)
      return document.sha256 == digest(document.name) ? nil : document
    }
  }
}
