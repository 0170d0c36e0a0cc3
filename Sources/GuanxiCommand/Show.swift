import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi show`: one name in, all that is known of it out.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show all that is known of a name.",
    discussion: """
      Other forms, roles, districts, typed ties, who is named together with it (in how many sentences, articles and \
      documents, and how much more often than by chance: npmi), and the documents that mention it. CSV has the ties \
      alone. The name is looked up as guanxi search does it.

      Examples:
        guanxi show 周启山
        guanxi show 'person:周启山@金乡县委组织部' --format json
      """)

  @Argument(help: "A name as pages print it, or an address.")
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Most of those named together with it.", valueName: "n"))
  var limit = 10

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit takes a number from 0, not \(limit)") }
  }

  func run() throws {
    let store = try query.open()
    let reports = try store.show(try NameLookup(store).name(name), limit: limit)
    let header = ["subject", "tie", "direction", "other", "role", "documents"]
    let rows = reports.flatMap { report in
      report.ties.map { tie in
        [
          report.address.description, tie.relation.rawValue, tie.reversed ? "backward" : "forward",
          tie.other.description, tie.role ?? "", "\(tie.documents)",
        ]
      }
    }
    let table = reports.map(Self.table).joined(separator: "\n")
    try StandardStreams.write(format.format.text(reports, header: header, rows: rows, table: table))
  }

  private static func table(_ report: EntityReport) -> String {
    var text = "\(report.address)\(report.inferred ? " (inferred)" : "")\n"
    let facts: [(String, [String])] = [
      ("aliases", report.aliases), ("level", [report.level?.rawValue, report.code].compactMap { $0 }),
      ("part of", [report.parent].compactMap { $0 }), ("roles", report.roles), ("districts", report.districts),
      ("townships", report.townships), ("mentions", ["\(report.mentions) in \(report.documents.count) documents"]),
    ]
    for (fact, values) in facts where !values.isEmpty {
      text += "\(DisplayWidth.padded(fact, to: 10)) \(values.joined(separator: "、"))\n"
    }
    return text + tables(report).filter { $0.rowCount > 0 }.map { "\n" + $0.lines.map { $0 + "\n" }.joined() }.joined()
  }

  private static func tables(_ report: EntityReport) -> [TextTable] {
    var ties = TextTable("TIE", "", "OTHER", "TYPE", "ROLE", "DOCUMENTS")
    for tie in report.ties {
      ties.add(
        tie.relation.rawValue, tie.reversed ? "<-" : "->", tie.other.name, tie.other.type.rawValue, tie.role ?? "",
        "\(tie.documents)")
    }
    var together = TextTable("TOGETHER WITH", "TYPE", "WINDOWS", "ARTICLES", "DOCUMENTS", "SHARE", "NPMI")
    for pair in report.together {
      together.add(
        pair.other.name, pair.other.type.rawValue, "\(pair.windows)", "\(pair.articles)", "\(pair.documents)",
        decimal(pair.share), pair.npmi.map(decimal) ?? "")
    }
    var documents = TextTable("DOCUMENT", "DATE", "MENTIONS")
    for document in report.documents { documents.add(document.name, document.date ?? "", "\(document.mentions)") }
    return [ties, together, documents]
  }

  /// Two places behind the point.
  private static func decimal(_ value: Double) -> String {
    let parts = Int((value.magnitude * 100).rounded())
    return "\(value < 0 && parts > 0 ? "-" : "")\(parts / 100).\(parts % 100 < 10 ? "0" : "")\(parts % 100)"
  }
}
