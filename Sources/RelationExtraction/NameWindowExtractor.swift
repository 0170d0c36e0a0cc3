import EntityModel

/// Finds who is named together. Names inside longer names do not count, nor does a byline: its names are tied by
/// reports_on alone.
public struct NameWindowExtractor: Sendable {
  public let kind: NameWindowKind

  /// Most entities of a window. A longer list is several windows one after the other: pairs grow with the square of a
  /// window. None of the pages in `Tests/Corpus` has a list half as long.
  static let widest = 128

  public init(kind: NameWindowKind = .sentence) { self.kind = kind }

  /// Every window of this kind outside the head of the page, those that name nobody included, in the order of the
  /// sentences or articles.
  public func windows(
    articles: [Article], sentences: [Sentence], mentions: [Mention], resolution: Resolution
  ) -> [NameWindow] {
    let page = PageGraph(articles: articles, sentences: sentences, mentions: mentions, resolution: resolution)
    let named = page.outer.map { $0.filter { !resolution.isByline[$0] } }
    let reports = sentences.indices.filter { !articles[sentences[$0].article].isPageHead }
    switch kind {
    case .sentence:
      return reports.flatMap { windows(of: named[$0], article: sentences[$0].article, sentence: $0, page) }
    case .list:
      return reports.flatMap { sentence in
        lists(in: named[sentence], page).flatMap {
          windows(of: $0, article: sentences[sentence].article, sentence: sentence, page)
        }
      }
    case .article:
      var members = [[Int]](repeating: [], count: articles.count)
      for sentence in reports { members[sentences[sentence].article] += named[sentence] }
      return articles.indices.filter { !articles[$0].isPageHead }.flatMap {
        windows(of: members[$0], article: $0, sentence: nil, page)
      }
    }
  }

  /// One window, but for more entities than ``widest``.
  private func windows(of mentions: [Int], article: Int, sentence: Int?, _ page: PageGraph) -> [NameWindow] {
    var windows: [NameWindow] = []
    var entities: Set<Int> = []
    for mention in mentions {
      let entity = page.entity(mention)
      if entities.count == Self.widest, !entities.contains(entity) {
        windows.append(NameWindow(article: article, sentence: sentence, entities: entities.sorted()))
        entities = []
      }
      entities.insert(entity)
    }
    windows.append(NameWindow(article: article, sentence: sentence, entities: entities.sorted()))
    return windows
  }

  /// Runs of mentions with nothing but separators between them.
  private func lists(in mentions: [Int], _ page: PageGraph) -> [[Int]] {
    var lists: [[Int]] = []
    for mention in mentions {
      if let last = lists.last?.last {
        let gap = page.mentions[last].range.upperBound..<page.mentions[mention].range.lowerBound
        if page.codes(mention)[gap].allSatisfy(Self.separators.contains) {
          lists[lists.count - 1].append(mention)
          continue
        }
      }
      lists.append([mention])
    }
    return lists
  }

  /// Blanks, 、 and what stands for it in scans, quotation marks around a name, and 和 与 及 以及 暨.
  private static let separators = Set(" 　、，,；;·/“”《》\n和与及以暨".unicodeScalars.map(\.value))
}
