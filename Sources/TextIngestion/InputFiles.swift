import Foundation

/// A file to read, and the name of the document it becomes.
public struct InputFile: Sendable, Equatable {
  /// As given, or the folder as given with the way down to the file; `-` is standard input.
  public let path: String
  /// Unique within one run. See ``InputFiles/expand(_:)``.
  public let name: String
  /// Size in bytes when it was found; 0 when that is unknown, as with a pipe.
  public let byteCount: Int

  public init(path: String, name: String, byteCount: Int = 0) {
    self.path = path
    self.name = name
    self.byteCount = byteCount
  }
}

/// What a command's list of files and folders stands for.
public enum InputFiles {
  /// The path that means standard input.
  public static let standardInput = "-"

  /// Extensions of the files taken from a folder, in lower case.
  public static let extensions = [".txt", ".md"]

  /// Expands files, folders and `-` to files: equal file systems give equal lists.
  ///
  /// - A file named outright is taken whatever it is called.
  /// - A folder gives the `.txt` and `.md` files below it at any depth, entries in the order of their bytes. Hidden
  ///   entries (`.git`, `.DS_Store`) are passed over; symbolic links are followed.
  /// - A file met again, by whatever path, counts once, where it was met first.
  ///
  /// The document is named after the file, below a folder after the way down to it: `expand(["pages"])` gives
  /// `a1.txt` and `may/a1.txt`. Where two files of one run would share a name, each takes its whole path as given
  /// instead: `expand(["a/p.txt", "b/p.txt"])` gives `a/p.txt` and `b/p.txt`.
  ///
  /// What cannot be found or listed stands in its place as an error; the rest is not held up.
  public static func expand(_ paths: [String]) -> [Result<InputFile, IngestionError>] {
    var walk = Walk()
    for path in paths { walk.add(path) }
    return uniquelyNamed(walk.found)
  }

  /// Gives files that share a name their paths as names. Paths are distinct, since each file is listed once; a path
  /// may still equal another's short name, hence the loop, which ends since every round lengthens a name for good.
  static func uniquelyNamed(
    _ found: [Result<InputFile, IngestionError>]
  ) -> [Result<InputFile, IngestionError>] {
    var files = found
    while true {
      let counts = files.reduce(into: [String: Int]()) { counts, file in
        if case .success(let file) = file { counts[file.name, default: 0] += 1 }
      }
      var changed = false
      for index in files.indices {
        guard case .success(let file) = files[index], counts[file.name] != 1, file.name != file.path else { continue }
        files[index] = .success(InputFile(path: file.path, name: file.path, byteCount: file.byteCount))
        changed = true
      }
      if !changed { return files }
    }
  }
}

/// Identity of a file on this machine.
private struct FileID: Hashable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// Collects the files below the paths it is given, each file and each folder once.
private struct Walk {
  var found: [Result<InputFile, IngestionError>] = []
  private var seen: Set<FileID> = []
  private var hasStandardInput = false

  mutating func add(_ path: String) {
    if path == InputFiles.standardInput {
      if !hasStandardInput { found.append(.success(InputFile(path: path, name: path))) }
      hasStandardInput = true
      return
    }
    let path = tidied(path)
    switch status(of: path) {
    case .failure(let error):
      found.append(.failure(error))
    case .success(let status) where isFolder(status):
      if !addFolder(path, FileID(status), below: "", ancestors: []) { found.append(.failure(.noFiles(path: path))) }
    case .success(let status):
      addFile(path, name: path.split(separator: "/").last.map(String.init) ?? path, status)
    }
  }

  /// Whether there was anything to list or to complain of in the folder, now or earlier.
  private mutating func addFolder(_ folder: String, _ id: FileID, below prefix: String, ancestors: [FileID]) -> Bool {
    if ancestors.contains(id) {
      found.append(.failure(.linkLoop(path: folder)))
      return true
    }
    guard seen.insert(id).inserted else { return true }
    let names: [String]
    switch entries(of: folder) {
    case .failure(let error):
      found.append(.failure(error))
      return true
    case .success(let listed): names = listed
    }
    var metAny = false
    for name in names {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      switch status(of: path) {
      case .success(let status) where isFolder(status):
        let met = addFolder(path, FileID(status), below: "\(prefix)\(name)/", ancestors: ancestors + [id])
        metAny = metAny || met
      case .success(let status) where isPage(name):
        addFile(path, name: prefix + name, status)
        metAny = true
      case .failure(let error) where isPage(name):
        found.append(.failure(error))
        metAny = true
      default:
        break
      }
    }
    return metAny
  }

  private mutating func addFile(_ path: String, name: String, _ status: stat) {
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFIFO || kind == S_IFCHR else {
      found.append(.failure(.notAFile(path: path)))
      return
    }
    // Pipes are told apart by their paths alone.
    if kind == S_IFREG, !seen.insert(FileID(status)).inserted { return }
    found.append(.success(InputFile(path: path, name: name, byteCount: kind == S_IFREG ? Int(status.st_size) : 0)))
  }
}

/// `./a//b/` as `a/b`: the same file under one spelling. `./-` stays, since `-` is standard input.
private func tidied(_ path: String) -> String {
  let parts = path.split(separator: "/").filter { $0 != "." }
  let joined = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  if joined.isEmpty { return path.isEmpty ? "" : "." }
  return joined == InputFiles.standardInput ? "./-" : joined
}

private func isPage(_ name: String) -> Bool {
  let name = name.lowercased()
  return InputFiles.extensions.contains { name.hasSuffix($0) }
}

private func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

private func status(of path: String) -> Result<stat, IngestionError> {
  var status = stat()
  return stat(path, &status) == 0 ? .success(status) : .failure(systemError(errno, path))
}

/// Names in a folder in the order of their bytes, hidden ones left out.
private func entries(of folder: String) -> Result<[String], IngestionError> {
  guard let handle = opendir(folder) else { return .failure(systemError(errno, folder)) }
  defer { closedir(handle) }
  var names: [String] = []
  while true {
    errno = 0
    guard let entry = readdir(handle) else { break }
    let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    guard let name = String(validating: bytes, as: UTF8.self) else {
      return .failure(.undecodableName(path: "\(folder)/\(String(decoding: bytes, as: UTF8.self))"))
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  if errno != 0 { return .failure(systemError(errno, folder)) }
  return .success(names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
}

/// What the system's error `code` means for `path`.
func systemError(_ code: Int32, _ path: String) -> IngestionError {
  switch code {
  case ENOENT, ENOTDIR: .missing(path: path)
  case ELOOP: .linkLoop(path: path)
  default: .unreadable(path: path, reason: String(cString: strerror(code)).lowercased())
  }
}
