import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct merge`.
struct CorrectMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Say that two are one.",
    discussion: """
      Everything of the first becomes the second's; the first's name becomes another form of it.

      Example:
        guanxi correct merge 金乡供电 金乡县供电公司
      """)

  @Argument(help: "The name or address that goes.")
  var name: String

  @Argument(help: "The one that stays.")
  var into: String

  @OptionGroup var database: DatabaseOption

  func run() throws {
    try database.correct { names in
      .merge(try names.entity(name), into: try names.entity(into))
    }
  }
}
