/// Numbers, from 0, for names in the order in which they came; names are equal when their code points are.
///
/// The standard library's dictionary compares names after canonical normalisation, which takes many times as long.
package struct NumberedNames: Sendable {
  /// The names by number.
  package private(set) var names: [String] = []
  private var keys = NumberedKeys(capacity: 32)

  package init() {}

  package var count: Int { names.count }

  /// The number of a name, given now where it has none.
  package mutating func number(of name: String) -> Int {
    let (number, key) = look(for: name)
    if let number { return number }
    names.append(name)
    return keys.number(of: key)
  }

  /// The number of a name; nil where it has none.
  package func find(_ name: String) -> Int? { look(for: name).number }

  /// The number of a name, else the key to give it one by: its hash, or what follows from it where other names have that.
  private func look(for name: String) -> (number: Int?, key: UInt64) {
    var key = name.codePointHash
    while let number = keys.find(key) {
      if names[number].isSame(as: name) { return (number, key) }
      key = key &* 0xD134_2543_DE82_EF95 &+ 1
    }
    return (nil, key)
  }
}
