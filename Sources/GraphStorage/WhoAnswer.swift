import EntityModel

/// Who works with one person, unit, programme or place.
public struct WhoAnswer: Sendable, Equatable {
  /// What was asked for, with its own districts and ties; its weight is the number of documents that mention it.
  public let subject: WhoRow
  /// Best supported first, then by name.
  public let rows: [WhoRow]
  /// Whether there are more than were asked for.
  public let isCut: Bool

  /// The answer as one list: of a place, the rows, or itself where there are none; of all else, itself first.
  public var list: [WhoRow] { subject.type == .place && !rows.isEmpty ? rows : [subject] + rows }
}

/// A person, unit, place or programme, what ties it, and where that is written.
public struct WhoRow: Sendable, Equatable, Encodable {
  public let name: String
  public let type: EntityType
  /// Roles as printed, best supported first.
  public let roles: [String]
  /// Names of the units it works for, best supported first.
  public let units: [String]
  /// County-level districts it works with, best supported first.
  public let districts: [String]
  /// Townships and streets it works with, best supported first.
  public let townships: [String]
  /// Its typed ties; in the answer for a person, unit or programme, those that join the row with the subject.
  /// Best supported first, then in the order of `RelationType`, then by name.
  public let relations: [WhoRelation]
  /// How well the row is supported. For a place: the number of documents that give it, or a place inside it, as the
  /// row's district or township or tie the two, plus the typed ties between them (reports left out) and the row's posts
  /// in units in these documents. Otherwise: the typed ties with the subject, one a document, plus the sentences and
  /// lists that name both.
  public let weight: Int
  /// The sentences that ground it best, the best first; at most `GraphStore.evidenceLimit`.
  public let evidence: [Quote]
}

/// A typed tie by the names of its ends.
public struct WhoRelation: Sendable, Equatable, Encodable {
  public let relation: RelationType
  public let source: String
  public let target: String
  /// The role or manner as printed, of the best supported.
  public let role: String?
  /// Number of documents that say so.
  public let weight: Int
}
