import EntityModel
import Foundation
import JSONText

/// What one document brings to a graph, with its text: as much as a store needs, and no other program but this can say.
///
/// A line of JSON in between, so that many machines can extract and one store, or DataFrames, can take up what they found.
public struct DocumentContribution: Sendable {
  /// Without mentions, entities and ties, which are in `contribution`.
  let frame: DocumentExtraction
  let contribution: Contribution
  /// What found it.
  public let extractor: String

  public var document: Document { frame.document }

  public init(_ extraction: DocumentExtraction, extractor: String) {
    self.extractor = extractor
    contribution = Contribution(extraction)
    frame = DocumentExtraction(
      document: extraction.document, articles: extraction.articles, sentences: extraction.sentences, mentions: [],
      entities: [], entityOfMention: [], relations: [], windows: extraction.windows)
  }

  /// Reads a line that `line` wrote.
  /// - Throws: `ContributionLineError`.
  public init(line: [UInt8]) throws(ContributionLineError) {
    let record: Record
    do {
      record = try JSONDecoder().decode(Record.self, from: Data(line))
    } catch {
      throw ContributionLineError.reason(of: error, in: line)
    }
    extractor = record.extractor
    guard let frame = record.frame, record.contribution.fits(frame) else { throw .inconsistent(document: record.doc) }
    self.frame = frame
    contribution = record.contribution.normalized()
  }

  /// One line in UTF-8, line feed included; the same for equal values.
  public var line: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    writer.endLine()
    return writer.bytes
  }
}

/// Why a line is no contribution.
public enum ContributionLineError: Error, Equatable, CustomStringConvertible {
  /// A document that could not be read when it was extracted.
  case failed(document: String, reason: String)
  /// A line of plain `guanxi extract`.
  case notAContribution(document: String)
  case malformed
  /// Numbers that point outside the document.
  case inconsistent(document: String)

  public var description: String {
    switch self {
    case .failed(let document, let reason): "\(document): \(reason)"
    case .notAContribution(let document): "\(document): was extracted without --contributions; extract it with it"
    case .malformed: "is no contribution of a document; give lines of guanxi extract --contributions"
    case .inconsistent(let document): "\(document): its contribution points outside its text; extract it anew"
    }
  }

  fileprivate static func reason(of error: any Error, in line: [UInt8]) -> Self {
    struct Outline: Decodable {
      let doc: String
      let error: String?
      let contribution: Contribution?
    }
    guard let outline = try? JSONDecoder().decode(Outline.self, from: Data(line)) else { return .malformed }
    if let reason = outline.error { return .failed(document: outline.doc, reason: reason) }
    return outline.contribution == nil ? .notAContribution(document: outline.doc) : .malformed
  }
}

/// What is read of a line.
private struct Record: Decodable {
  struct Article: Decodable {
    let start: Int
    let end: Int
    let title: String
    let about: [String]
    let townships: [String]
    let byline: [String]
    let head: Bool
    /// Number of places to be named together, whether or not they name somebody.
    let windows: Int
  }

  struct Sentence: Decodable {
    let article: Int
    let start: Int
    let end: Int
  }

  let doc: String
  let sha256: String
  let date: String?
  let extractor: String
  let text: String
  let articles: [Article]
  let sentences: [Sentence]
  let contribution: Contribution

  /// Nil where numbers point outside the document.
  var frame: DocumentExtraction? {
    let codePoints = text.unicodeScalars.map(\.value)
    func isSpan(_ start: Int, _ end: Int) -> Bool { 0 <= start && start <= end && end <= codePoints.count }
    guard articles.allSatisfy({ isSpan($0.start, $0.end) && $0.windows >= 0 }),
      sentences.allSatisfy({ isSpan($0.start, $0.end) && articles.indices.contains($0.article) })
    else { return nil }
    return DocumentExtraction(
      document: Document(name: doc, sha256: sha256, date: date, codePoints: codePoints),
      articles: articles.map {
        ArticleSummary(
          span: Span($0.start, $0.end), title: $0.title, about: $0.about, townships: $0.townships, byline: $0.byline,
          isPageHead: $0.head)
      },
      sentences: sentences.map {
        EntityModel.Sentence(article: $0.article, span: Span($0.start, $0.end), range: 0..<0)
      },
      mentions: [], entities: [], entityOfMention: [], relations: [],
      windows: articles.enumerated().flatMap { ordinal, article in
        Array(repeating: NameWindow(article: ordinal, sentence: nil, entities: []), count: article.windows)
      })
  }
}

