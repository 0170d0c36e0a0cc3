import AdministrativeDivisions
import EntityModel

/// Finds the names in the articles of a page.
///
/// Recognisers propose candidates, a linear model weighs them, and the set with the highest sum that does not overlap is
/// chosen. Full names of divisions inside longer names are kept as nested mentions.
public struct Recognizer: Sendable {
  private let model: LinearModel
  private let scanner: DivisionScanner
  private let lexicon: LexiconRecognizer

  /// - Parameter lexicon: names that the user knows.
  public init(gazetteer: Gazetteer, model: LinearModel, lexicon: UserLexicon = UserLexicon()) {
    self.lexicon = LexiconRecognizer(lexicon: lexicon)
    self.model = model
    scanner = DivisionScanner(gazetteer: gazetteer)
  }

  /// The mentions of a page in the order of their spans.
  /// - Complexity: linear in the length of the page; what is held at a time is that of a stretch.
  public func mentions(in document: Document, articles: [Article]) -> [Mention] {
    var mentions: [Mention] = []
    ArticlePiece.forEachStretch(of: articles) { pieces in
      var page = proposals(for: pieces.map(\.text))
      let first = firstChoice(&page)
      let consensus = PageConsensus(page, chosen: first)
      for index in page.indices {
        model.reconsider(
          &page[index].buffer, chosen: first[index], consensus: consensus, in: page[index].analysis.codes)
        let chosen = OverlapFilter().choose(page[index].buffer.candidates)
        append(
          chosen.map { page[index].buffer.candidates[$0] }, of: page[index], pieces[index], document, to: &mentions)
      }
    }
    mentions.sort { ($0.span, $0.type.order) < ($1.span, $1.type.order) }
    return mentions
  }

  /// Scores the candidates of a page, each for itself, and returns the indices of the best ones by article.
  func firstChoice(_ page: inout [ArticleProposals]) -> [[Int]] {
    page.indices.map { index in
      model.score(&page[index])
      lexicon.apply(page[index].evidence, to: &page[index].buffer.candidates)
      return OverlapFilter().choose(page[index].buffer.candidates)
    }
  }

  /// The candidates of each article, and what their features are taken from.
  func proposals(for articles: [Article]) -> [ArticleProposals] {
    let divisions = scanner.scan(articles)
    var names = PageNames(capacity: articles.reduce(0) { $0 + $1.text.codes.count } / 4)
    var support = NameSupport()
    var found: [(analysis: TextAnalysis, buffer: CandidateBuffer)] = []
    for (index, article) in articles.enumerated() {
      let analysis = TextAnalysis(codes: article.text.codes, lexicon: .shared, divisions: divisions[index])
      var buffer = CandidateBuffer(capacity: article.text.codes.count * 2 / 5)
      PersonRecognizer(analysis: analysis).propose(into: &buffer)
      HeadedNameRecognizer(analysis: analysis).propose(into: &buffer)
      QuotedNameRecognizer(analysis: analysis).propose(into: &buffer)
      DivisionRecognizer(analysis: analysis).propose(into: &buffer)
      if article.isPageHead { MastheadRecognizer(analysis: analysis).propose(into: &buffer) }
      buffer.number(from: 0, in: analysis.codes, by: &names)
      support.note(buffer.candidates, in: analysis, names: names)
      found.append((analysis, buffer))
    }
    var familiar = FamiliarNameRecognizer()
    for (analysis, buffer) in found { familiar.learn(from: buffer.candidates, in: analysis, support: support) }
    let evidence = found.indices.map { index in
      let analysis = found[index].analysis
      let known = found[index].buffer.candidates.count
      familiar.propose(in: analysis, into: &found[index].buffer)
      let evidence = lexicon.propose(in: analysis, into: &found[index].buffer)
      found[index].buffer.number(from: known, in: analysis.codes, by: &names)
      return evidence
    }
    return found.enumerated().map { index, article in
      let extractor = FeatureExtractor(
        analysis: article.analysis, headingLength: articles[index].headingLength,
        isPageHead: articles[index].isPageHead, names: names, support: support,
        sides: CandidateSides(article.buffer.candidates, in: article.analysis, support: support))
      return ArticleProposals(extractor: extractor, buffer: article.buffer, evidence: evidence[index])
    }
  }

  private func append(
    _ chosen: [Candidate], of page: ArticleProposals, _ piece: ArticlePiece, _ document: Document,
    to mentions: inout [Mention]
  ) {
    func add(_ range: Range<Int>, _ type: EntityType) {
      let span = piece.text.text.span(range)
      // A name cannot reach over the part of another article.
      guard span.length <= range.count + 12 else { return }
      mentions.append(
        Mention(
          span: span, type: type, text: document.text(in: span), article: piece.article,
          range: piece.start + range.lowerBound..<piece.start + range.upperBound))
    }
    let analysis = page.analysis
    var next = 0
    for candidate in chosen {
      add(candidate.start..<candidate.end, candidate.type)
      guard candidate.type == .unit || candidate.type == .place else { continue }
      while next < analysis.divisions.count, analysis.divisions[next].start < candidate.start { next += 1 }
      var inner = next
      var end = candidate.start
      while inner < analysis.divisions.count, analysis.divisions[inner].start < candidate.end {
        let hit = analysis.divisions[inner]
        // In a place, what stands above it leads it: the 城区 in 任城区 is none.
        let leads = candidate.type == .unit || hit.start == end
        if !hit.isShort, hit.isAtHome, leads, hit.start >= end, hit.end <= candidate.end,
          hit.end - hit.start < candidate.end - candidate.start,
          !page.evidence.barredRanges.contains(hit.start..<hit.end)
        {
          add(hit.start..<hit.end, .place)
          end = hit.end
        }
        inner += 1
      }
    }
  }
}

/// The candidates of one article.
struct ArticleProposals {
  /// Tells the features of the candidates.
  let extractor: FeatureExtractor
  var buffer: CandidateBuffer
  /// What the user's lexicon says of them.
  let evidence: LexiconRecognizer.Evidence

  var analysis: TextAnalysis { extractor.analysis }
}

extension PageConsensus {
  /// - Parameter chosen: indices of the chosen candidates, by article.
  init(_ page: [ArticleProposals], chosen: [[Int]]) {
    self.init(names: page.first?.extractor.names ?? PageNames())
    for (proposals, indices) in zip(page, chosen) {
      note(proposals.buffer.candidates, chosen: indices, in: proposals.analysis.codes)
    }
  }
}
