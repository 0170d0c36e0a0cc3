import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct rename`.
struct CorrectRename: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Say how it is called.",
    discussion: """
      The old name becomes another form of it.

      Example:
        guanxi correct rename 金乡县供申公司 金乡县供电公司
      """)

  @Argument(help: "A name or address.")
  var name: String

  @Argument(help: "The right name, or an address with another anchor.")
  var new: String

  @OptionGroup var database: DatabaseOption

  func run() throws {
    try database.correct { names in
      let entity = try names.entity(name)
      return .rename(entity, to: newAddress(new, like: entity))
    }
  }
}
