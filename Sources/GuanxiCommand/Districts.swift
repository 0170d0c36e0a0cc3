import ArgumentParser
import GraphStorage

/// `guanxi districts`: how much works with each district.
struct Districts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count the persons, units, programmes and ties of each district.",
    discussion: """
      One line for each county-level district that anything works with (as guanxi who lists them), the richest in \
      persons and units first. Ties are typed ties of these, each as often as pages print it.

      Examples:
        guanxi districts
        guanxi districts --since 2024-06-01 --until 2024-06-30 --format csv
      """)

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    let districts = try query.open().districts()
    let rows = districts.map {
      [$0.name, "\($0.persons)", "\($0.units)", "\($0.programmes)", "\($0.ties)", "\($0.documents)"]
    }
    let header = ["district", "persons", "units", "programmes", "ties", "documents"]
    try StandardStreams.write(format.format.text(districts, header: header, rows: rows))
  }
}
