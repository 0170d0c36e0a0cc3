import EntityModel

/// A document to read.
public enum DocumentInput: Sendable {
  case file(InputFile)
  /// The bytes of a file that were read already.
  case page(InputFile, [UInt8])
  /// One of many in a file of JSON Lines.
  case line(DocumentLine)
  /// There is none, and why.
  case failure(IngestionError)

  /// About how many bytes there are to read.
  public var byteCount: Int {
    switch self {
    case .file(let file): file.byteCount
    case .page(_, let bytes): bytes.count
    case .line(let line): line.bytes.count
    case .failure: 0
    }
  }
}

/// One by one the documents of files: a file of JSON Lines gives one for each of its lines, any other is one. Standard
/// input is either, by its first character.
///
/// Files of JSON Lines are opened in their turn, and no more of one than a line is held.
public struct DocumentInputs<Files: Sequence>: Sequence, IteratorProtocol where Files.Element == InputFiles.Element {
  private var files: Files.Iterator
  private var lines: LineStream?
  private let standardInput: LineStream?

  /// - Parameter standardInput: standard input, where some of it was read already.
  public init(_ files: Files, standardInput: LineStream? = nil) {
    self.files = files.makeIterator()
    self.standardInput = standardInput
  }

  public mutating func next() -> DocumentInput? {
    while true {
      do throws(IngestionError) {
        if let line = try lines?.nextDocument() { return .line(line) }
        lines = nil
        guard let file = files.next() else { return nil }
        let found = try file.get()
        if found.path == InputFiles.standardInput {
          var input = standardInput
          if input == nil { input = try LineStream(documents: found.path) }
          guard let input else { continue }
          guard try input.beginsDocument() else {
            return .page(found, try input.rest(limit: InputLimits.documentBytes))
          }
          lines = input
        } else if case .lines = DocumentFormat(name: found.path) {
          lines = try LineStream(documents: found.path)
        } else {
          return .file(found)
        }
      } catch {
        // After a line that is too long comes the next; after an error of the system there is none.
        if case .tooLarge = error {} else { lines = nil }
        return .failure(error)
      }
    }
  }
}

extension InputFiles {
  /// Number of documents; 0 where that shows only when they are read.
  public var documentCount: Int { holdsLines ? 0 : count }

  /// Whether among these are files that may hold many documents, which name themselves.
  public var holdsLines: Bool {
    contains { input in
      guard let path = try? input.get().path else { return false }
      if case .lines = DocumentFormat(name: path) { return true }
      return path == Self.standardInput
    }
  }

  /// The names of all documents; of standard input, `-` alone.
  /// - Throws: ``IngestionError`` where a file cannot be listed, or a line tells no name.
  /// - Complexity: linear in the size of the files of JSON Lines, which are read; of others nothing is.
  public func documentNames() throws(IngestionError) -> Set<String> {
    var names: Set<String> = []
    for file in self {
      let found = try file.get()
      guard case .lines = DocumentFormat(name: found.path) else {
        names.insert(found.name)
        continue
      }
      let lines = try LineStream(documents: found.path)
      while let line = try lines.nextDocument() { names.insert(try line.documentName()) }
    }
    return names
  }
}

extension DocumentReader {
  /// The document of an input.
  /// - Parameter digest: the SHA-256 that the document of a name had when it was last read.
  /// - Returns: the name, and the document unless it still has this digest.
  /// - Throws: ``IngestionError``.
  public func document(
    of input: DocumentInput, knownDigest digest: (String) -> String? = { _ in nil }
  ) throws(IngestionError) -> (name: String, document: Document?) {
    switch input {
    case .failure(let error): throw error
    case .file(let file): return (file.name, try read(file, unlessDigestIs: digest(file.name)))
    case .page(let file, let bytes): return (file.name, try read(bytes, of: file, unlessDigestIs: digest(file.name)))
    case .line(let line):
      let document = try read(line)
      return (document.name, document.sha256 == digest(document.name) ? nil : document)
    }
  }
}
