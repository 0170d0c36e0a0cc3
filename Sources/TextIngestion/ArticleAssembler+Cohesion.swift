import EntityModel

extension ArticleAssembler {
  /// The pairs of characters of the first lines of a draft.
  struct DraftPairs {
    var headingLines = 0
    var bodyLines = 0
    var pairs = NumberedKeys(capacity: 1024)
  }

  /// Share of the pairs of characters of a line that an article holds already.
  mutating func cohesion(_ index: Int, _ draft: Int) -> Double {
    // Drafts grow, so that only their new lines are to be read.
    var known = pairsOfDraft.removeValue(forKey: draft) ?? DraftPairs()
    let (heading, body) = (drafts[draft].heading, drafts[draft].body.prefix(40))
    for line in heading[known.headingLines...] { forEachPair(of: lines[line]) { _ = known.pairs.insert($0) } }
    for line in body[known.bodyLines...] { forEachPair(of: lines[line]) { _ = known.pairs.insert($0) } }
    (known.headingLines, known.bodyLines) = (heading.count, body.count)
    let pairs = known.pairs
    let count = pairs.count
    var own = NumberedKeys(capacity: min(lines[index].count, Self.longestLine))
    var shared = 0
    forEachPair(of: lines[index]) { pair in
      if own.insert(pair), pairs.find(pair) != nil { shared += 1 }
    }
    pairsOfDraft[draft] = known
    return own.count == 0 || count == 0 ? 0 : Double(shared) / Double(count).squareRoot()
  }

  /// Most characters of a line that are compared.
  private static let longestLine = 2_000

  /// Pairs of neighbouring characters of the beginning of a line, as often as they stand there.
  private func forEachPair(of line: PageLine, _ body: (UInt64) -> Void) {
    var previous: UInt32 = 0
    for offset in 0..<min(line.count, Self.longestLine) {
      let code = reader.code(line, offset)
      if (0x4E00...0x9FFF).contains(code), previous != 0 { body(UInt64(previous) << 32 | UInt64(code)) }
      previous = (0x4E00...0x9FFF).contains(code) ? code : 0
    }
  }
}
