import Foundation
import Testing

@testable import GraphExplorer

@Suite struct PageFileTests {
  @Test func thePageIsServedWithAllItsParts() throws {
    let page = try #require(PageFile.served(at: "/"))
    #expect(page.type == "text/html; charset=utf-8")
    let text = String(decoding: page.body, as: UTF8.self)
    for match in text.matches(of: /(?:href|src)="(\/[^"]+)"/) {
      #expect(PageFile.served(at: String(match.1)) != nil, "\(match.1)")
    }
  }

  @Test func everyImportLeadsToAFile() throws {
    for file in PageFile.all where file.name.hasSuffix(".js") {
      let text = String(decoding: file.body, as: UTF8.self)
      for match in text.matches(of: /(?:from|resolve\()\s*'\.\/([\w.]+)'/) {
        #expect(PageFile.served(at: "/assets/\(match.1)") != nil, "\(file.name) imports \(match.1)")
      }
    }
  }

  /// Whatever a document says must come out as text.
  @Test func noScriptMakesMarkupOfText() {
    for file in PageFile.all where file.name.hasSuffix(".js") {
      let text = String(decoding: file.body, as: UTF8.self)
      for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"]
      {
        #expect(!text.contains(word), "\(file.name) holds \(word)")
      }
    }
  }

  @Test func nothingIsLoadedFromElsewhere() {
    for file in PageFile.all where file.name != "openapi.yaml" {
      let text = String(decoding: file.body, as: UTF8.self)
      for match in text.matches(of: /https?:\/\/[^\s"'`)]+/) {
        // Names of kinds of XML, which nobody asks for.
        let isName = match.0 == "http://www.w3.org/2000/svg" || match.0 == "http://graphml.graphdrawing.org/xmlns"
        #expect(isName, "\(file.name) names \(match.0)")
      }
    }
  }

  @Test func theFolderHoldsWhatIsEmbedded() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/CExplorerPage/page").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(Set(files) == Set(PageFile.all.map(\.name)))
    for file in PageFile.all {
      let isSame = FileManager.default.contents(atPath: "\(folder)/\(file.name)").map(Array.init) == file.body
      #expect(isSame, "\(file.name)")
    }
  }
}
