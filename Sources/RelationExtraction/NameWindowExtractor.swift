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
  public func windows(in page: PageGraph) -> [NameWindow] {
    var windows: [NameWindow] = []
    let (articles, sentences) = (page.articles, page.sentences)
    let reports = sentences.indices.lazy.filter { !articles[sentences[$0].article].isPageHead }
    switch kind {
    case .sentence:
      for sentence in reports {
        add(page.named(in: sentence), article: sentences[sentence].article, sentence: sentence, page, to: &windows)
      }
    case .list:
      for sentence in reports {
        for list in lists(in: page.named(in: sentence), page) {
          add(list, article: sentences[sentence].article, sentence: sentence, page, to: &windows)
        }
      }
    case .article:
      var members = [[Int]](repeating: [], count: articles.count)
      for sentence in reports { members[sentences[sentence].article] += page.named(in: sentence) }
      for article in articles.indices where !articles[article].isPageHead {
        add(members[article], article: article, sentence: nil, page, to: &windows)
      }
    }
    return windows
  }

  /// Adds one window, more for more entities than ``widest``.
  private func add(
    _ mentions: [Int], article: Int, sentence: Int?, _ page: PageGraph, to windows: inout [NameWindow]
  ) {
    // In order, each once; few enough to be looked through.
    var entities: [Int] = []
    entities.reserveCapacity(min(mentions.count, Self.widest))
    for mention in mentions {
      let entity = page.entity(mention)
      if entities.contains(entity) { continue }
      if entities.count == Self.widest {
        windows.append(NameWindow(article: article, sentence: sentence, entities: entities))
        entities.removeAll(keepingCapacity: true)
      }
      entities.append(entity)
      var place = entities.count - 1
      while place > 0, entities[place - 1] > entity {
        entities.swapAt(place - 1, place)
        place -= 1
      }
    }
    windows.append(NameWindow(article: article, sentence: sentence, entities: entities))
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
