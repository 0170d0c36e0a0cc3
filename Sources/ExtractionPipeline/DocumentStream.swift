import EntityModel
import TextIngestion

/// What became of one input.
public enum DocumentOutcome: Sendable {
  case extracted(DocumentExtraction)
  /// The file has the digest it had when it was last read.
  case unchanged(name: String)
  case failed(name: String, IngestionError)
}

/// Reads and extracts many documents at once and hands them on one by one, in the order of the input.
///
/// A bounded number is in flight: when the consumer is slow the workers wait, and memory does not grow with the
/// number of documents.
public struct DocumentStream: Sendable {
  /// One input: a file, or why there is none.
  public typealias Input = Result<InputFile, IngestionError>

  /// Files of a batch together have about this many bytes: fewer cost the scheduler more than the work is worth.
  static let batchBytes = 256 << 10
  /// Batches begun and not yet handed on, a job.
  static let window = 3

  public let pipeline: Pipeline
  public let reader: DocumentReader
  /// Number of documents worked on at the same time.
  public let jobs: Int
  /// SHA-256 of documents already done, by name; those whose file still has it are not extracted again.
  public let knownDigests: [String: String]

  public init(
    pipeline: Pipeline, jobs: Int, knownDigests: [String: String] = [:], reader: DocumentReader = DocumentReader()
  ) {
    precondition(jobs > 0, "at least one job")
    self.pipeline = pipeline
    self.reader = reader
    self.jobs = jobs
    self.knownDigests = knownDigests
  }

  /// Hands `consume` what `transform` makes of each outcome, in the order of `inputs`, whatever the number of jobs. A
  /// file of JSON Lines has an outcome for each of its documents.
  ///
  /// - Parameters:
  ///   - standardInput: standard input, where some of it was read already.
  ///   - transform: runs in parallel; put here what can be done to one document alone, such as encoding.
  ///   - consume: runs for one document at a time.
  /// - Throws: what `consume` throws, and `CancellationError`; work in flight is then given up.
  public func run<Value: Sendable>(
    _ inputs: some Collection<Input>, standardInput: LineStream? = nil,
    transform: @escaping @Sendable (DocumentOutcome) -> Value, consume: (Value) async throws -> Void
  ) async throws {
    let enough = Self.batchSize(of: inputs, jobs: jobs)
    var documents = DocumentInputs(inputs, standardInput: standardInput)
    try await run(
      next: { _ in
        let batch = Self.batch(of: &documents, bytes: enough)
        return batch.isEmpty ? .end : .items(batch)
      }, work: { transform(outcome(of: $0)) }, consume: consume)
  }

  /// Hands `consume` what `transform` makes of the document of each line, in their order, whatever the number of jobs.
  ///
  /// What has been read is handed on before more is waited for, so that a program that writes a line and waits for the
  /// answer gets it.
  ///
  /// - Throws: what `consume` throws, `IngestionError` when the lines cannot be read, and `CancellationError`.
  public func run<Value: Sendable>(
    _ lines: LineStream, transform: @escaping @Sendable (DocumentOutcome) -> Value,
    consume: (Value) async throws -> Void
  ) async throws {
    try await run(
      next: { mayWait in try Self.batch(of: lines, mayWait: mayWait) }, work: { transform(outcome(of: $0)) },
      consume: consume)
  }

  /// Work for one task.
  private enum Batch<Items: Sendable> {
    case items(Items)
    /// None before one is waited for.
    case notYet
    case end
  }

  /// - Parameter next: the next batch; told whether nothing is under way, so that it may wait.
  private func run<Items: Sequence & Sendable, Value: Sendable>(
    next: (_ mayWait: Bool) throws -> Batch<Items>, work: @escaping @Sendable (Items.Element) -> Value,
    consume: (Value) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, [Value]).self) { group in
      var begun = 0
      var running = 0
      var consumed = 0
      var isAtEnd = false
      var waiting: [Int: [Value]] = [:]
      func begin() throws {
        while !isAtEnd, running < jobs, begun - consumed < jobs * Self.window {
          switch try next(running == 0) {
          case .end: isAtEnd = true
          case .notYet: return
          case .items(let items):
            let index = begun
            group.addTask {
              var values: [Value] = []
              values.reserveCapacity(items.underestimatedCount)
              for item in items {
                try Task.checkCancellation()
                values.append(work(item))
              }
              return (index, values)
            }
            begun += 1
            running += 1
          }
        }
      }
      try begin()
      while let (index, values) = try await group.next() {
        running -= 1
        waiting[index] = values
        // Others work while this one consumes; who waits for input instead must have handed on all there is.
        if running > 0 { try begin() }
        while let next = waiting.removeValue(forKey: consumed) {
          consumed += 1
          for value in next { try await consume(value) }
        }
        try begin()
      }
    }
  }

  /// The lines that are there, at least one where it may be waited for; those that cannot be taken stand as errors.
  private static func batch(
    of lines: LineStream, mayWait: Bool
  ) throws -> Batch<[Result<DocumentLine, IngestionError>]> {
    guard mayWait || lines.isReady else { return .notYet }
    var items: [Result<DocumentLine, IngestionError>] = []
    var bytes = 0
    repeat {
      switch nextLine(lines) {
      case .success(nil): return items.isEmpty ? .end : .items(items)
      case .success(let line?):
        bytes += line.bytes.count
        items.append(.success(line))
      case .failure(.tooLarge(let path, let limit)):
        items.append(.failure(.tooLarge(path: path, limit: limit)))
      case .failure(let error): throw error
      }
    } while bytes < batchBytes && items.count < 64 && lines.isReady
    return .items(items)
  }

  private static func nextLine(_ lines: LineStream) -> Result<DocumentLine?, IngestionError> {
    do throws(IngestionError) { return .success(try lines.nextDocument()) } catch { return .failure(error) }
  }

  /// Hands `consume` each outcome in the order of `inputs`.
  ///
  /// - Throws: what `consume` throws, and `CancellationError`.
  public func run(_ inputs: some Collection<Input>, consume: (DocumentOutcome) async throws -> Void) async throws {
    try await run(inputs, transform: { $0 }, consume: consume)
  }

  private func outcome(of input: DocumentInput) -> DocumentOutcome {
    do throws(IngestionError) {
      let (name, document) = try reader.document(of: input) { knownDigests[$0] }
      return document.map { .extracted(pipeline.extract($0)) } ?? .unchanged(name: name)
    } catch {
      guard case .file(let file) = input else { return .failed(name: error.path, error) }
      return .failed(name: file.name, error)
    }
  }

  private func outcome(of line: Result<DocumentLine, IngestionError>) -> DocumentOutcome {
    do throws(IngestionError) {
      return .extracted(pipeline.extract(try reader.read(try line.get())))
    } catch {
      return .failed(name: error.path, error)
    }
  }

  /// Bytes of a batch: few enough that every job has several.
  private static func batchSize(of inputs: some Collection<Input>, jobs: Int) -> Int {
    var bytes = 0
    for input in inputs where bytes < batchBytes * jobs * 4 { bytes += (try? input.get())?.byteCount ?? 0 }
    return max(1, min(batchBytes, bytes / (jobs * 4)))
  }

  /// The next documents that together have so many bytes, or 64 of them; none at the end.
  static func batch(of documents: inout DocumentInputs<some Collection<Input>>, bytes enough: Int) -> [DocumentInput] {
    var batch: [DocumentInput] = []
    var bytes = 0
    while bytes < enough, batch.count < 64, let next = documents.next() {
      bytes += next.byteCount
      batch.append(next)
    }
    return batch
  }
}
