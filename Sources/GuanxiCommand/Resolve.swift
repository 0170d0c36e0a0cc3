import ArgumentParser
import GraphStorage

/// `guanxi resolve`: the log of corrections over what is stored.
struct Resolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Apply the log of corrections to what is stored.",
    discussion: """
      As build does, without reading a page; then writes the exports anew. For a log that was edited by hand or came \
      with an update.

      Example:
        guanxi resolve
      """)

  @OptionGroup var output: StoreOptions

  func run() throws {
    let lock = try output.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: output.path, creating: false)
    let corrections = try StoredCorrectionLog(store)
    let changed = try corrections.apply()
    try corrections.reportIdle()
    try output.makeFolder()
    let (files, isComplete) = try ExportFiles(folder: output.out).write(store)
    try StandardStreams.write(
      """
      corrections  \(corrections.log.entries.count) (\(changed) documents changed)
      written      \(([output.path] + files).joined(separator: ", "))

      """)
    if !isComplete { throw ExitCode.failure }
  }
}
