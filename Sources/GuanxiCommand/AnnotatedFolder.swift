import ArgumentParser
import EntityModel
import Foundation
import TextIngestion

/// Where annotated pages are.
struct AnnotatedFolder: ParsableArguments {
  @Argument(help: ArgumentHelp("Folder of annotations, one JSON file a page.", valueName: "gold-folder"))
  var gold: String

  @Argument(help: ArgumentHelp("Folder of the pages that they name.", valueName: "pages-folder"))
  var pages: String

  /// What could be read, in the order of the names of the annotations; what could not, and what does not hold, is told
  /// on standard error.
  /// - Throws: ``CommandError`` when nothing could be read.
  func read() throws -> (pages: [AnnotatedPage], isComplete: Bool) {
    var found: [AnnotatedPage] = []
    var isComplete = true
    func complain(_ message: String) {
      StandardStreams.writeError(message + "\n")
      isComplete = false
    }
    for name in try names() {
      let path = "\(gold)/\(name)"
      do {
        let page = try page(path)
        for problem in page.problems() { complain("\(path): \(problem)") }
        found.append(page)
      } catch let error as IngestionError {
        complain("\(path): its page \(error)")
      } catch let error as DecodingError {
        complain("\(path): \(error.sentence); mend it as Annotating pages tells")
      } catch let error as CocoaError {
        complain("\(path): cannot be read (\(error.localizedDescription.lowercased())); check its permissions")
      }
    }
    if found.isEmpty { throw CommandError.noAnnotations(path: gold) }
    return (found, isComplete)
  }

  private func names() throws -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: gold) else {
      throw CommandError.noAnnotations(path: gold)
    }
    return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  private func page(_ path: String) throws -> AnnotatedPage {
    let gold = try JSONDecoder().decode(GoldPage.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let file = InputFile(path: "\(pages)/\(gold.doc)", name: gold.doc)
    guard let document = try DocumentReader().read(file) else { throw IngestionError.missing(path: file.path) }
    return AnnotatedPage(document: document, gold: gold)
  }
}

extension DecodingError {
  /// `entities[3].type: cannot initialize EntityType from invalid String value persn`
  var sentence: String {
    switch self {
    case .keyNotFound(let key, let context): "\(Self.place(context.codingPath)): has no \"\(key.stringValue)\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(Self.place(context.codingPath)): \(Self.oneLine(context.debugDescription))"
    @unknown default: "is no annotation"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
    }
    return text.isEmpty ? "at the top" : text
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return (line.prefix(1).lowercased() + line.dropFirst()).trimmingCharacters(in: CharacterSet(charactersIn: ". "))
  }
}
