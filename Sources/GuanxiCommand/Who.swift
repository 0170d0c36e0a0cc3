import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi who`: one name in, those who work with it out.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show who works with a district, a unit, a person or a programme.",
    discussion: """
      For a place: the persons and units that work with it or inside it. For anything else: those who share a tie \
      or a sentence with it. The best supported come first, each with a sentence that says so; JSON quotes up to three \
      and starts with what was asked for, unless it is a place. A name is looked up as guanxi search does it.

      Examples:
        guanxi who 金乡县
        guanxi who --district 金乡县 --type unit
        guanxi who 周启山 --since 2024-06-01 --format json

      An unknown name ends with status 1, the nearest names on standard error.
      """)

  @Argument(help: "A name as pages print it; may be left out with --district.")
  var name: String?

  @Option(help: ArgumentHelp("Only those who work with this county-level district.", valueName: "name"))
  var district: String?

  @Option(help: ArgumentHelp("Only this type: person, unit, place or programme.", valueName: "type"))
  var type: EntityType?

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Most rows of an answer (default: 100 in a table, else all).", valueName: "n"))
  var limit: Int?

  /// Rows of an answer that are read, not searched.
  private static let tableLimit = 100

  func validate() throws {
    guard let name = name ?? district else { throw ValidationError("give a <name>, a --district or both") }
    if name.allSatisfy(\.isWhitespace) { throw ValidationError("<name> is empty") }
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1, not \(limit)") }
  }

  func run() throws {
    let store = try query.open()
    let names = NameLookup(store)
    let subject = NameLookup.tidied(name ?? district ?? "")
    // Alone, the district is what is asked about.
    let district = try name == nil ? nil : district.map { try names.district($0) }
    let filter = WhoFilter(type: type, district: district)
    let limit = limit ?? (format.format == .table ? Who.tableLimit : nil)
    var answers = try store.who(subject, filter: filter, limit: limit)
    if answers.isEmpty { answers = try store.who(try names.name(subject), filter: filter, limit: limit) }
    try StandardStreams.writeOutput(Array(try format.format.text(answers).utf8))
  }
}

extension EntityType: ExpressibleByArgument {}
