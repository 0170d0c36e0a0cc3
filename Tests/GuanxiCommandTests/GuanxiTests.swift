import TestSupport
import Testing

@Suite struct GuanxiTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ["--help"], ["build", "--help"], ["who", "--help"], ["extract", "--help"], ["import", "--help"],
    ["evaluate", "--help"],
    ["districts", "--help"], ["show", "--help"], ["why", "--help"], ["path", "--help"], ["search", "--help"],
    ["diff", "--help"], ["export", "--help"], ["remove", "--help"], ["correct", "--help"], ["resolve", "--help"],
    ["stats", "--help"], ["check", "--help"],
    ["train", "--help"], ["decode", "--help"],
  ])
  func help(arguments: [String]) throws {
    let outcome = try Tool.run(arguments, in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    try expectSnapshot(outcome.output, "\(arguments.count == 1 ? "guanxi" : arguments[0])-help.txt")
  }

  @Test func version() throws {
    let outcome = try Tool.run(["--version"], in: folder.path)
    #expect(outcome == Tool.Outcome(status: 0, output: "0.1.0\n", error: ""))
  }

  @Test(arguments: [
    (["bild"], "Unexpected argument 'bild'"),
    (["build", "--job", "2"], "Unknown option '--job'. Did you mean '--jobs'?"),
    (["build", "--jobs", "0"], "--jobs takes a number from 1 to 1024, not 0"),
    (["build", "--jobs", "two"], "The value 'two' is invalid for '--jobs <n>'"),
    (["extract"], "Missing expected argument '<input> ...'"),
    (["evaluate", "gold"], "Missing expected argument '<pages-folder>'"),
    (["evaluate", "gold", "pages", "--errors=-1"], "--errors takes a number from 0, not -1"),
    (["evaluate", "gold", "pages", "--errors", "1", "--format", "json"], "--errors goes with --format table"),
    (["who"], "give a <name>, a --district or both"),
    (["who", "金乡县", "--since", "2024-02-30"], "The value '2024-02-30' is invalid for '--since <day>'"),
    (
      ["districts", "--since", "2024-07-01", "--until", "20240601"],
      "--until 2024-06-01 comes before --since 2024-07-01"
    ),
    (["diff", "--from", "2024-07-01"], "give either another database or --from and --to"),
    (
      ["build", "--window", "page"],
      "The value 'page' is invalid for '--window <kind>'. Please provide one of 'sentence', 'list' or 'article'."
    ),
    (["who", " "], "<name> is empty"),
    (["who", "金乡县", "--limit", "0"], "--limit takes a number from 1, not 0"),
    (
      ["who", "金乡县", "--format", "xml"],
      "The value 'xml' is invalid for '--format <format>'. Please provide one of 'table', 'json' or 'csv'."
    ),
  ])
  func whatIsNotUnderstoodEndsWith64(arguments: [String], message: String) throws {
    let outcome = try Tool.run(arguments, in: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("Error: \(message)\n"), "\(outcome.error)")
  }
}
