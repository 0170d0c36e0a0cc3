import EntityModel
import Foundation
import GRDB

/// The graph of a collection of documents, in one SQLite file.
///
/// What is answered and exported depends on the set of stored documents alone, not on the order they came in.
///
///     let store = try GraphStore(path: "guanxi.sqlite")
///     try store.replace(extractions)
///     for answer in try store.who("金乡县") { print(answer.rows.map(\.name)) }
///
/// Readers and one writer, in this process and in others, can work at the same time (write-ahead log). A transaction
/// is kept whole or not at all, whatever kills the process.
public final class GraphStore: Sendable {
  /// Path of the file; `:memory:` for a store that lives as long as this value.
  public let path: String
  let database: any DatabaseWriter
  /// Seconds that a question may take; nil for no bound.
  private let timeLimit: Double?
  /// Opens the store at `path` and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - creating: whether a missing file is created.
  ///   - patience: seconds to wait while another process writes.
  ///   - window: days of issue to which every answer and export is confined; such a store cannot be changed.
  /// - Throws: `GraphStorageError`.
  public init(path: String, creating: Bool = true, patience: Double = 10, window: IssueWindow? = nil) throws {
    self.path = path
    timeLimit = nil
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase(GraphStore.setCache)
    database = try GraphStore.wrapping(path: path) {
      let exists = FileManager.default.fileExists(atPath: path)
      guard exists || creating else { throw GraphStorageError.missing(path: path) }
      // The pool would turn a foreign file into write-ahead mode: look before opening it for writing.
      if exists { try GraphStore.refuseForeignFile(at: path, configuration) }
      let pool = try DatabasePool(path: path, configuration: configuration)
      try Schema.migrator.migrate(pool)
      guard let window else { return pool }
      configuration.readonly = true
      configuration.prepareDatabase { try window.confine($0) }
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }

  /// Opens a store that exists for questions alone, on read-only connections of its own, several at a time.
  ///
  /// - Parameters:
  ///   - path: a store of this version; `init(path:)` brings older ones up to date.
  ///   - timeLimit: seconds a question may take.
  ///   - readers: most questions that are answered at a time; others wait.
  ///   - window: days of issue to which every answer is confined.
  /// - Throws: `GraphStorageError`; a question that takes too long throws `.tookTooLong`.
  public init(reading path: String, timeLimit: Double, readers: Int = 4, window: IssueWindow? = nil) throws {
    self.path = path
    self.timeLimit = timeLimit
    var configuration = Configuration()
    configuration.readonly = true
    configuration.maximumReaderCount = readers
    configuration.prepareDatabase { db in
      try GraphStore.setCache(db)
      try window?.confine(db)
    }
    database = try GraphStore.wrapping(path: path) { try DatabasePool(path: path, configuration: configuration) }
  }

  /// A store in memory.
  /// - Throws: `GraphStorageError`.
  public init() throws {
    path = ":memory:"
    timeLimit = nil
    database = try GraphStore.wrapping(path: path) {
      let queue = try DatabaseQueue()
      try Schema.migrator.migrate(queue)
      return queue
    }
  }

  /// What a connection keeps of the file in memory. Rows come in no order of the tables: a writer that keeps less than
  /// what it writes to reads and writes the same pages again and again.
  private static func setCache(_ db: Database) throws {
    let mebibytes = db.configuration.readonly ? 32 : 96
    try db.execute(sql: "PRAGMA cache_size = \(-mebibytes << 10)")
    guard !db.configuration.readonly else { return }
    // Pages of 4 KiB in the log before they are moved: what many transactions change is then moved once.
    try db.execute(sql: "PRAGMA wal_autocheckpoint = \(16 << 10)")
  }

  private static func refuseForeignFile(at path: String, _ configuration: Configuration) throws {
    var reading = configuration
    reading.readonly = true
    try DatabaseQueue(path: path, configuration: reading).read { db in
      let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
      let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
      if isEmpty && application == 0 { return }
      guard application == Schema.applicationID else { throw GraphStorageError.foreign(path: path) }
      if try Schema.migrator.hasBeenSuperseded(db) { throw GraphStorageError.newer(path: path) }
    }
  }

  /// The SHA-256 of every stored document by its name: what need not be read again.
  ///
  /// - Parameter extractor: leaves out what another extractor found or resolved; nil for all.
  /// - Throws: `GraphStorageError`.
  public func storedDigests(extractor: String? = nil) throws -> [String: String] {
    try read { db in
      var digests: [String: String] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT name, sha256 FROM document WHERE coalesce(extractor = ?1 AND resolver = ?1, 1)",
        arguments: [extractor])
      while let row = try rows.next() { digests[row[0]] = row[1] }
      return digests
    }
  }

