import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct hide`.
struct CorrectHide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hide", abstract: "Say that it is nothing.",
    discussion: """
      It and its ties go.

      Example:
        guanxi correct hide person:本报讯
      """)

  @Argument(help: "A name or address.")
  var name: String

  @OptionGroup var database: DatabaseOption

  func run() throws {
    try database.correct { names in
      .hide(try names.entity(name))
    }
  }
}
