import EntityModel

/// What a person said the pages, or their reading, got wrong.
///
/// Corrections lie over what the documents contribute and are applied one after the other: each sees the graph as the
/// earlier ones left it. Taking one away restores what it changed.
public enum Correction: Hashable, Sendable {
  /// Two entities are one: everything of the first becomes the second's, the first's name an alias.
  case merge(EntityAddress, into: EntityAddress)
  /// In these documents (by name) the entity is another one of the same name or not.
  case split(EntityAddress, as: EntityAddress, documents: [String])
  /// The entity has another name or anchor; the old name becomes an alias.
  case rename(EntityAddress, to: EntityAddress)
  /// The entity is of another type. Ties that make no sense with it go.
  case retype(EntityAddress, to: EntityType)
  /// The entity is none.
  case hide(EntityAddress)
  /// The entity is also known by this name.
  case alias(EntityAddress, String)

  /// Whom it is about, as the corrections before it left it.
  public var subject: EntityAddress {
    switch self {
    case .merge(let subject, _), .split(let subject, _, _), .rename(let subject, _), .retype(let subject, _),
      .hide(let subject), .alias(let subject, _):
      subject
    }
  }

  /// Its parts between tabs: `merge`, `person:周启山@嘉祥县`, `person:周启山@金乡县委组织部`.
  var fields: [String] {
    switch self {
    case .merge(let subject, let target): ["merge", subject.description, target.description]
    case .split(let subject, let target, let documents):
      ["split", subject.description, target.description] + documents
    case .rename(let subject, let target): ["rename", subject.description, target.description]
    case .retype(let subject, let type): ["retype", subject.description, type.rawValue]
    case .hide(let subject): ["hide", subject.description]
    case .alias(let subject, let name): ["alias", subject.description, name]
    }
  }

  /// As a line of the log, without its line feed.
  public var line: String { fields.joined(separator: "\t") }

  /// - Throws: what is wrong with the line, as a `CorrectionSyntaxError`.
  public init(line: String) throws(CorrectionSyntaxError) {
    let fields = line.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
    try self.init(fields: fields)
  }

  init(fields: [String]) throws(CorrectionSyntaxError) {
    func address(_ index: Int) throws(CorrectionSyntaxError) -> EntityAddress {
      guard let address = EntityAddress(fields[index]) else { throw .noAddress(fields[index]) }
      return address
    }
    let verb = fields.first ?? ""
    guard let counts = Correction.fieldCounts[verb] else { throw .unknownVerb(verb) }
    guard counts.contains(fields.count), !fields.contains("") else { throw .wrongFields(verb) }
    let subject = try address(1)
    switch verb {
    case "merge": self = .merge(subject, into: try address(2))
    case "split": self = .split(subject, as: try address(2), documents: Array(fields[3...]))
    case "rename": self = .rename(subject, to: try address(2))
    case "hide": self = .hide(subject)
    case "alias": self = .alias(subject, fields[2])
    default:
      guard let type = EntityType(rawValue: fields[2]) else { throw .noType(fields[2]) }
      self = .retype(subject, to: type)
    }
    if case .rename(_, let target) = self, target.type != subject.type { throw .otherType(target) }
    if case .split(_, let target, _) = self, target.type != subject.type { throw .otherType(target) }
    if subject == self.target { throw .toItself(subject) }
  }

  /// Number of fields by verb.
  private static let fieldCounts: [String: ClosedRange<Int>] = [
    "merge": 3...3, "split": 4...Int.max, "rename": 3...3, "retype": 3...3, "hide": 2...2, "alias": 3...3,
  ]

  /// What the subject becomes; nil where it vanishes or keeps its address.
  var target: EntityAddress? {
    switch self {
    case .merge(_, let target), .split(_, let target, _), .rename(_, let target): target
    case .retype(let subject, let type): EntityAddress(type: type, name: subject.name, anchor: subject.anchor)
    case .hide, .alias: nil
    }
  }
}

/// Why a line is no correction.
public enum CorrectionSyntaxError: Error, Equatable, CustomStringConvertible {
  case unknownVerb(String)
  /// Too few, too many, or an empty one.
  case wrongFields(String)
  case noAddress(String)
  case noType(String)
  /// A rename or split cannot change the type.
  case otherType(EntityAddress)
  case toItself(EntityAddress)

  public var description: String {
    switch self {
    case .unknownVerb(let verb): "'\(verb)' is no correction; use merge, split, rename, retype, hide, alias or undo"
    case .wrongFields(let verb): "'\(verb)' has the wrong number of fields; separate them by single tabs"
    case .noAddress(let text): "'\(text)' names no entity; write it like person:周启山@金乡县委组织部"
    case .noType(let text): "'\(text)' is no type; use \(EntityType.allCases.map(\.rawValue).joined(separator: ", "))"
    case .otherType(let address): "\(address) is of another type; use merge or retype"
    case .toItself(let address): "\(address) would stay as it is; leave the line out"
    }
  }
}
