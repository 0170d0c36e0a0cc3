import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct split`.
struct CorrectSplit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Say that in some documents it is another one.",
    discussion: """
      In the named documents the first is the new one: an address with another anchor, or another name.

      Example:
        guanxi correct split 周启山 person:周启山@嘉祥县 003_page.txt
      """)

  @Argument(help: "A name or address.")
  var name: String

  @Argument(help: "The new address or name.")
  var new: String

  @Argument(help: "Names of documents.")
  var documents: [String]

  @OptionGroup var database: DatabaseOption

  func run() throws {
    try database.correct { names in
      let entity = try names.entity(name)
      return .split(entity, as: newAddress(new, like: entity), documents: documents)
    }
  }
}
