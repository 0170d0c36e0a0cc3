import EntityModel
import Foundation

/// The annotated pages of `Tests/Corpus`.
public enum Corpus {
  /// Its folder: `gold` and `pages` are in it.
  public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Corpus").path

  /// The pages in the order of the names of their annotations.
  public static func pages() throws -> [AnnotatedPage] {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/gold").filter { $0.hasSuffix(".json") }.sorted().map
    {
      name in
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/gold/\(name)"))
      let gold = try JSONDecoder().decode(GoldPage.self, from: data)
      let text = try String(contentsOfFile: "\(folder)/pages/\(gold.doc)", encoding: .utf8)
      let codePoints = text.unicodeScalars.map(\.value)
      return AnnotatedPage(
        document: Document(name: gold.doc, sha256: "", date: nil, codePoints: codePoints), gold: gold)
    }
  }
}
