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

/// How much text counts as one place to be named together.
public enum NameWindowKind: String, CaseIterable, Sendable, Codable {
  case sentence
  /// A run of names with nothing but 、, 和 and the like between them.
  case list
  case article
}

/// A sentence, list or article, and who is named in it.
public struct NameWindow: Sendable, Equatable {
  /// Index into the articles of the document.
  public let article: Int
  /// Index into the sentences of the document; nil for a window that is more than a sentence.
  public let sentence: Int?
  /// Indices into the entities of the document, ascending, none twice; may be empty.
  public let entities: [Int]

  public init(article: Int, sentence: Int?, entities: [Int]) {
    self.article = article
    self.sentence = sentence
    self.entities = entities
  }
}

/// Two entities of a document named in the same window.
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

  /// Every pair that some window names, by `a`, then `b`.
  /// - Complexity: O(n log n) in the number of pairs, windows taken one by one.
  public static func pairs(in windows: [NameWindow]) -> [CoOccurrence] {
    // Sorted numbers and not a dictionary: a long list has millions of pairs.
    var keys: [UInt64] = []
    for window in windows {
      for (position, a) in window.entities.enumerated() {
        for b in window.entities[(position + 1)...] { keys.append(UInt64(a) << 32 | UInt64(b)) }
      }
    }
    keys.sort()
    var pairs: [CoOccurrence] = []
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] == keys[start] { end += 1 }
      let key = keys[start]
      pairs.append(CoOccurrence(a: Int(key >> 32), b: Int(key & 0xFFFF_FFFF), weight: end - start))
      start = end
    }
    return pairs
  }
}
