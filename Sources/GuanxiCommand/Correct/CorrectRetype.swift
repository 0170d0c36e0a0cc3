import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct retype`.
struct CorrectRetype: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retype", abstract: "Say what it is.",
    discussion: """
      Ties that make no sense with the new type go.

      Example:
        guanxi correct retype 金源超市 unit
      """)

  @Argument(help: "A name or address.")
  var name: String

  @Argument(help: "person, unit, place or programme.")
  var type: EntityType

  @OptionGroup var database: DatabaseOption

  func run() throws {
    try database.correct { names in
      .retype(try names.entity(name), to: type)
    }
  }
}
