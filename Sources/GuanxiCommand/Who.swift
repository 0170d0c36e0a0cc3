import ArgumentParser
import GraphStorage

/// `guanxi who`: one name in, those who work with it out.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show who works with a district, a unit, a person or a programme.",
    discussion: """
      For a place: the persons and units that work with it or inside it. For anything else: those who share a tie \
      or a sentence with it. The best supported come first; CSV and JSON also quote the sentences that say so. A \
      short form (金乡) does where nothing bears it as its name.

      Example:
        guanxi who 金乡县

      An unknown name ends with status 1, the nearest names on standard error.
      """)

  @Argument(help: "A name as pages print it.")
  var name: String

  @OptionGroup var database: DatabaseOption

  @Option(name: .shortAndLong, help: ArgumentHelp("How the answer is printed.", valueName: "format"))
  var format = AnswerFormat.table

  @Option(name: .shortAndLong, help: ArgumentHelp("Most rows of an answer (default: all).", valueName: "n"))
  var limit: Int?

  func validate() throws {
    if name.allSatisfy(\.isWhitespace) { throw ValidationError("<name> is empty") }
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1, not \(limit)") }
  }

  func run() throws {
    let store = try GraphStore(path: database.path, creating: false)
    let wanted = String(name.filter { !$0.isWhitespace })
    let answers = try store.who(wanted, limit: limit)
    if answers.isEmpty { throw CommandError.unknownName(wanted, nearest: try store.nearestNames(to: wanted)) }
    try StandardStreams.writeOutput(Array(try format.text(answers).utf8))
  }
}

/// Where the graph is stored.
struct DatabaseOption: ParsableArguments {
  @Option(name: .customLong("db"), help: ArgumentHelp("Database that holds the graph.", valueName: "file"))
  var path = "graphs/guanxi.sqlite"
}
