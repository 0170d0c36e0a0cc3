import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi stats`: how much is stored.
struct Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count what is stored.",
    discussion: """
      Examples:
        guanxi stats
        guanxi stats --since 2024-06-01 --format json
      """)

  @OptionGroup var query: QueryOptions
  @OptionGroup var format: FormatOption

  private struct Figure: Encodable {
    let name: String
    let count: Int
  }

  func run() throws {
    let summary = try query.open().summary()
    var figures = [
      Figure(name: "documents", count: summary.documents), Figure(name: "characters", count: summary.characters),
      Figure(name: "articles", count: summary.articles), Figure(name: "sentences", count: summary.sentences),
      Figure(name: "mentions", count: summary.mentions),
    ]
    figures += EntityType.allCases.map { Figure(name: $0.rawValue, count: summary.entities[$0] ?? 0) }
    figures += TieKind.allCases.map { Figure(name: $0.name, count: summary.edges[$0] ?? 0) }
    try StandardStreams.write(
      format.format.text(figures, header: ["what", "count"], rows: figures.map { [$0.name, "\($0.count)"] }))
  }
}
