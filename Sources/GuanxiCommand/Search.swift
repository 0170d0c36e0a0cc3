import ArgumentParser
import GraphStorage

/// `guanxi search`: a piece of a name in, names out.
struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find names.",
    discussion: """
      Looked for are, in this order: the name itself, another form of it, a part of it of any length, the first \
      letters of its pinyin, a name one character off. Every command looks names up like this, and takes the best \
      where there is only one.

      Examples:
        guanxi search 供电
        guanxi search jxx
        guanxi search 金香县
      """)

  @Argument(help: "What to look for.")
  var text: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Most names.", valueName: "n"))
  var limit = 10

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if text.allSatisfy(\.isWhitespace) { throw ValidationError("<text> is empty") }
    if !(1...1000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 1000, not \(limit)") }
  }

  func run() throws {
    let hits = try query.open().search(NameLookup.tidied(text), limit: limit)
    let header = ["name", "type", "anchor", "match", "matched", "documents"]
    let rows = hits.map { hit in
      [
        hit.address.name, hit.address.type.rawValue, hit.address.anchor, hit.match.rawValue, hit.matched,
        "\(hit.documents)",
      ]
    }
    let table = hits.isEmpty ? "Nothing is called so.\n" : nil
    try StandardStreams.write(format.format.text(hits, header: header, rows: rows, table: table))
    if hits.isEmpty { throw ExitCode.failure }
  }
}
