import Foundation

/// The right to change a store over many transactions, held by one process at a time.
///
/// A file beside the store, locked by the system: however the holder ends, the lock ends with it.
public final class StoreLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Waits until nobody else holds the lock.
  ///
  /// - Parameters:
  ///   - store: path of the store; its folder must exist.
  ///   - patience: seconds to wait at most.
  ///   - onWait: called once, with who holds the lock (`process 123`), if it is not free.
  /// - Throws: `GraphStorageError.held` when patience ends, `.cannotOpen`.
  public init(store: String, patience: Double = 600, onWait: (String) -> Void = { _ in }) throws {
    path = store + "-lock"
    let deadline = ContinuousClock.now + .seconds(patience)
    var hasTold = false
    while true {
      if let acquired = try StoreLock.acquire(path, store) {
        descriptor = acquired
        return
      }
      let holder = StoreLock.holder(path)
      guard ContinuousClock.now < deadline else { throw GraphStorageError.held(path: store, holder: holder) }
      if !hasTold { onWait(holder) }
      hasTold = true
      usleep(50_000)
    }
  }

  deinit {
    // While it is still held, so that nobody's lock is taken away.
    unlink(path)
    close(descriptor)
  }

  /// The locked file; nil while somebody else holds it.
  private static func acquire(_ path: String, _ store: String) throws -> Int32? {
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
      return nil
    }
    ftruncate(file, 0)
    let text = Array("\(getpid())\n".utf8)
    _ = write(file, text, text.count)
    return file
  }

  private static func holder(_ path: String) -> String {
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let number = text.prefix { $0.isNumber }
    return number.isEmpty ? "another process" : "process \(number)"
  }
}
