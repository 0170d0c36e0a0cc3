import EntityModel
import Foundation
import GRDB

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
    frame = extraction
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
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // All fields are texts, whole numbers and lists of these: nothing JSON could not hold.
    guard let data = try? encoder.encode(Record(self)) else { preconditionFailure("a contribution is JSON") }
    return Array(data) + [0x0A]
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

extension GraphStore {
  /// Stores documents, each in place of the one of the same name if there is one, with the corrections in force, just as
  /// if they had been extracted here. All or, on error, none.
  ///
  /// - Complexity: linear in what the documents and those they replace hold, not in what is stored.
  /// - Throws: `GraphStorageError`.
  public func replace(_ contributions: [DocumentContribution]) throws {
    guard !contributions.isEmpty else { return }
    try write { db in
      let corrector = try Corrector(db, corrections: try StoredCorrections.read(db))
      for item in contributions {
        let name = item.document.name
        do {
          let date = try corrector.writer.dateKept(for: item.document)
          try corrector.writer.remove(name)
          let origin = Origin(extractor: item.extractor, resolver: item.extractor)
          let id = try corrector.writer.addText(of: item.frame, date: date, by: origin)
          try corrector.add(item.contribution, of: id, name: name)
        } catch let error as DatabaseError {
          throw GraphStorageError(error, path: path, document: name)
        }
      }
      try corrector.writer.finish()
    }
  }
}

/// The line. `id`, `digest` and the addresses of entities are what DataFrames join by.
private struct Record: Codable {
  struct Article: Codable {
    let start: Int
    let end: Int
    let title: String
    let about: [String]
    let townships: [String]
    let byline: [String]
    let head: Bool
    /// Equal for articles of equal text.
    let digest: Int
    /// Number of places to be named together, whether or not they name somebody.
    let windows: Int
  }

  struct Sentence: Codable {
    let article: Int
    let start: Int
    let end: Int
  }

  let doc: String
  /// Of two documents that print the same article, the one with the lower number counts.
  let id: Int
  let sha256: String
  let date: String?
  let extractor: String
  let text: String
  let articles: [Article]
  let sentences: [Sentence]
  let contribution: Contribution

  init(_ item: DocumentContribution) {
    let (frame, document) = (item.frame, item.document)
    var texts = Array(repeating: [String](), count: frame.articles.count)
    for sentence in frame.sentences { texts[sentence.article].append(document.quote(sentence.span)) }
    var windows = Array(repeating: 0, count: frame.articles.count)
    for window in frame.windows { windows[window.article] += 1 }
    doc = document.name
    id = ContributionWriter.id(of: document.name)
    sha256 = document.sha256
    date = document.date
    extractor = item.extractor
    text = String(codePoints: document.codePoints)
    articles = frame.articles.enumerated().map { ordinal, article in
      Article(
        start: article.span.start, end: article.span.end, title: article.title, about: article.about,
        townships: article.townships, byline: article.byline, head: article.isPageHead,
        digest: articleDigest(of: texts[ordinal]), windows: windows[ordinal])
    }
    sentences = frame.sentences.map { Sentence(article: $0.article, start: $0.span.start, end: $0.span.end) }
    contribution = item.contribution
  }

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
