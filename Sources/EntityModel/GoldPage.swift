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
    public let districts: [String]?
    public let townships: [String]?
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
    public let optional: Bool?
  }

  public struct Article: Sendable, Codable {
    public let title: String
    /// The first characters of the article as they stand.
    public let first: String
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
      let barred = (entity.notIn ?? []).flatMap { occurrences(of: $0, in: document.codePoints) }
      var spans: Set<Span> = []
      for surface in entity.surfaces {
        for span in occurrences(of: surface, in: document.codePoints)
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
    mentions.sort { ($0.start, -$0.end) < ($1.start, -$1.end) }
    for index in mentions.indices {
      let mention = mentions[index]
      mentions[index].isNested = mentions.indices.contains { other in
        other != index && mentions[other].start <= mention.start && mention.end <= mentions[other].end
          && mentions[other].end - mentions[other].start > mention.end - mention.start
      }
    }
    return mentions
  }

  /// Non-overlapping occurrences, from the left.
  private func occurrences(of text: String, in codes: [UInt32]) -> [Span] {
    let pattern = text.unicodeScalars.map(\.value)
    guard let first = pattern.first, pattern.count <= codes.count else { return [] }
    var spans: [Span] = []
    var start = 0
    while start + pattern.count <= codes.count {
      if codes[start] == first, codes[start..<(start + pattern.count)].elementsEqual(pattern) {
        spans.append(Span(start, start + pattern.count))
        start += pattern.count
      } else {
        start += 1
      }
    }
    return spans
  }
}
