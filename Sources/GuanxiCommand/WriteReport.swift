import ArgumentParser
import GraphExplorer
import GraphStorage

/// `guanxi report`: the page of `guanxi serve` as a file.
struct WriteReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the page with its data as one file, to send to somebody.",
    discussion: """
      The file holds the map, the lists and the sentences that guanxi serve shows, opens in any browser and asks for \
      nothing from the network. Of a large graph it takes the nodes that most pages name: 1000, or as --top says.

      Examples:
        guanxi report -o report.html
        guanxi report --district 金乡县 --since 2024-06-01 -o 金乡县.html
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("File to write; - is standard output.", valueName: "file"))
  var output: String

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var query: QueryOptions

  func validate() throws {
    if let top = selection.top, top > 5000 { throw ValidationError("--top takes a number up to 5000 here, not \(top)") }
    if selection.minNpmi != nil || selection.edges != .merged {
      throw ValidationError("--min-npmi and --edges go with guanxi export alone")
    }
  }

  func run() throws {
    let store = try query.open()
    let report = try Report(store: store, selection: try selection.selection(from: store))
    try report.write(toPath: output)
    var text = "\(output): \(report.nodes) nodes, \(report.edges) edges, \(report.html.count / 1000) kB\n"
    if report.nodes < report.matching {
      text += "of \(report.matching) nodes those that most pages name; --top <n> takes more, --district a part\n"
    }
    if report.edges < report.joining { text += "of \(report.joining) edges the heaviest\n" }
    if output == "-" { StandardStreams.writeError(text) } else { try StandardStreams.write(text) }
  }
}
