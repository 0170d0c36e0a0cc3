/// The annotation of a page: each entity once, with every surface form under which the page names it.
///
/// The form is that of the annotation guide in the documentation; a file holds one page as JSON.
public struct GoldPage: Sendable, Codable {
  public struct Entity: Sendable, Codable {
    public let id: String
    public let type: EntityType
    public let name: String
    public let surfaces: [String]
    /// Other names that count as canonical.
    public let also: [String]?
    /// Longer strings in which a surface means something else.
    public let notIn: [String]?
    /// Whether a reasonable annotator could go either way.
    public let optional: Bool?
    /// Of a person or unit: the county-level districts it works with.
    public let districts: [String]?
    /// Of a person or unit: the towns and streets it works with.
    public let townships: [String]?
    /// Districts and townships that count neither for nor against.
    public let districtsOptional: [String]?
    public let townshipsOptional: [String]?

    enum CodingKeys: String, CodingKey {
      case id, type, name, surfaces, also, optional, districts, townships
      case notIn = "not_in"
      case districtsOptional = "districts_optional"
      case townshipsOptional = "townships_optional"
    }
  }

  public struct Relation: Sendable, Codable {
    public let from: String
    public let relation: RelationType
    public let to: String
    public let role: String?
    /// Of `partners_with`: how the two cooperate.
    public let how: String?
    /// A short quotation from the page that grounds it.
    public let evidence: String?
    public let optional: Bool?
  }

  public struct Article: Sendable, Codable {
    public let title: String
    /// The first characters of the article as they stand.
    public let first: String
    /// The last characters of the article as they stand.
    public let last: String?
    public let about: String?
    public let township: String?
    public let byline: [String]?
  }

  /// Name of the file that holds the page.
  public let doc: String
  public let entities: [Entity]
  public let relations: [Relation]
  public let articles: [Article]
}

/// A mention of the annotation: spans that all stand for it.
public struct GoldMention: Sendable {
  /// Index into the entities of the gold page.
  public let entity: Int
  /// Accepted spans, in order.
  public var spans: [Span]
  public var start: Int
  public var end: Int
  /// Whether it lies wholly inside a longer mention of another entity.
  public var isNested = false
}

extension GoldPage {
  /// Where a page names the entities, in the order of the text.
  public func mentions(in document: Document) -> [GoldMention] {
    var mentions: [GoldMention] = []
    for (index, entity) in entities.enumerated() {
      let barred = (entity.notIn ?? []).flatMap { Self.occurrences(of: $0, in: document.codePoints) }
      var spans: Set<Span> = []
      for surface in entity.surfaces {
        for span in Self.occurrences(of: surface, in: document.codePoints)
        where !barred.contains(where: { $0.contains(span) }) {
          spans.insert(span)
        }
      }
      for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
        if let last = mentions.last, last.entity == index, span.start < last.end {
          mentions[mentions.count - 1].spans.append(span)
          mentions[mentions.count - 1].end = max(last.end, span.end)
        } else {
          mentions.append(GoldMention(entity: index, spans: [span], start: span.start, end: span.end))
        }
      }
    }
    mentions.sort { ($0.start, -$0.end, $0.entity) < ($1.start, -$1.end, $1.entity) }
    for index in mentions.indices {
      let mention = mentions[index]
      mentions[index].isNested = mentions.indices.contains { other in
        other != index && mentions[other].start <= mention.start && mention.end <= mentions[other].end
          && mentions[other].end - mentions[other].start > mention.end - mention.start
      }
    }
    return mentions
  }

  /// Offset of the first occurrence of a text, in code points.
  public static func firstOccurrence(of text: String, in codes: [UInt32]) -> Int? {
    let pattern = text.unicodeScalars.map(\.value)
    return pattern.isEmpty ? 0 : offset(of: pattern, in: codes, from: 0)
  }

  /// Non-overlapping occurrences, from the left.
  private static func occurrences(of text: String, in codes: [UInt32]) -> [Span] {
    let pattern = text.unicodeScalars.map(\.value)
    guard !pattern.isEmpty else { return [] }
    var spans: [Span] = []
    while let start = offset(of: pattern, in: codes, from: spans.last?.end ?? 0) {
      spans.append(Span(start, start + pattern.count))
    }
    return spans
  }

  private static func offset(of pattern: [UInt32], in codes: [UInt32], from start: Int) -> Int? {
    codes.withUnsafeBufferPointer { codes in
      pattern.withUnsafeBufferPointer { pattern in
        var start = start
        while start + pattern.count <= codes.count {
          var length = 0
          while length < pattern.count, codes[start + length] == pattern[length] { length += 1 }
          if length == pattern.count { return start }
          start += 1
        }
        return nil
      }
    }
  }
}