  /// What found the contents of each stored document, by the name of the document.
  /// - Throws: `GraphStorageError`.
  public func storedExtractors() throws -> [String: String] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, extractor FROM document")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
  }

  /// Stores documents, each in place of the one of the same name if there is one, with the corrections in force. All
  /// or, on error, none. Without a day of issue, a document whose bytes are the same keeps the one it was given.
  ///
  /// - Parameter extractor: what found these things; another extractor may find others in the same bytes.
  /// - Complexity: linear in what the documents and those they replace hold, not in what is stored.
  /// - Throws: `GraphStorageError`.
  public func replace(_ extractions: [DocumentExtraction], extractor: String = "") throws {
    try replace(extractions.map { DocumentContribution($0, extractor: extractor) })
  }

  /// Stores documents as `replace(_:extractor:)` does, wherever they were extracted.
  /// - Throws: `GraphStorageError`.
  public func replace(_ documents: [DocumentContribution]) throws {
    guard !documents.isEmpty else { return }
    let order = GraphStore.rowOrder(of: documents) { $0.document.name }
    try write { db in
      let corrector = try Corrector(db, corrections: try StoredCorrections.read(db))
      for index in order { try replace(documents[index], resolver: documents[index].extractor, with: corrector) }
      try corrector.writer.finish()
    }
  }

  /// Indices of what becomes documents, in the order in which a store keeps their rows; what has no name comes first.
  /// Documents that come in this order are written beside each other: of a large store half the bytes go to the disk.
  /// - Complexity: O(n log n).
  public static func rowOrder<Items: Sequence>(of items: Items, name: (Items.Element) -> String?) -> [Int] {
    let numbers = items.map { name($0).map(ContributionWriter.id) ?? .min }
    return numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  }

  /// Stores one document in place of the one of the same name if there is one.
  func replace(_ item: DocumentContribution, resolver: String, with corrector: Corrector) throws {
    let name = item.document.name
    do {
      let date = try corrector.writer.dateKept(for: item.document)
      try corrector.writer.remove(name)
      let origin = Origin(extractor: item.extractor, resolver: resolver)
      let id = try corrector.writer.addText(of: item.frame, date: date, by: origin)
      try corrector.add(item.contribution, of: id, name: name)
    } catch let error as DatabaseError {
      throw GraphStorageError(error, path: path, document: name)
    }
  }

  /// Takes away what the named documents contributed, and the entities no other document mentions. Names that are
  /// not stored are passed over. All or, on error, none.
  /// - Returns: number of documents removed.
  /// - Complexity: linear in what the documents hold, not in what is stored.
  /// - Throws: `GraphStorageError`.
  @discardableResult
  public func remove(documents names: some Sequence<String>) throws -> Int {
    try write { db in
      let writer = try ContributionWriter(db)
      var removed = 0
      for name in names {
        if try writer.remove(name) { removed += 1 }
      }
      try writer.finish()
      return removed
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    guard let timeLimit else { return try GraphStore.wrapping(path: path) { try database.read(body) } }
    do {
      return try database.read { db in try TimeLimit.impose(seconds: timeLimit, on: db) { try body(db) } }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
      throw GraphStorageError.tookTooLong(path: path, seconds: timeLimit)
    } catch let error as DatabaseError {
      throw GraphStorageError(error, path: path)
    }
  }

  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try GraphStore.wrapping(path: path) { try database.write(body) }
  }

  static func wrapping<Result>(path: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw GraphStorageError(error, path: path)
    }
  }
}
