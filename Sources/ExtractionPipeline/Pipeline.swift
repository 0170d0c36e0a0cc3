import AdministrativeDivisions
import EntityModel
import EntityRecognition
import EntityResolution
import RelationExtraction
import TextIngestion

/// The one way from a page to what it says: articles, mentions, entities, relations.
///
/// ```swift
/// let pipeline = try Pipeline()
/// let extraction = pipeline.extract(document)
/// extraction.entities.map(\.name)  // ["金乡县", "金乡县供电公司", …]
/// ```
///
/// A pipeline holds no state between documents; one may serve any number of tasks at a time.
public struct Pipeline: Sendable {
  private let reader: PageReader
  private let relationExtractor: RelationExtractor
  private let windowExtractor: NameWindowExtractor
  private let districtAssigner: DistrictAssigner

  /// - Parameters:
  ///   - model: what was learned; without it, the model inside the binary.
  ///   - lexicon: names that the user knows: strong evidence wherever they stand.
  ///   - window: what counts as being named together.
  /// - Throws: when the tables inside the binary are damaged.
  public init(
    model: PipelineModel? = nil, lexicon: UserLexicon = UserLexicon(), window: NameWindowKind = .sentence
  ) throws {
    windowExtractor = NameWindowExtractor(kind: window)
    let model = try model ?? .bundled()
    reader = PageReader(gazetteer: try Gazetteer.bundled(), model: model.mentions, lexicon: lexicon)
    relationExtractor = RelationExtractor(model: model.relations)
    districtAssigner = DistrictAssigner(model: model.relations)
  }

  /// Everything that a document says.
  /// - Complexity: linear in the length of the document.
  public func extract(_ document: Document) -> DocumentExtraction { extraction(reader.read(document)) }

  /// The same with names that were recognised before: articles, entities, relations and districts are found anew.
  ///
  /// Given the names of its own mentions, a document gives an equal extraction. Names that lie in no article are left
  /// out.
  /// - Complexity: linear in the length of the document.
  public func extract(_ document: Document, names: [NameSpan]) -> DocumentExtraction {
    extraction(reader.read(document, names: names))
  }

  private func extraction(_ reading: PageReader.Reading) -> DocumentExtraction {
    let (articles, sentences, mentions) = (reading.articles, reading.sentences, reading.mentions)
    var resolution = reading.resolution
    let page = PageGraph(articles: articles, sentences: sentences, mentions: mentions, resolution: resolution)
    let relations = relationExtractor.relations(in: page)
    let windows = windowExtractor.windows(in: page)
    districtAssigner.assign(to: &resolution.entities, in: page, relations: relations)
    addRoles(&resolution.entities, relations)
    return DocumentExtraction(
      document: reading.document, articles: summaries(articles, mentions, resolution), sentences: sentences,
      mentions: mentions, entities: resolution.entities, entityOfMention: resolution.entityOfMention,
      relations: relations, windows: windows)
  }

  private func summaries(
    _ articles: [Article], _ mentions: [Mention], _ resolution: Resolution
  ) -> [ArticleSummary] {
    var bylines = [[String]](repeating: [], count: articles.count)
    for (index, mention) in mentions.enumerated() where resolution.isByline[index] {
      let name = resolution.entities[resolution.entityOfMention[index]].name
      if !bylines[mention.article].contains(name) { bylines[mention.article].append(name) }
    }
    return articles.enumerated().map { index, article in
      ArticleSummary(
        span: article.span, title: article.title, about: resolution.scenes[index].counties,
        townships: resolution.scenes[index].townships, byline: bylines[index],
        isPageHead: article.isPageHead)
    }
  }

  private func addRoles(_ entities: inout [Entity], _ relations: [Relation]) {
    for relation in relations.sorted(by: { $0.evidence < $1.evidence }) {
      guard entities[relation.source].type == .person, let role = relation.role, !role.isEmpty,
        !entities[relation.source].roles.contains(role)
      else { continue }
      entities[relation.source].roles.append(role)
    }
  }
}
