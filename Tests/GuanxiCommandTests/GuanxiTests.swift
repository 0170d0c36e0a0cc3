import TestSupport
import Testing

@Suite struct GuanxiTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ["--help"], ["build", "--help"], ["who", "--help"], ["extract", "--help"], ["evaluate", "--help"],
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
    (["who"], "Missing expected argument '<name>'"),
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
