import EntityModel
import Testing

@Suite struct NumberedKeysTests {
  /// Keys as a generator of random numbers gives them, some twice, with 0 and the largest.
  private let keys: [UInt64] = {
    var state: UInt64 = 20_240_621
    var keys: [UInt64] = [0, .max, 0]
    for _ in 0..<3_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      keys.append(state >> 53)
      keys.append(state)
    }
    return keys
  }()

  @Test(arguments: [0, 16, 100_000])
  func keysAreNumberedAsADictionaryWould(capacity: Int) {
    var numbers = NumberedKeys(capacity: capacity)
    var expected: [UInt64: Int] = [:]
    for key in keys {
      #expect(numbers.find(key) == expected[key])
      let number = expected[key] ?? expected.count
      expected[key] = number
      let given = numbers.number(of: key)
      #expect(given == number)
      #expect(numbers.find(key) == number)
    }
    #expect(numbers.count == expected.count)
  }

  @Test func insertingTellsWhatIsNew() {
    var numbers = NumberedKeys()
    let isNew = [0, 0, 7, 0].map { numbers.insert($0) }
    #expect(isNew == [true, false, true, false])
    #expect(numbers.count == 2)
  }

  /// The table takes the middle bits of the key times a constant; the multiples of its inverse are all one there.
  @Test func keysThatFallTogetherAreToldApart() {
    var numbers = NumberedKeys()
    let inverse: UInt64 = 0xF1DE_83E1_9937_733D
    #expect(inverse &* 0x9E37_79B9_7F4A_7C15 == 1)
    let given = (0..<200).map { numbers.number(of: UInt64($0) &* inverse) }
    #expect(given == Array(0..<200))
    for number in 0..<200 { #expect(numbers.find(UInt64(number) &* inverse) == number) }
    #expect(numbers.find(200 &* inverse) == nil)
  }
}
