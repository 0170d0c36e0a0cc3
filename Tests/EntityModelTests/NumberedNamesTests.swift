import EntityModel
import Testing

@Suite struct NumberedNamesTests {
  @Test func namesAreNumberedAsTheyCome() {
    var names = NumberedNames()
    var expected: [String] = []
    for step in 0..<2_000 {
      let name = "第\(step % 700)供电所"
      if step < 700 {
        #expect(names.find(name) == nil)
        expected.append(name)
      }
      let given = names.number(of: name)
      #expect(given == step % 700)
      #expect(names.find(name) == step % 700)
    }
    #expect(names.names == expected)
    #expect(names.count == 700)
  }

  /// The standard library takes é for e with an accent; names of other code points are other names here.
  @Test func namesAreEqualWhenTheirCodePointsAre() {
    var names = NumberedNames()
    let given = ["caf\u{E9}", "cafe\u{301}", "", "caf\u{E9}"].map { names.number(of: $0) }
    #expect(given == [0, 1, 2, 0])
    #expect(names.find("cafe") == nil)
    #expect("cafe\u{301}" == "caf\u{E9}")
    #expect(!"cafe\u{301}".isSame(as: "caf\u{E9}"))
  }
}
