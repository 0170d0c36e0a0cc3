import Glibc

/// A file that appears whole or not at all: written beside its place, synced, then renamed into it. On an error what
/// stood there before is untouched.
///
/// `-` is standard output. What is not a regular file (a pipe, `/dev/null`) is written straight.
public final class AtomicFile {
  private let path: String
  /// Where the bytes go until `commit`; nil when they go straight to `path`.
  private var temporary: String?
  private var descriptor: Int32

  /// - Throws: `GraphExportError.cannotWrite`.
  public init(path: String) throws(GraphExportError) {
    self.path = path
    if path == "-" {
      descriptor = STDOUT_FILENO
      return
    }
    var status = stat()
    if stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      // A link stays one: the file it leads to is replaced.
      let place = AtomicFile.resolved(path)
      let name = "\(place).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        temporary = name
        if status.st_mode != 0 { fchmod(descriptor, status.st_mode & 0o777) }
      }
    }
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
  }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
    if let temporary { unlink(temporary) }
  }

  /// Writes all bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(GraphExportError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotWrite(path: path, errno: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Puts the file in its place. Nothing may be written afterwards.
  public func commit() throws(GraphExportError) {
    guard let temporary else { return }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, errno: errno) }
    let status = close(descriptor)
    descriptor = -1
    guard status == 0, rename(temporary, AtomicFile.resolved(path)) == 0 else {
      throw .cannotWrite(path: path, errno: errno)
    }
    self.temporary = nil
    AtomicFile.syncFolder(of: path)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes the rename last through a power cut, where the file system can.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
