import EntityModel

/// Stores documents in the background: while some are written, others can be read and extracted.
///
/// At most two transactions of documents are held, one being written and one being gathered: who adds more waits.
public struct StoreFeed {
  /// Code points of the documents of a transaction, about 4 MB of text: enough that a commit is cheap beside them, and
  /// little enough to hold and to lose.
  static let transactionSize = 1 << 20
  /// What comes slowly is committed after this time.
  private static let transactionTime = Duration.seconds(3)

  private let store: GraphStore
  private let transactionSize: Int
  private var pending: [DocumentContribution] = []
  private var pendingSize = 0
  private var lastCommit = ContinuousClock.now
  private var writing: Task<Void, any Error>?

  fileprivate init(_ store: GraphStore, transactionSize: Int) {
    self.store = store
    self.transactionSize = transactionSize
  }

  /// Takes a document to be stored in place of the one of the same name if there is one, with the corrections in force.
  /// - Throws: `GraphStorageError` when one that was taken before cannot be stored.
  public mutating func add(_ document: DocumentContribution) async throws {
    pending.append(document)
    pendingSize += document.document.codePoints.count
    if pendingSize >= transactionSize || .now - lastCommit >= Self.transactionTime { try await write() }
  }

  private mutating func write() async throws {
    try await writing?.value
    let (store, documents) = (store, pending)
    writing = Task.detached { try store.replace(documents) }
    pending = []
    pendingSize = 0
    lastCommit = .now
  }

  fileprivate mutating func finish() async throws {
    try await write()
    try await writing?.value
  }

  /// Waits until nothing is being written.
  fileprivate func settle() async { _ = await writing?.result }
}

extension GraphStore {
  /// Stores what `body` adds, some documents a transaction. When it throws, what was written before stays.
  ///
  ///     try await store.feed { feed in
  ///       for extraction in extractions { try await feed.add(DocumentContribution(extraction, extractor: "x")) }
  ///     }
  ///
  /// - Throws: `GraphStorageError`, and what `body` throws.
  public func feed(_ body: (inout StoreFeed) async throws -> Void) async throws {
    try await feed(transactionSize: StoreFeed.transactionSize, body)
  }

  func feed(transactionSize: Int, _ body: (inout StoreFeed) async throws -> Void) async throws {
    var feed = StoreFeed(self, transactionSize: transactionSize)
    do {
      try await body(&feed)
      try await feed.finish()
    } catch {
      await feed.settle()
      throw error
    }
  }
}
