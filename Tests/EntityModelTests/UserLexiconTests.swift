import EntityModel
import TestSupport
import Testing

@Suite struct UserLexiconTests {
  private struct Found: Hashable, Comparable {
    let start: Int
    let end: Int
    let type: String

    static func < (a: Found, b: Found) -> Bool { (a.start, a.end, a.type) < (b.start, b.end, b.type) }
  }

  private func matches(_ lexicon: UserLexicon, in text: String) -> [Found] {
    let codes = text.unicodeScalars.map(\.value)
    var found: [Found] = []
    codes.withUnsafeBufferPointer { codes in
      for start in codes.indices {
        lexicon.forEachMatch(in: codes, at: start) { end, type in
          found.append(Found(start: start, end: end, type: type?.rawValue ?? "none"))
        }
      }
    }
    return found.sorted()
  }

  @Test func aNameAndItsAliasesAreFound() {
    var lexicon = UserLexicon()
    #expect(lexicon.insert("金乡县供电公司", aliases: ["县供电", "金乡供电"], as: .unit) == .inserted)
    #expect(
      matches(lexicon, in: "县供电即金乡县供电公司。") == [
        Found(start: 0, end: 3, type: "unit"), Found(start: 4, end: 11, type: "unit"),
        Found(start: 6, end: 9, type: "unit"),
      ])
    #expect(lexicon.canonicalName(of: "县供电", type: .unit) == "金乡县供电公司")
    #expect(lexicon.canonicalName(of: "金乡县供电公司", type: .unit) == "金乡县供电公司")
    #expect(lexicon.canonicalName(of: "县供电", type: .place) == nil)
    #expect(lexicon.canonicalName(of: "供电公司", type: .unit) == nil)
  }

  @Test func anAliasOfTwoStandsForNeither() {
    var lexicon = UserLexicon()
    lexicon.insert("金乡县供电公司", aliases: ["县供电"], as: .unit)
    lexicon.insert("鱼台县供电公司", aliases: ["县供电", "县供电"], as: .unit)
    lexicon.insert("县供电所联合会", aliases: ["县供电"], as: .programme)
    #expect(lexicon.canonicalName(of: "县供电", type: .unit) == nil)
    #expect(lexicon.canonicalName(of: "县供电", type: .programme) == "县供电所联合会")
    #expect(matches(lexicon, in: "县供电").map(\.type) == ["programme", "unit"])
    // As a name of its own, it stands for itself.
    #expect(lexicon.insert("县供电", as: .unit) == .inserted)
    #expect(lexicon.canonicalName(of: "县供电", type: .unit) == "县供电")
    #expect(lexicon.canonicalName(of: "鱼台县供电公司", type: .unit) == "鱼台县供电公司")
  }

  @Test func whatCannotBeAddedLeavesNothingBehind() {
    var lexicon = UserLexicon()
    let long = String(repeating: "长", count: 64)
    #expect(lexicon.insert("王", as: .person) == .unfit(form: 0))
    #expect(lexicon.insert("“王 ”", as: .person) == .unfit(form: 0))
    #expect(lexicon.insert("王伟", aliases: ["老王", long], as: .person) == .unfit(form: 2))
    #expect(lexicon.isEmpty && matches(lexicon, in: "王伟即老王").isEmpty)
    #expect(lexicon.insert(String(long.dropLast()), as: .unit) == .inserted)
    #expect(lexicon.insert("王伟", as: .person) == .inserted)
    #expect(lexicon.insert("王 伟", as: .person) == .known(entry: 1))
    #expect(lexicon.insert("王伟", as: nil) == .inserted)
    #expect(matches(lexicon, in: long).count == 2)
  }

  @Test(arguments: [
    ("王 伟说", [0..<3]), ("王  伟说", [0..<4]), ("王\n伟说", []), ("“红色合伙人”计划", [1..<9]), ("红色合 伙人计划", []),
    ("红色“合伙人”计划", [0..<9]), ("“红色合伙人", []), ("红色合伙人计\n划", []), ("", []), ("𠮷野家", [0..<3]), ("王", []),
  ])
  func quotesAndTheBlankOfShortNamesCountNothing(text: String, spans: [Range<Int>]) {
    var lexicon = UserLexicon()
    lexicon.insert("王伟", as: .person)
    lexicon.insert("“红色合伙人”计划", as: .programme)
    lexicon.insert("𠮷野家", as: .unit)
    #expect(matches(lexicon, in: text).map { $0.start..<$0.end } == spans)
  }

  /// Against the definition, on names over few letters, so that they share beginnings and lie in one another.
  @Test(arguments: 0..<20)
  func itFindsWhatComparingEveryNameFinds(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let letters = ["甲", "乙", "丙", "丁", "𠮷", "A"]
    func random(_ lengths: ClosedRange<Int>) -> String {
      (0..<Int.random(in: lengths, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "" }
        .joined()
    }
    var lexicon = UserLexicon()
    var listed: Set<String> = []
    let types: [EntityType?] = EntityType.allCases + [nil]
    for _ in 0..<2000 {
      let type = types.randomElement(using: &generator) ?? nil
      let forms = [random(2...8)] + (0..<Int.random(in: 0...2, using: &generator)).map { _ in random(2...5) }
      guard lexicon.insert(forms[0], aliases: Array(forms.dropFirst()), as: type) == .inserted else { continue }
      for form in forms { listed.insert("\(form) \(type?.rawValue ?? "none")") }
    }
    let text = random(300...300)
    let scalars = Array(text.unicodeScalars)
    var expected: [Found] = []
    for start in scalars.indices {
      for end in start...min(scalars.count, start + 8) {
        let part = String(String.UnicodeScalarView(scalars[start..<end]))
        for type in types.map({ $0?.rawValue ?? "none" }) where listed.contains("\(part) \(type)") {
          expected.append(Found(start: start, end: end, type: type))
        }
      }
    }
    #expect(expected.count > 300)
    #expect(matches(lexicon, in: text) == expected.sorted())
  }
}
