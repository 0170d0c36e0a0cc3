import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct alias`.
struct CorrectAlias: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alias", abstract: "Say how else it is called.",
    discussion: """
      Example:
        guanxi correct alias 金乡县供电公司 县电业局
      """)

  @Argument(help: "A name or address.")
  var name: String

  @Argument(help: "The other name.")
  var alias: String

  @OptionGroup var database: DatabaseOption

  func run() throws {
    try database.correct { names in
      .alias(try names.entity(name), NameLookup.tidied(alias))
    }
  }
}
