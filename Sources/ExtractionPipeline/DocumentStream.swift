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

  /// Hands `consume` what `transform` makes of each outcome, in the order of `inputs`, whatever the number of jobs.
  ///
  /// - Parameters:
  ///   - transform: runs in parallel; put here what can be done to one document alone, such as encoding.
  ///   - consume: runs for one document at a time.
  /// - Throws: what `consume` throws, and `CancellationError`; work in flight is then given up.
  public func run<Value: Sendable>(
    _ inputs: [Input], transform: @escaping @Sendable (DocumentOutcome) -> Value, consume: (Value) throws -> Void
  ) async throws {
    let batches = Self.batches(of: inputs, jobs: jobs)
    try await withThrowingTaskGroup(of: (Int, [Value]).self) { group in
      var begun = 0
      var running = 0
      var consumed = 0
      var waiting: [Int: [Value]] = [:]
      func begin() {
        while running < jobs, begun < batches.count, begun - consumed < jobs * Self.window {
          let index = begun
          let files = inputs[batches[index]]
          group.addTask {
            var values: [Value] = []
            values.reserveCapacity(files.count)
            for file in files {
              try Task.checkCancellation()
              values.append(transform(outcome(of: file)))
            }
            return (index, values)
          }
          begun += 1
          running += 1
        }
      }
      begin()
      while let (index, values) = try await group.next() {
        running -= 1
        waiting[index] = values
        begin()
        while let next = waiting.removeValue(forKey: consumed) {
          consumed += 1
          begin()
          for value in next { try consume(value) }
        }
      }
    }
  }

  /// Hands `consume` each outcome in the order of `inputs`.
  ///
  /// - Throws: what `consume` throws, and `CancellationError`.
  public func run(_ inputs: [Input], consume: (DocumentOutcome) throws -> Void) async throws {
    try await run(inputs, transform: { $0 }, consume: consume)
  }

  private func outcome(of input: Input) -> DocumentOutcome {
    switch input {
    case .failure(let error):
      return .failed(name: error.path, error)
    case .success(let file):
      do {
        guard let document = try reader.read(file, unlessDigestIs: knownDigests[file.name]) else {
          return .unchanged(name: file.name)
        }
        return .extracted(pipeline.extract(document))
      } catch {
        return .failed(name: file.name, error)
      }
    }
  }

  /// Ranges of `inputs` of about equal bytes, small enough that every job has several.
  static func batches(of inputs: [Input], jobs: Int) -> [Range<Int>] {
    let sizes = inputs.map { input in (try? input.get())?.byteCount ?? 0 }
    let enough = max(1, min(batchBytes, sizes.reduce(0, +) / (jobs * 4)))
    var batches: [Range<Int>] = []
    var start = 0
    var bytes = 0
    for index in inputs.indices {
      bytes += sizes[index]
      if bytes >= enough || index - start == 63 || index == inputs.count - 1 {
        batches.append(start..<index + 1)
        start = index + 1
        bytes = 0
      }
    }
    return batches
  }
}
