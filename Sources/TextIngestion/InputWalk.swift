import Foundation

/// Collects the files below the paths it is given, each file and each folder once.
struct InputWalk {
  var found = InputFiles()
  private var seen: Set<FileID> = []
  private var hasStandardInput = false

  mutating func add(_ path: String) {
    if path == InputFiles.standardInput {
      if !hasStandardInput { found.append(path, name: path, byteCount: 0) }
      hasStandardInput = true
      return
    }
    let path = tidied(path)
    switch status(of: path) {
    case .failure(let error):
      found.append(error)
    case .success(let status) where isFolder(status):
      if !addFolder(path, FileID(status), below: "", ancestors: []) { found.append(.noFiles(path: path)) }
    case .success(let status):
      addFile(path, name: path.split(separator: "/").last.map(String.init) ?? path, status)
    }
  }

  /// Whether there was anything to list or to complain of in the folder, now or earlier.
  private mutating func addFolder(_ folder: String, _ id: FileID, below prefix: String, ancestors: [FileID]) -> Bool {
    if ancestors.contains(id) {
      found.append(.linkLoop(path: folder))
      return true
    }
    guard seen.insert(id).inserted else { return true }
    let names: FolderNames
    switch FolderNames.list(folder) {
    case .failure(let error):
      found.append(error)
      return true
    case .success(let listed): names = listed
    }
    let start = folder.hasSuffix("/") ? folder : "\(folder)/"
    var metAny = false
    for index in names.indices {
      guard let name = names[index] else {
        metAny = complain(ofUnreadable: names.bytes(index), in: start) || metAny
        continue
      }
      let path = start + name
      switch status(of: path) {
      case .success(let status) where isFolder(status):
        let met = addFolder(path, FileID(status), below: "\(prefix)\(name)/", ancestors: ancestors + [id])
        metAny = metAny || met
      case .success(let status) where DocumentFormat(name: name) != nil:
        addFile(path, name: prefix + name, status)
        metAny = true
      case .failure(let error) where DocumentFormat(name: name) != nil:
        found.append(error)
        metAny = true
      default:
        break
      }
    }
    return metAny
  }

  /// Tells of a name that is no UTF-8, where it is that of a folder or would be read.
  private mutating func complain(ofUnreadable name: ArraySlice<UInt8>, in folder: String) -> Bool {
    let text = String(decoding: name, as: UTF8.self)
    let path = (Array(folder.utf8) + name + [0]).map { CChar(bitPattern: $0) }
    var status = stat()
    let isFolder = stat(path, &status) == 0 && isFolder(status)
    guard isFolder || DocumentFormat(name: text) != nil else { return false }
    found.append(.undecodableName(path: folder + text))
    return true
  }

  private mutating func addFile(_ path: String, name: String, _ status: stat) {
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFIFO || kind == S_IFCHR else {
      found.append(.notAFile(path: path))
      return
    }
    // Pipes are told apart by their paths alone.
    if kind == S_IFREG, !seen.insert(FileID(status)).inserted { return }
    found.append(path, name: name, byteCount: kind == S_IFREG ? Int(status.st_size) : 0)
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

/// Names in a folder in the order of their bytes, hidden ones left out, in one buffer: there may be a million.
private struct FolderNames {
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []

  var indices: Range<Int> { ranges.indices }

  func bytes(_ index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

  /// Nil when it is no UTF-8.
  subscript(index: Int) -> String? { String(validating: bytes(index), as: UTF8.self) }

  static func list(_ folder: String) -> Result<FolderNames, IngestionError> {
    guard let handle = opendir(folder) else { return .failure(systemError(errno, folder)) }
    defer { closedir(handle) }
    var names = FolderNames()
    while true {
      errno = 0
      guard let entry = readdir(handle) else { break }
      withUnsafeBytes(of: &entry.pointee.d_name) { name in
        guard let end = name.firstIndex(of: 0), name[0] != UInt8(ascii: ".") else { return }
        names.ranges.append(names.bytes.count..<(names.bytes.count + end))
        names.bytes.append(contentsOf: name[..<end])
      }
    }
    if errno != 0 { return .failure(systemError(errno, folder)) }
    names.bytes.withUnsafeBytes { bytes in
      names.ranges.sort { a, b in
        guard let base = bytes.baseAddress else { return false }
        let order = memcmp(base + a.lowerBound, base + b.lowerBound, min(a.count, b.count))
        return order == 0 ? a.count < b.count : order < 0
      }
    }
    return .success(names)
  }
}

/// `./a//b/` as `a/b`: the same file under one spelling. `./-` stays, since `-` is standard input.
private func tidied(_ path: String) -> String {
  let parts = path.split(separator: "/").filter { $0 != "." }
  let joined = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  if joined.isEmpty { return path.isEmpty ? "" : "." }
  return joined == InputFiles.standardInput ? "./-" : joined
}

private func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

private func status(of path: String) -> Result<stat, IngestionError> {
  var status = stat()
  return stat(path, &status) == 0 ? .success(status) : .failure(systemError(errno, path))
}

/// What the system's error `code` means for `path`.
func systemError(_ code: Int32, _ path: String) -> IngestionError {
  switch code {
  case ENOENT, ENOTDIR: .missing(path: path)
  case ELOOP: .linkLoop(path: path)
  default: .unreadable(path: path, reason: String(cString: strerror(code)).lowercased())
  }
}
