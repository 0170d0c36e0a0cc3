import EntityModel
import Foundation

/// The annotated pages of `Tests/Corpus`.
public enum Corpus {
  /// Its folder: `gold` and `pages` are in it.
  public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Corpus").path

  /// The pages in the order of the names of their annotations.
  public static func pages() throws -> [AnnotatedPage] { try annotations().map { try page($0.gold) } }

  /// Copies some pages and their annotations, by name of document, to `pages` and `gold` in a folder.
  public static func copy(_ documents: Set<String>, to target: String) throws {
    for part in ["gold", "pages"] {
      try FileManager.default.createDirectory(atPath: "\(target)/\(part)", withIntermediateDirectories: true)
    }
    for (file, gold) in try annotations() where documents.contains(gold.doc) {
      try FileManager.default.copyItem(atPath: "\(folder)/gold/\(file)", toPath: "\(target)/gold/\(file)")
      try FileManager.default.copyItem(atPath: "\(folder)/pages/\(gold.doc)", toPath: "\(target)/pages/\(gold.doc)")
    }
  }

  private static func annotations() throws -> [(file: String, gold: GoldPage)] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/gold").filter { $0.hasSuffix(".json") }
    return try files.sorted().map { file in
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/gold/\(file)"))
      return (file, try JSONDecoder().decode(GoldPage.self, from: data))
    }
  }

  private static func page(_ gold: GoldPage) throws -> AnnotatedPage {
    let text = try String(contentsOfFile: "\(folder)/pages/\(gold.doc)", encoding: .utf8)
    let document = Document(name: gold.doc, sha256: "", date: nil, codePoints: text.unicodeScalars.map(\.value))
    return AnnotatedPage(document: document, gold: gold)
  }
}
