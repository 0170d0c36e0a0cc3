/// Numbers, from 0, for names in the order in which they came; names are equal when their code points are.
///
/// The standard library's dictionary compares names after canonical normalisation, which takes many times as long.
package struct NumberedNames: Sendable {
  /// The names by number.
  package private(set) var names: [String] = []
  /// Open addressing, at most half full; −1 where free.
  private var numbers = [Int32](repeating: -1, count: 64)
  /// By number.
  private var hashes: [UInt64] = []

  package init() {}

  package var count: Int { names.count }

  /// The number of a name, given now where it has none.
  package mutating func number(of name: String) -> Int {
    let hash = name.codePointHash
    let place = place(of: name, hash)
    if numbers[place] >= 0 { return Int(numbers[place]) }
    numbers[place] = Int32(names.count)
    names.append(name)
    hashes.append(hash)
    if names.count * 2 > numbers.count { grow() }
    return names.count - 1
  }

  /// The number of a name; nil where it has none.
  package func find(_ name: String) -> Int? {
    let number = numbers[place(of: name, name.codePointHash)]
    return number < 0 ? nil : Int(number)
  }

  /// Where a name is, or the free place where it belongs.
  private func place(of name: String, _ hash: UInt64) -> Int {
    var place = firstPlace(hash)
    while numbers[place] >= 0 {
      let number = Int(numbers[place])
      if hashes[number] == hash, names[number].isSame(as: name) { break }
      place = (place &+ 1) & (numbers.count &- 1)
    }
    return place
  }

  @inline(__always)
  private func firstPlace(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (numbers.count &- 1)
  }

  private mutating func grow() {
    numbers = [Int32](repeating: -1, count: numbers.count * 2)
    for (number, hash) in hashes.enumerated() {
      var place = firstPlace(hash)
      while numbers[place] >= 0 { place = (place &+ 1) & (numbers.count &- 1) }
      numbers[place] = Int32(number)
    }
  }
}