extension Contribution {
  /// Whether every number points into the document.
  fileprivate func fits(_ frame: DocumentExtraction) -> Bool {
    let (entities, sentences) = (appearances.indices, frame.sentences.indices)
    let length = frame.document.codePoints.count
    func isPlace(_ start: Int, _ end: Int, _ sentence: Int?) -> Bool {
      0 <= start && start <= end && end <= length && sentence.map(sentences.contains) ?? true
    }
    return mentions.allSatisfy { entities.contains($0.entity) && isPlace($0.start, $0.end, $0.sentence) }
      && relations.allSatisfy {
        entities.contains($0.source) && entities.contains($0.target) && isPlace($0.start, $0.end, $0.sentence)
      }
      && windows.allSatisfy {
        frame.articles.indices.contains($0.article) && isPlace(0, 0, $0.sentence)
          && $0.entities.allSatisfy(entities.contains)
      }
  }
}

/// The line: `id` and `digest` of articles, and the addresses of entities, are what DataFrames join by. The keys of the
/// contribution are those of its coding.
extension JSONWriter {
  fileprivate mutating func write(_ item: DocumentContribution) {
    let (frame, document) = (item.frame, item.document)
    object { writer in
      writer.key("doc")
      writer.value(document.name)
      // Of two documents that print the same article, the one with the lower number counts.
      writer.key("id")
      writer.value(ContributionWriter.id(of: document.name))
      writer.key("sha256")
      writer.value(document.sha256)
      writer.optional("date", document.date)
      writer.key("extractor")
      writer.value(item.extractor)
      writer.key("text")
      writer.value(String(codePoints: document.codePoints))
      writer.articles(frame)
      writer.key("sentences")
      writer.array { writer in
        for sentence in frame.sentences {
          writer.object {
            $0.number("article", sentence.article)
            $0.number("start", sentence.span.start)
            $0.number("end", sentence.span.end)
          }
        }
      }
      writer.key("contribution")
      writer.object { $0.contribution(item.contribution) }
    }
  }

  private mutating func articles(_ frame: DocumentExtraction) {
    var texts = Array(repeating: [String](), count: frame.articles.count)
    for sentence in frame.sentences { texts[sentence.article].append(frame.document.quote(sentence.span)) }
    var windows = Array(repeating: 0, count: frame.articles.count)
    for window in frame.windows { windows[window.article] += 1 }
    key("articles")
    array { writer in
      for (ordinal, article) in frame.articles.enumerated() {
        writer.object { writer in
          writer.number("start", article.span.start)
          writer.number("end", article.span.end)
          writer.key("title")
          writer.value(article.title)
          writer.texts("about", article.about)
          writer.texts("townships", article.townships)
          writer.texts("byline", article.byline)
          writer.flag("head", article.isPageHead)
          // Equal for articles of equal text.
          writer.number("digest", articleDigest(of: texts[ordinal]))
          // Places to be named together, whether or not they name somebody.
          writer.number("windows", windows[ordinal])
        }
      }
    }
  }

  private mutating func contribution(_ contribution: Contribution) {
    key("appearances")
    array { writer in
      for appearance in contribution.appearances {
        writer.object { writer in
          writer.key("address")
          writer.value(appearance.address.description)
          writer.flag("isInferred", appearance.isInferred)
          writer.optional("level", appearance.level?.rawValue)
          writer.optional("code", appearance.code)
          writer.optional("parent", appearance.parent)
          writer.texts("aliases", appearance.aliases)
          writer.texts("roles", appearance.roles)
          writer.texts("districts", appearance.districts)
          writer.texts("townships", appearance.townships)
        }
      }
    }
    key("mentions")
    array { writer in
      for mention in contribution.mentions {
        writer.object {
          $0.number("entity", mention.entity)
          $0.place(mention.start, mention.end, mention.sentence)
        }
      }
    }
    key("relations")
    array { writer in
      for relation in contribution.relations {
        writer.object { writer in
          writer.number("source", relation.source)
          writer.key("type")
          writer.value(relation.type.rawValue)
          writer.number("target", relation.target)
          writer.optional("role", relation.role)
          writer.flag("isInferred", relation.isInferred)
          writer.place(relation.start, relation.end, relation.sentence)
          writer.optional("quote", relation.quote)
        }
      }
    }
    key("windows")
    array { writer in
      for window in contribution.windows {
        writer.object { writer in
          writer.number("article", window.article)
          if let sentence = window.sentence { writer.number("sentence", sentence) }
          writer.key("entities")
          writer.array { writer in
            for entity in window.entities { writer.value(entity) }
          }
        }
      }
    }
  }

  private mutating func place(_ start: Int, _ end: Int, _ sentence: Int?) {
    number("start", start)
    number("end", end)
    if let sentence { number("sentence", sentence) }
  }

  private mutating func number(_ key: StaticString, _ number: Int) {
    self.key(key)
    value(number)
  }

  private mutating func flag(_ key: StaticString, _ flag: Bool) {
    self.key(key)
    value(flag)
  }

  private mutating func texts(_ key: StaticString, _ texts: [String]) {
    self.key(key)
    value(texts)
  }

  private mutating func optional(_ key: StaticString, _ text: String?) {
    guard let text else { return }
    self.key(key)
    value(text)
  }
}
