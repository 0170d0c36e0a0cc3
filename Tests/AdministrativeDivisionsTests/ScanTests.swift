import Testing

@testable import AdministrativeDivisions

/// xorshift64*: equal seeds give equal texts.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

@Suite struct ScanTests {
  let gazetteer: Gazetteer

  init() throws { gazetteer = try Gazetteer.bundled() }

  func scan(_ codes: [UInt32]) -> [Gazetteer.Match] {
    var found: [Gazetteer.Match] = []
    gazetteer.forEachMatch(in: codes) { found.append($0) }
    return found
  }

  /// The definition: each start, each length, longer first, looked up as a whole.
  func naive(_ codes: [UInt32]) -> [Gazetteer.Match] {
    var found: [Gazetteer.Match] = []
    for start in codes.indices {
      for end in (start + 1..<min(codes.count, start + 30) + 1).reversed() {
        guard let name = gazetteer.lookUp(codes[start..<end]) else { continue }
        found.append(Gazetteer.Match(start: start, end: end, name: name, forms: gazetteer.forms(of: name)))
      }
    }
    return found
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func equalsTheDefinition(seed: UInt64) {
    var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
    var codes: [UInt32] = []
    let noise = Array("的在和是了村社区镇乡街道嘎查市县东一新，。Ａ9·".unicodeScalars.map(\.value)) + [0, 0x20000, 0x1F600]
    let end = gazetteer.divisionRange(4).upperBound
    while codes.count < 400 {
      if Bool.random(using: &random) {
        let division = Gazetteer.DivisionID(Int.random(in: 0..<end, using: &random))
        let name = gazetteer.name(of: division).unicodeScalars.map(\.value)
        codes += name.prefix(Int.random(in: 1...name.count + 2, using: &random))
      } else {
        codes.append(noise.randomElement(using: &random) ?? 0)
      }
    }
    let found = scan(codes)
    #expect(found == naive(codes))
    #expect(found.count > 50)
  }

  @Test func findsEveryLevelInASentence() {
    let text = "山东省济宁市金乡县鸡黍镇东风村"
    let found = scan(text.unicodeScalars.map(\.value)).map { gazetteer.string(of: $0.name) }
    for name in ["山东省", "山东", "济宁市", "济宁", "金乡县", "金乡", "鸡黍镇", "鸡黍", "东风村"] { #expect(found.contains(name)) }
  }

  @Test func ordersByStartThenLongerFirst() {
    let found = scan("内蒙古自治区金源社区东街道".unicodeScalars.map(\.value))
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.start < $1.start || $0.start == $1.start && $0.end > $1.end })
    #expect(found.first.map { gazetteer.string(of: $0.name) } == "内蒙古自治区")
    #expect(found.contains { gazetteer.string(of: $0.name) == "内蒙古" && $0.isShortFormOnly })
  }

  @Test(arguments: [
    [], [0], [0x20000], [0x1F600, 0x10FFFF, UInt32.max], [0x9FFF, 0xA000, 0xFFFF], [0x793E], [0x6751, 0x6751],
  ])
  func hostileText(codes: [UInt32]) { #expect(scan(codes) == naive(codes)) }

  @Test func namesOutsideTheDensePartAreFound() throws {
    // 𥔲嘉镇 in 双柏县 begins with U+25532.
    let codes: [UInt32] = [0x53BB] + "𥔲嘉镇".unicodeScalars.map(\.value)
    #expect(scan(codes).contains { $0.start == 1 && $0.end == 4 && $0.forms == .full })
  }

  @Test func aNameCutByTheEndIsNotFound() {
    let codes = Array("金源社区".unicodeScalars.map(\.value))
    #expect(scan(Array(codes.prefix(3))) == naive(Array(codes.prefix(3))))
    #expect(!scan(Array(codes.prefix(3))).contains { $0.end == 4 })
  }
}
