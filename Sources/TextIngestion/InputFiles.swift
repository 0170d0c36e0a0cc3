import Foundation

/// A file to read, and the name of the document it becomes.
public struct InputFile: Sendable, Equatable {
  /// As given, or the folder as given with the way down to the file; `-` is standard input.
  public let path: String
  /// Unique within one run. See ``InputFiles/expand(_:)``. A file of JSON Lines names its documents itself.
  public let name: String
  /// Size in bytes when it was found; 0 when that is unknown, as with a pipe.
  public let byteCount: Int

  public init(path: String, name: String, byteCount: Int = 0) {
    self.path = path
    self.name = name
    self.byteCount = byteCount
  }
}

/// What a command's list of files and folders stands for, in order: files, and why there is none.
///
/// There may be millions: paths lie in one buffer, and elements are made when they are asked for. A file takes its path
/// and about 60 bytes.
public struct InputFiles: RandomAccessCollection, Sendable {
  public typealias Element = Result<InputFile, IngestionError>

  /// The path that means standard input.
  public static let standardInput = "-"

  private struct Entry {
    /// Where the path begins in `paths`, and the name in the path.
    let path: Int
    var name: Int32
    let byteCount: Int
  }

  private var paths: [UInt8] = []
  private var entries: [Entry] = []
  private var errors: [Int: IngestionError] = [:]

  public var startIndex: Int { 0 }
  public var endIndex: Int { entries.count }

  public subscript(position: Int) -> Element {
    if let error = errors[position] { return .failure(error) }
    let entry = entries[position]
    let end = position + 1 < entries.count ? entries[position + 1].path : paths.count
    let path = String(decoding: paths[entry.path..<end], as: UTF8.self)
    let name = String(decoding: paths[(entry.path + Int(entry.name))..<end], as: UTF8.self)
    return .success(InputFile(path: path, name: name, byteCount: entry.byteCount))
  }

  /// Expands files, folders and `-` to files: equal file systems give equal lists.
  ///
  /// - A file named outright is taken whatever it is called.
  /// - A folder gives the files below it, at any depth, that have an extension of ``DocumentFormat``, entries in the
  ///   order of their bytes. Hidden entries (`.git`, `.DS_Store`) are passed over; symbolic links are followed.
  /// - A file met again, by whatever path, counts once, where it was met first.
  ///
  /// The document is named after the file, below a folder after the way down to it: `expand(["pages"])` gives
  /// `a1.txt` and `may/a1.txt`. Where two files of one run would share a name, each takes its whole path as given
  /// instead: `expand(["a/p.txt", "b/p.txt"])` gives `a/p.txt` and `b/p.txt`.
  ///
  /// What cannot be found or listed stands in its place as an error; the rest is not held up.
  /// - Complexity: O(n log n) for n files; names alone are held, never their contents.
  public static func expand(_ paths: [String]) -> InputFiles {
    var walk = InputWalk()
    for path in paths { walk.add(path) }
    // The names below one folder differ.
    if paths.count > 1 { walk.found.nameUniquely() }
    return walk.found
  }

  mutating func append(_ error: IngestionError) {
    errors[entries.count] = error
    entries.append(Entry(path: paths.count, name: 0, byteCount: 0))
  }

  /// - Parameter name: the end of the path that is the name.
  mutating func append(_ path: String, name: String, byteCount: Int) {
    precondition(path.utf8.count >= name.utf8.count, "a name ends its path")
    entries.append(
      Entry(path: paths.count, name: Int32(path.utf8.count - name.utf8.count), byteCount: byteCount))
    paths.append(contentsOf: path.utf8)
  }

  /// Gives files that share a name their paths as names. Paths are distinct, since each file is listed once; a path
  /// may still equal another's short name, hence the loop, which ends since every round lengthens a name for good.
  mutating func nameUniquely() {
    while true {
      let names = map { try? $0.get().name }
      let counts = names.reduce(into: [String: Int]()) { counts, name in if let name { counts[name, default: 0] += 1 } }
      var changed = false
      for (index, name) in names.enumerated() where entries[index].name != 0 {
        guard let name, counts[name] != 1 else { continue }
        entries[index].name = 0
        changed = true
      }
      if !changed { return }
    }
  }
}
