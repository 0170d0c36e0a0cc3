import EntityModel

/// A text with the names in it: `[unit:金乡县供电公司]经理[person:刘丽]到场。` is a text of fourteen characters with two names.
///
/// What stands unmarked is meant to be no name.
public struct MarkedText: Sendable {
  public struct Name: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let type: EntityType
    public let span: Span
    public let text: String

    public init(type: EntityType, span: Span, text: String) {
      self.type = type
      self.span = span
      self.text = text
    }

    public static func < (a: Name, b: Name) -> Bool { (a.span, a.type.rawValue) < (b.span, b.type.rawValue) }

    public var description: String { "\(type.rawValue):\(text)" }
  }

  public let text: String
  /// In the order of the text.
  public let names: [Name]

  public init(_ marked: String) {
    var codes: [Unicode.Scalar] = []
    var names: [Name] = []
    var open: (type: EntityType, start: Int)?
    var rest = Array(marked.unicodeScalars)[...]
    while let code = rest.popFirst() {
      if code == "[", let colon = rest.prefix(12).firstIndex(of: ":"),
        let type = EntityType(rawValue: String(String.UnicodeScalarView(rest[..<colon])))
      {
        open = (type, codes.count)
        rest = rest[(colon + 1)...]
      } else if code == "]", let (type, start) = open {
        let name = String(String.UnicodeScalarView(codes[start...]))
        names.append(Name(type: type, span: Span(start, codes.count), text: name))
        open = nil
      } else {
        codes.append(code)
      }
    }
    text = String(String.UnicodeScalarView(codes))
    self.names = names
  }

  /// The text as a page of its own.
  public var document: Document {
    Document(name: "marked.txt", sha256: "", date: nil, codePoints: text.unicodeScalars.map(\.value))
  }
}
