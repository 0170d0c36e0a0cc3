import Foundation
import GRDB
import GRDBSQLite

/// Ends statements that take too long.
enum TimeLimit {
  /// Virtual machine instructions between two looks at the clock: some ten microseconds worth.
  private static let interval: Int32 = 1_000

  /// Runs `body`; its statements fail with `SQLITE_INTERRUPT` once the time is over.
  static func impose<Result>(seconds: Double, on db: Database, _ body: () throws -> Result) throws -> Result {
    var deadline = ContinuousClock.now + .seconds(seconds)
    return try withUnsafeMutablePointer(to: &deadline) { deadline in
      let connection = db.sqliteConnection
      sqlite3_progress_handler(
        connection, interval,
        { context in
          guard let deadline = context?.assumingMemoryBound(to: ContinuousClock.Instant.self) else { return 0 }
          return ContinuousClock.now > deadline.pointee ? 1 : 0
        }, deadline)
      defer { sqlite3_progress_handler(connection, 0, nil, nil) }
      return try body()
    }
  }
}
