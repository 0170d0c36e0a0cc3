import EntityModel

/// Proposes names that their last word gives away: units (…供电公司), places (…街道), programmes (…工程), and companies
/// by their trade (…数控). From that word it reaches back to every position of the same clause where one may begin.
struct HeadedNameRecognizer {
  let analysis: TextAnalysis

  func propose(into buffer: inout CandidateBuffer) {
    for hit in analysis.terms {
      if hit.terms.contains(.unit) { propose(hit, .unit, .headed, reach: 26, into: &buffer) }
      if hit.terms.contains(.brand) { propose(hit, .unit, .brand, reach: 8, into: &buffer) }
      if hit.terms.contains(.place) { propose(hit, .place, .headed, reach: 12, into: &buffer) }
      if hit.terms.contains(.programme) { propose(hit, .programme, .headed, reach: 20, into: &buffer) }
    }
  }

  private func propose(
    _ hit: TextAnalysis.TermHit, _ type: EntityType, _ kind: Candidate.Kind, reach: Int,
    into buffer: inout CandidateBuffer
  ) {
    let length = hit.end - hit.start
    let tolerance: Int32 = length > 1 ? 64 * 4 : isBeforeLocality(hit.end) ? 64 * 8 : 0
    guard analysis.borderCost(hit.end) <= tolerance || isBeforeUnitEnd(hit.end) else { return }
    // A longer head that ends at the same place makes the same candidates.
    if type == .unit, kind == .headed, Int(analysis.unitLengthBefore[hit.end]) > length { return }
    if type == .programme, length == 1, !isProgrammeCharacter(hit) { return }
    let start = NameReach.start(of: type)
    var position = hit.start
    var inQuotes = false
    while position >= max(0, hit.start - reach) {
      let here = analysis.nameReaches[position]
      if here.contains(start), !inQuotes {
        let isBare = position == hit.start
        if !(isBare && (type == .programme || kind == .brand || length == 1)) {
          buffer.append(
            Candidate(
              start: position, end: hit.end, type: type, kind: kind, headStart: hit.start, head: hit.term))
        }
      }
      if !here.isDisjoint(with: NameReach.marks) {
        if here.contains(.lineStart) { break }
        if here.contains(.preposition), type != .unit, !inQuotes { break }
        if here.contains(.afterBreak), !inQuotes { break }
        if here.contains(.afterClosingQuote) { inQuotes = true }
        if here.contains(.afterOpeningQuote) { inQuotes = false }
      }
      position -= 1
    }
  }

  /// 节, 赛, 杯 and the like end too many words to be tried everywhere.
  private func isProgrammeCharacter(_ hit: TextAnalysis.TermHit) -> Bool {
    analysis.isBorder(hit.end) && [0x8282, 0x8D5B, 0x8D37].contains(analysis.codes[hit.start])
  }

  /// 虎头山上, 千灯湖边: the word may hide the border after the name.
  private func isBeforeLocality(_ end: Int) -> Bool { Self.localities.contains { $0 == analysis.code(end) } }

  private static let localities = "上下边里旁畔中内岸脚底口两东西南北".unicodeScalars.map(\.value)

  private func isBeforeUnitEnd(_ end: Int) -> Bool {
    analysis.startingTerms[min(end, analysis.codes.count)].contains(.role)
  }
}
