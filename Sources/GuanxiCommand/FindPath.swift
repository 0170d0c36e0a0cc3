import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi path`: two names in, the ties between them out.
struct FindPath: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Show by whom two names are joined.",
    discussion: """
      The shortest way over typed ties from one to the other, each step with its best sentence; of equally short ways \
      the best supported. Names are looked up as guanxi search does it.

      Examples:
        guanxi path 周启山 金乡县
        guanxi path 刘丽 陈明 --avoid place --together
      """)

  @Argument(help: "Where the way begins.")
  var from: String

  @Argument(help: "Where it ends.")
  var to: String

  @Flag(help: "Let being named together count as a tie.")
  var together = false

  @Option(help: ArgumentHelp("Do not go through this type; may be given again.", valueName: "type"))
  var avoid: [EntityType] = []

  @Option(help: ArgumentHelp("Most steps.", valueName: "n"))
  var steps = 8

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if !(1...64).contains(steps) { throw ValidationError("--steps takes a number from 1 to 64, not \(steps)") }
  }

  func run() throws {
    let store = try query.open()
    let names = NameLookup(store)
    var options = PathOptions()
    options.usesCoOccurrence = together
    options.avoided = Set(avoid)
    options.stepLimit = steps
    guard let path = try store.path(from: try names.name(from), to: try names.name(to), options: options) else {
      throw CommandError.noPath(from, to)
    }
    let header = ["from", "tie", "direction", "to", "role", "weight", "doc", "start", "end", "evidence"]
    let rows = path.map { step in
      [
        step.from.description, step.tie, step.reversed ? "backward" : "forward", step.to.description, step.role ?? "",
        "\(step.weight)",
      ] + Self.cells(step.evidence)
    }
    try StandardStreams.write(format.format.text(path, header: header, rows: rows, table: Self.table(path)))
  }

  static func cells(_ quote: Quote?) -> [String] {
    guard let quote else { return ["", "", "", ""] }
    return [quote.document, "\(quote.start)", "\(quote.end)", quote.text]
  }

  private static func table(_ path: [PathStep]) -> String {
    guard let first = path.first else { return "These are the same.\n" }
    var text = "\(first.from)\n"
    for step in path {
      let tie = ([step.tie] + [step.role].compactMap { $0 } + ["\(step.weight)"]).joined(separator: " ")
      text += step.reversed ? "  <- \(tie) - " : "  - \(tie) -> "
      text += "\(step.to)\n"
      if let quote = step.evidence { text += "    \(quote.text) (\(quote.document))\n" }
    }
    return text
  }
}
