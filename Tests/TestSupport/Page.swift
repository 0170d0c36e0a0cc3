import EntityModel

/// A page with its findings, short to write: names are looked up in the text, sentences end at `。` or a line break,
/// entities of one sentence co-occur.
public struct Page: Sendable {
  public var name: String
  public var text: String
  public var date: String?
  /// Sixty-four hexadecimal digits; distinct for distinct pages of a test.
  public var sha256: String
  public var entities: [Entity]
  public var ties: [Tie]

  /// A typed relation by the positions of its ends in `entities`.
  public struct Tie: Sendable {
    public var source: Int
    public var type: RelationType
    public var target: Int
    public var role: String?
    public var isInferred: Bool

    public init(_ source: Int, _ type: RelationType, _ target: Int, role: String? = nil, isInferred: Bool = false) {
      self.source = source
      self.type = type
      self.target = target
      self.role = role
      self.isInferred = isInferred
    }
  }

  public init(
    _ name: String, _ text: String, date: String? = nil, sha256: String? = nil, entities: [Entity], ties: [Tie] = []
  ) {
    self.name = name
    self.text = text
    self.date = date
    self.sha256 = sha256 ?? Page.digest(of: name + text)
    self.entities = entities
    self.ties = ties
  }

  /// Not SHA-256, but as long, and another one for another text.
  private static func digest(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: String(repeating: "0", count: 16 - digits.count) + digits, count: 4)
  }

  public var extraction: DocumentExtraction {
    let codes = text.unicodeScalars.map(\.value)
    let whole = Span(0, codes.count)
    let sentences = sentences(in: codes)
    var mentions: [(mention: Mention, entity: Int)] = []
    for (index, entity) in entities.enumerated() {
      for form in [entity.name] + entity.aliases {
        let wanted = form.unicodeScalars.map(\.value)
        guard !wanted.isEmpty, wanted.count <= codes.count else { continue }
        for start in 0...(codes.count - wanted.count) where codes[start...].starts(with: wanted) {
          let span = Span(start, start + wanted.count)
          let mention = Mention(
            span: span, type: entity.type, text: form, article: 0, range: span.start..<span.end)
          mentions.append((mention, index))
        }
      }
    }
    mentions.sort { $0.mention.span < $1.mention.span }
    let members = sentences.map { sentence in
      Set(mentions.filter { sentence.span.contains($0.mention.span) }.map(\.entity))
    }
    return DocumentExtraction(
      document: Document(name: name, sha256: sha256, date: date, codePoints: codes),
      articles: [ArticleSummary(span: whole, title: "标题", about: [], byline: [])], sentences: sentences,
      mentions: mentions.map(\.mention), entities: entities, entityOfMention: mentions.map(\.entity),
      relations: relations(in: sentences, members: members, whole: whole), windows: windows(of: members))
  }

  private func sentences(in codes: [UInt32]) -> [Sentence] {
    var sentences: [Sentence] = []
    var start = 0
    for (index, code) in codes.enumerated() where code == 0x3002 || code == 0x0A || index == codes.count - 1 {
      let end = code == 0x0A ? index : index + 1
      if end > start { sentences.append(Sentence(article: 0, span: Span(start, end), range: start..<end)) }
      start = index + 1
    }
    return sentences
  }

  private func relations(in sentences: [Sentence], members: [Set<Int>], whole: Span) -> [Relation] {
    let relations = ties.map { tie in
      let sentence = members.firstIndex { $0.contains(tie.source) && $0.contains(tie.target) }
      return Relation(
        source: tie.source, type: tie.type, target: tie.target, role: tie.role,
        evidence: sentence.map { sentences[$0].span } ?? whole, isInferred: tie.isInferred)
    }
    return relations.sorted { ($0.source, $0.type.rawValue, $0.target) < ($1.source, $1.type.rawValue, $1.target) }
  }

  private func windows(of members: [Set<Int>]) -> [NameWindow] {
    members.enumerated().map { NameWindow(article: 0, sentence: $0, entities: $1.sorted()) }
  }
}
