import EntityModel

/// What an entity is known by in every document: `person:周启山@金乡县委组织部`.
///
/// Written as the type, a colon, the name and, where there is one, `@` and the anchor; `@` and `\` inside a name or an
/// anchor stand behind a `\`.
public struct EntityAddress: Hashable, Sendable {
  public var type: EntityType
  public var name: String
  /// What tells it from others of the same type and name; empty when the name alone is enough.
  public var anchor: String

  public init(type: EntityType, name: String, anchor: String = "") {
    self.type = type
    self.name = name
    self.anchor = anchor
  }

  /// `EntityAddress("unit:金乡县供电公司")`; nil for what is no address, such as a bare name.
  public init?(_ text: String) {
    guard let colon = text.unicodeScalars.firstIndex(of: ":"),
      let type = EntityType(rawValue: String(text[..<colon]))
    else { return nil }
    var parts: [String.UnicodeScalarView] = [.init()]
    var isEscaped = false
    for scalar in text.unicodeScalars[colon...].dropFirst() {
      if !isEscaped && scalar == "\\" {
        isEscaped = true
      } else if !isEscaped && scalar == "@" {
        parts.append(.init())
      } else {
        parts[parts.count - 1].append(scalar)
        isEscaped = false
      }
    }
    guard parts.count <= 2, !parts[0].isEmpty, !isEscaped else { return nil }
    self.init(type: type, name: String(parts[0]), anchor: parts.count == 2 ? String(parts[1]) : "")
  }
}

extension EntityAddress: CustomStringConvertible {
  public var description: String {
    "\(type.rawValue):\(escaped(name))" + (anchor.isEmpty ? "" : "@\(escaped(anchor))")
  }

  private func escaped(_ text: String) -> String {
    text.replacingASCII("\\", with: "\\\\").replacingASCII("@", with: "\\@")
  }
}

/// As one string.
extension EntityAddress: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = EntityAddress(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no address")
    }
    self = address
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// By type (as text), name and anchor, each by code point: the order of nodes.
extension EntityAddress: Comparable {
  public static func < (a: EntityAddress, b: EntityAddress) -> Bool {
    if a.type != b.type { return a.type.rawValue < b.type.rawValue }
    if !a.name.utf8.elementsEqual(b.name.utf8) { return precedes(a.name, b.name) }
    return precedes(a.anchor, b.anchor)
  }
}

/// A row's number that depends on what the row stands for and on nothing else, so that equal documents give equal rows
/// in whatever order they came.
///
/// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) over the parts, mixed as in SplitMix64; at least 2⁴⁰, below 2⁶³. Two of a
/// million names share a number once in ten million stores; the tables' keys then refuse the second.
func stableID(_ parts: String...) -> Int {
  var hash = StableHash()
  for part in parts {
    for byte in part.utf8 { hash.combine(byte) }
    hash.endPart()
  }
  return hash.id
}

/// What `stableID` is made of, byte by byte.
struct StableHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

  mutating func endPart() { combine(0xFF) }  // no byte of UTF-8

  var id: Int {
    var hash = state
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    hash ^= hash >> 31
    return Int(hash >> 1 | 1 << 40)
  }
}

/// A text as it can be stored: U+0000 becomes U+FFFD, for SQLite's text ends at the first one.
func storable(_ text: String) -> String {
  guard text.utf8.contains(0) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
}
