import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi diff`: what is new.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is new and what vanished, by district.",
    discussion: """
      With two days: what the pages issued from the one to the other name that no page issued before does (new), and \
      what earlier pages name and these do not (vanished). With another database: what this one holds and the other, \
      taken for the earlier, does not, and the other way round. Nodes and typed ties; pages without a day of issue \
      are left out of the first.

      Examples:
        guanxi diff --from 2024-06-01 --to 2024-07-01
        guanxi diff last-week.sqlite --format csv
      """)

  @Argument(help: "The database to compare with.")
  var other: String?

  @Option(help: ArgumentHelp("First day of the period.", valueName: "day"))
  var from: Day?

  @Option(help: ArgumentHelp("Last day of the period.", valueName: "day"))
  var to: Day?

  @OptionGroup var database: DatabaseOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    if (other != nil) == (from != nil || to != nil) || (from == nil) != (to == nil) {
      throw ValidationError("give either another database or --from and --to")
    }
    if let from, let to, to < from { throw ValidationError("--to \(to.text) comes before --from \(from.text)") }
  }

  func run() throws {
    func open(_ path: String, _ window: IssueWindow? = nil) throws -> GraphStore {
      try GraphStore(path: path, creating: false, window: window)
    }
    let changes: [GraphChange]
    if let other {
      changes = try GraphStore.changes(from: try open(other), to: try open(database.path))
    } else {
      changes = try GraphStore.changes(
        from: try open(database.path, IssueWindow(before: from?.text ?? "")),
        to: try open(database.path, IssueWindow(since: from?.text, until: to?.text)))
    }
    let header = ["district", "change", "entity", "tie", "target"]
    let rows = changes.map {
      [
        $0.district ?? "", $0.change.rawValue, $0.entity.description, $0.relation?.rawValue ?? "",
        $0.target?.description ?? "",
      ]
    }
    try StandardStreams.write(format.format.text(changes, header: header, rows: rows, table: Self.table(changes)))
  }

  private static func table(_ changes: [GraphChange]) -> String {
    if changes.isEmpty { return "Nothing is new and nothing vanished.\n" }
    var text = ""
    for (index, change) in changes.enumerated() {
      if index == 0 || changes[index - 1].district != change.district {
        text += "\(index == 0 ? "" : "\n")\(change.district ?? "(no district)")\n"
      }
      text += change.change == .new ? "  + \(change.entity)" : "  - \(change.entity)"
      if let relation = change.relation, let target = change.target { text += " \(relation.rawValue) \(target)" }
      text += "\n"
    }
    return text
  }
}
