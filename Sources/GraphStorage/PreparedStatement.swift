import GRDB
import GRDBSQLite

/// A statement that is run many times with other values: SQLite's own binding, about twice as fast as GRDB's.
struct PreparedStatement {
  private let statement: Statement
  private let handle: OpaquePointer

  init(_ db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  /// Binds `value`s to the parameters and runs the statement to its end.
  /// - Throws: `DatabaseError`.
  func run<each Value: SQLiteBindable>(_ value: repeat each Value) throws {
    _ = try first(repeat each value) { _ in () }
  }

  /// The first row of the outcome as `read` sees it; nil if there is none.
  func first<each Value: SQLiteBindable, Result>(
    _ value: repeat each Value, read: (Row) -> Result
  ) throws -> Result? {
    defer { sqlite3_reset(handle) }
    try bind(repeat each value)
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return read(Row(handle: handle)) }
    try check(code == SQLITE_DONE ? SQLITE_OK : code)
    return nil
  }

  /// Calls `body` with each row of the outcome in turn.
  func readAll<each Value: SQLiteBindable>(_ value: repeat each Value, body: (Row) throws -> Void) throws {
    defer { sqlite3_reset(handle) }
    try bind(repeat each value)
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW {
      try body(Row(handle: handle))
      code = sqlite3_step(handle)
    }
    try check(code == SQLITE_DONE ? SQLITE_OK : code)
  }

  private func bind<each Value: SQLiteBindable>(_ value: repeat each Value) throws {
    var index: Int32 = 0
    for value in repeat each value {
      index += 1
      try check(value.bind(to: handle, at: index))
    }
  }

  private func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    throw DatabaseError(resultCode: ResultCode(rawValue: code).primaryResultCode, message: message)
  }

  /// The row a statement stands on.
  struct Row {
    fileprivate let handle: OpaquePointer
    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }
  }
}

/// What `PreparedStatement` can bind.
protocol SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension Bool: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { (self ? 1 : 0).bind(to: statement, at: index) }
}

extension String: SQLiteBindable {
  /// Binds the text as it can be stored.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = storable(self)
    // SQLite copies the bytes before the call returns.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, index, $0.baseAddress, Int32(clamping: $0.count), transient)
      }
    }
  }
}

extension [UInt8]: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    // Without an address, as an empty array has none, SQLite would bind NULL.
    guard !isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return withUnsafeBytes {
      sqlite3_bind_blob64(statement, index, $0.baseAddress, sqlite3_uint64($0.count), transient)
    }
  }
}

extension Optional: SQLiteBindable where Wrapped: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    guard let value = self else { return sqlite3_bind_null(statement, index) }
    return value.bind(to: statement, at: index)
  }
}
