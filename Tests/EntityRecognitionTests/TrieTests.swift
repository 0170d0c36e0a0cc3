import TestSupport
import Testing

@testable import EntityRecognition

@Suite struct TrieTests {
  private struct Match: Hashable, Comparable {
    let start: Int
    let end: Int
    let value: Int32

    static func < (a: Match, b: Match) -> Bool { (a.start, a.end) < (b.start, b.end) }
  }

  private func matches(_ trie: Trie, _ text: [UInt32]) -> [Match] {
    var found: [Match] = []
    text.withUnsafeBufferPointer { text in
      for start in text.indices {
        trie.forEachMatch(in: text, at: start) { end, value, hash in
          found.append(Match(start: start, end: end, value: value))
          #expect(hash == text[start..<end].reduce(LetterHash.empty, LetterHash.extend))
        }
      }
    }
    return found
  }

  /// Words over few letters share beginnings and lie in one another; the letters have equal lower bits, astral ones too.
  @Test(arguments: 0..<20)
  func itFindsWhatComparingEveryWordFinds(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let letters: [UInt32] = seed % 2 == 0 ? [0x4E00, 0x4E01, 0x4E02] : [0x4E00, 0x14E00, 0x24E00, 0x0041, 0x10FFFF]
    func random(_ lengths: ClosedRange<Int>) -> [UInt32] {
      (0..<Int.random(in: lengths, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? 0 }
    }
    var trie = Trie()
    var words: [[UInt32]: Int32] = [:]
    for _ in 0..<1500 {
      let word = random(1...9)
      let value = Int32.random(in: 0...Trie.valueLimit, using: &generator)
      trie.insert(word, value: value)
      words[word] = value
    }
    let text = random(500...500)
    var expected: [Match] = []
    for start in text.indices {
      for end in (start + 1)...min(text.count, start + 9) {
        if let value = words[Array(text[start..<end])] {
          expected.append(Match(start: start, end: end, value: value))
        }
      }
    }
    #expect(expected.count > 500)
    #expect(matches(trie, text) == expected)
    for (word, value) in words { #expect(trie.value(of: word) == value) }
    for _ in 0..<500 {
      let word = random(1...10)
      #expect(trie.value(of: word) == words[word])
    }
  }

  @Test func anEmptyTrieFindsNothing() {
    #expect(matches(Trie(), [0x4E00, 0, 0x10FFFF]).isEmpty)
    #expect(Trie().value(of: [0x4E00]) == nil)
  }

  @Test func theBeginningOfAWordIsNone() {
    var trie = Trie()
    trie.insert([1, 2, 3], value: 7)
    #expect(trie.value(of: [1, 2]) == nil && trie.value(of: [1, 2, 3, 4]) == nil && trie.value(of: [2, 3]) == nil)
    #expect(matches(trie, [1, 2, 3, 1, 2]) == [Match(start: 0, end: 3, value: 7)])
  }

  @Test func valuesAreReplaced() {
    var trie = Trie()
    trie.insert([1, 2], value: 0)
    trie.insert([1, 2], value: Trie.valueLimit)
    #expect(trie.value(of: [1, 2]) == Trie.valueLimit && trie.nodeCount == 2)
  }
}
