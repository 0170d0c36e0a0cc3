import GRDB

/// What can go wrong with a store.
public enum GraphStorageError: Error, Equatable {
  /// There is no file, and none was to be created.
  case missing(path: String)
  /// The file is not an SQLite database.
  case notADatabase(path: String)
  /// The file is an SQLite database of some other program.
  case foreign(path: String)
  /// The file was written by a later version of this program.
  case newer(path: String)
  /// Another process kept the database longer than we wait.
  case locked(path: String)
  /// Another process, such as a build, keeps the database to itself; `holder` says which.
  case held(path: String, holder: String)
  /// A line of the log of corrections that is no correction, or none that can be applied there.
  case badCorrection(path: String, line: Int, reason: String)
  /// A log of corrections that cannot be read as text, or not written.
  case badLog(path: String)
  /// The file or its folder cannot be written.
  case readOnly(path: String)
  /// The file system failed while the database was read or written.
  case deviceFailed(path: String, reason: String)
  /// No space is left.
  case diskFull(path: String)
  /// The file or its folder cannot be opened.
  case cannotOpen(path: String, reason: String)
  /// The database is damaged.
  case damaged(path: String, reason: String)
  /// An extraction breaks an invariant of the model.
  case invalidExtraction(document: String, reason: String)
  /// A question was given up after its time.
  case tookTooLong(path: String, seconds: Double)
  /// Anything else SQLite reports.
  case failed(path: String, reason: String)
}

extension GraphStorageError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no such database; build it first"
    case .notADatabase(let path):
      "\(path): this is not a database; name another file or remove this one"
    case .foreign(let path):
      "\(path): this database belongs to another program; name another file"
    case .newer(let path):
      "\(path): this database was written by a newer version; update the program or name another file"
    case .locked(let path):
      "\(path): another process is using this database; try again when it is done"
    case .held(let path, let holder):
      "\(path): \(holder) is changing this database; try again when it is done"
    case .badCorrection(let path, let line, let reason):
      "\(path):\(line): \(reason)"
    case .badLog(let path):
      "\(path): the log of corrections cannot be used; see that it is UTF-8 text and may be written"
    case .readOnly(let path):
      "\(path): this database cannot be written; check the permissions of the file and its folder"
    case .deviceFailed(let path, let reason):
      "\(path): the file system failed (\(reason)), nothing was changed; see to its limits and space and run again"
    case .diskFull(let path):
      "\(path): the disk is full, nothing was changed; make room and run again"
    case .cannotOpen(let path, let reason):
      "\(path): the database cannot be opened (\(reason)); check that its folder exists and may be used"
    case .damaged(let path, let reason):
      "\(path): the database is damaged (\(reason)); remove it and build it again"
    case .invalidExtraction(let document, let reason):
      "\(document): the extraction cannot be stored, nothing was changed (\(reason)); leave the document out"
    case .tookTooLong(let path, let seconds):
      "\(path): the answer takes more than \(Int(seconds.rounded(.up))) s; ask for less"
    case .failed(let path, let reason):
      "\(path): the database failed (\(reason)); run again, or remove it and build it again"
    }
  }

  /// Says in our words what SQLite reports while working on `path`, and on `document` if any.
  init(_ error: DatabaseError, path: String, document: String? = nil) {
    let reason = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
    case .SQLITE_IOERR: self = .deviceFailed(path: path, reason: reason)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: reason)
    case .SQLITE_CORRUPT: self = .damaged(path: path, reason: reason)
    case .SQLITE_CONSTRAINT where document != nil: self = .invalidExtraction(document: document ?? "", reason: reason)
    default: self = .failed(path: path, reason: reason)
    }
  }
}
