extension ArticleAssembler {
  /// The pairs of characters of the first lines of a draft.
  struct DraftPairs {
    var headingLines = 0
    var bodyLines = 0
    var pairs: Set<UInt64> = []
  }

  /// Share of the pairs of characters of a line that an article holds already.
  mutating func cohesion(_ index: Int, _ draft: Int) -> Double {
    // Drafts grow, so that only their new lines are to be read.
    var known = pairsOfDraft.removeValue(forKey: draft) ?? DraftPairs()
    let (heading, body) = (drafts[draft].heading, drafts[draft].body.prefix(40))
    for line in heading[known.headingLines...] { insertPairs(of: lines[line], into: &known.pairs) }
    for line in body[known.bodyLines...] { insertPairs(of: lines[line], into: &known.pairs) }
    (known.headingLines, known.bodyLines) = (heading.count, body.count)
    let count = known.pairs.count
    var own: Set<UInt64> = []
    insertPairs(of: lines[index], into: &own)
    let shared = own.count { known.pairs.contains($0) }
    pairsOfDraft[draft] = known
    return own.isEmpty || count == 0 ? 0 : Double(shared) / Double(count).squareRoot()
  }

  private func insertPairs(of line: PageLine, into pairs: inout Set<UInt64>) {
    var previous: UInt32 = 0
    for offset in 0..<min(line.count, 2_000) {
      let code = reader.code(line, offset)
      if (0x4E00...0x9FFF).contains(code), previous != 0 { pairs.insert(UInt64(previous) << 32 | UInt64(code)) }
      previous = (0x4E00...0x9FFF).contains(code) ? code : 0
    }
  }
}
