/// What ties two entities, from source to target.
public enum RelationType: String, CaseIterable, Sendable, Codable {
  /// place → place: the next level up.
  case partOf = "part_of"
  /// unit → place.
  case locatedIn = "located_in"
  /// person → unit, with a role.
  case worksFor = "works_for"
  /// person → place, with a role, no named unit between.
  case worksIn = "works_in"
  /// byline author or photographer → place the article is about.
  case reportsOn = "reports_on"
  /// unit or place → programme it launched, runs or hosts.
  case runs
  /// person, unit or place → programme it takes part in without running it.
  case takesPartIn = "takes_part_in"
  /// unit ↔ unit or place said to cooperate.
  case partnersWith = "partners_with"
}

/// A typed tie between two entities of a document, with the sentence that grounds it.
public struct Relation: Sendable, Equatable {
  /// Index into the entities of the document.
  public let source: Int
  public let type: RelationType
  /// Index into the entities of the document.
  public let target: Int
  /// The role as printed (副部长), or how two units cooperate (合作共建).
  public let role: String?
  /// Where the document grounds it.
  public let evidence: Span
  /// Whether the page does not print the link in so many words.
  public let isInferred: Bool

  public init(
    source: Int, type: RelationType, target: Int, role: String? = nil, evidence: Span, isInferred: Bool = false
  ) {
    self.source = source
    self.type = type
    self.target = target
    self.role = role
    self.evidence = evidence
    self.isInferred = isInferred
  }
}

/// Two entities of a document named in the same sentence or list.
public struct CoOccurrence: Sendable, Equatable {
  /// Indices into the entities of the document; `a` is less than `b`.
  public let a: Int
  public let b: Int
  /// Number of windows that name both.
  public let weight: Int

  public init(a: Int, b: Int, weight: Int) {
    precondition(a < b, "a pair is ordered and never of one entity")
    self.a = a
    self.b = b
    self.weight = weight
  }
}
