import Foundation

/// The right to change a store over many transactions, held by one process at a time.
///
/// A file beside the store, locked by the system: however the holder ends, the lock ends with it.
public final class StoreLock {
  private let path: String
  private var descriptor: Int32

  /// Waits until nobody else holds the lock.
  ///
  /// - Parameters:
  ///   - store: path of the store; its folder must exist.
  ///   - patience: seconds to wait at most.
  ///   - onWait: called once, with who holds the lock (`process 123`), if it is not free.
  /// - Throws: `GraphStorageError.held` when patience ends, `.cannotOpen`.
  public init(store: String, patience: Double = 600, onWait: (String) -> Void = { _ in }) throws {
    path = store + "-lock"
    descriptor = -1
    let deadline = ContinuousClock.now + .seconds(patience)
    var hasTold = false
    while try !acquire(store) {
      let holder = self.holder
      guard ContinuousClock.now < deadline else { throw GraphStorageError.held(path: store, holder: holder) }
      if !hasTold { onWait(holder) }
      hasTold = true
      usleep(50_000)
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // While it is still held, so that nobody's lock is taken away.
    unlink(path)
    close(descriptor)
  }

  private func acquire(_ store: String) throws -> Bool {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw GraphStorageError.cannotOpen(path: store, reason: String(cString: strerror(errno)).lowercased())
    }
    var (held, named) = (stat(), stat())
    // The last holder may have removed the file between our opening and locking it.
    guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &held) == 0, stat(path, &named) == 0,
      held.st_ino == named.st_ino, held.st_dev == named.st_dev
    else {
      close(file)
      return false
    }
    ftruncate(file, 0)
    let text = Array("\(getpid())\n".utf8)
    _ = write(file, text, text.count)
    descriptor = file
    return true
  }

  private var holder: String {
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let number = text.prefix { $0.isNumber }
    return number.isEmpty ? "another process" : "process \(number)"
  }
}
