import ArgumentParser
import EntityModel
import GraphStorage

/// `guanxi correct`: what a person knows better.
struct Correct: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Correct names, types and who is who; corrections outlive every build.",
    discussion: """
      Each correction is a line in a text file beside the database (guanxi.corrections.txt), applied at once and at \
      every later build: read it, review it, keep it under version control. Exports follow at the next build or \
      guanxi resolve. One name for several things is told by its address, as guanxi search prints its parts: \
      person:周启山@金乡县委组织部.

      Examples:
        guanxi correct merge 金乡供电 金乡县供电公司
        guanxi correct hide person:本报讯
        guanxi correct log
        guanxi correct undo
      """,
    subcommands: [
      CorrectMerge.self, CorrectSplit.self, CorrectRename.self, CorrectRetype.self, CorrectHide.self,
      CorrectAlias.self, CorrectUndo.self, CorrectLog.self,
    ])
}

extension DatabaseOption {
  /// Writes a correction to the log, applies it and tells how much it changed.
  func correct(_ make: (NameLookup) throws -> Correction) throws {
    let lock = try StoreLock(store: path) { holder in
      StandardStreams.writeError("\(path): waiting for \(holder), which is changing this database\n")
    }
    defer { withExtendedLifetime(lock) {} }
    let store = try GraphStore(path: path, creating: false)
    var corrections = try StoredCorrectionLog(store)
    // The log may have been edited since it was last applied.
    try corrections.apply()
    let correction = try make(NameLookup(store))
    do {
      guard try Correction(line: correction.line) == correction, !correction.line.contains("\n") else {
        throw CommandError.badCorrection("a name in a correction holds no tab or line break; leave it out")
      }
    } catch let error as CorrectionSyntaxError {
      throw CommandError.badCorrection(error.description)
    }
    let documents = try corrections.add(correction)
    try StandardStreams.write("\(correction.summary)\n\(documents) documents changed\n")
  }
}

/// A new name as somebody types it: an address, or a name of the same type with the same anchor.
func newAddress(_ text: String, like old: EntityAddress) -> EntityAddress {
  EntityAddress(text) ?? EntityAddress(type: old.type, name: NameLookup.tidied(text), anchor: old.anchor)
}
