import EntityModel

/// A name as names are compared: without blanks and without marks of quotation.
///
/// Compared by UTF-8, which orders as code points do; `String` would take canonically equivalent names for equal.
struct NormalizedName: Hashable, Comparable {
  let utf8: [UInt8]

  /// `NormalizedName("“红色 合伙人”计划")` is 红色合伙人计划.
  init(_ name: String) {
    var text = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !Self.ignored.contains(scalar) { text.append(scalar) }
    utf8 = Array(String(text).utf8)
  }

  var text: String { String(decoding: utf8, as: UTF8.self) }

  static func < (a: NormalizedName, b: NormalizedName) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  /// Whether this name ends with the other.
  func hasSuffix(_ other: NormalizedName) -> Bool { utf8.suffix(other.utf8.count).elementsEqual(other.utf8) }

  private static let ignored = Set(" \t\r\n\u{3000}“”\"‘’'《》「」『』〈〉".unicodeScalars)
}
