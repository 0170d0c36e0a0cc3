import Testing

@testable import RelationExtraction

@Suite struct WordListTests {
  private let words = WordList(["启动", "联合", "联合主办", "办"])

  private func codes(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// What the standard library finds in the stretch as a string is what is found in its code points.
  @Test(arguments: ["", "启", "启动", "今天启动了", "联合主办", "主办", "联营", "启联合", "不在其中"])
  func wordsAreFoundAsInStrings(text: String) {
    let list = ["启动", "联合", "联合主办", "办"]
    let all = codes(text)
    #expect(words.occurs(in: all, all.indices) == list.contains { text.contains($0) })
    #expect(words.begins(all, all.indices) == list.contains { text.hasPrefix($0) })
    #expect(words.first(in: all, all.indices) == list.first { text.contains($0) })
    #expect(words.ends(all, all.indices) == list.contains { text.hasSuffix($0) })
    #expect(words.ends(text) == list.contains { text.hasSuffix($0) })
  }

  @Test func nothingIsFoundOutsideTheStretch() {
    let all = codes("金乡县启动联合")
    #expect(!words.occurs(in: all, 0..<4))
    #expect(words.occurs(in: all, 3..<5))
    #expect(!words.occurs(in: all, 4..<6))
    #expect(!words.begins(all, 2..<7))
    #expect(words.begins(all, 3..<7))
    #expect(words.first(in: all, 4..<7) == "联合")
    #expect(!words.ends(all, 4..<5))
    #expect(words.ends(all, 3..<5))
  }
}
