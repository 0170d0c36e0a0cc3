import ArgumentParser
import GraphStorage

/// `guanxi remove`: documents out of the graph.
struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove documents from the graph.",
    discussion: """
      Takes away exactly what these documents brought, and writes the exports anew. The files themselves stay; to \
      follow what was deleted among them, use guanxi build --prune.

      Example:
        guanxi remove 000_page.txt
      """)

  @Argument(help: "Names of documents, as answers give them.")
  var documents: [String]

  @OptionGroup var output: StoreOptions

  func run() throws {
    let lock = try output.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: output.path, creating: false)
    let stored = try store.storedExtractors()
    for name in documents where stored[name] == nil {
      throw CommandError.unknownDocument(name, path: output.path)
    }
    let removed = try store.remove(documents: documents)
    try StoredCorrectionLog(store).reportIdle()
    try output.makeFolder()
    if try !BuildReport.exportAndTell(store, BuildCounts(removed: removed), output) { throw ExitCode.failure }
  }
}
