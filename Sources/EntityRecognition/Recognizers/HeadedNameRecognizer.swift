import EntityModel

/// Proposes names that their last word gives away: units (…供电公司), places (…街道), programmes (…工程), and companies
/// by their trade (…数控). From that word it reaches back to every border of words in the same clause.
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
    var position = hit.start
    var inQuotes = false
    while position >= max(0, hit.start - reach) {
      // 县财政局, 镇综治办 begin after whatever word (联合, 会同) the analysis would rather read into them.
      let isStart =
        analysis.borderCost(position) <= 64 * 5 || analysis.divisionAfter[position] != 0
        || type == .unit && analysis.codes[position].isRelativePrefix && position < hit.start
      if isStart, !inQuotes {
        let isBare = position == hit.start
        if !(isBare && (type == .programme || kind == .brand || length == 1)) {
          buffer.append(
            Candidate(
              start: position, end: hit.end, type: type, kind: kind, headStart: hit.start, head: hit.term))
        }
      }
      guard position > 0 else { break }
      let code = analysis.codes[position - 1]
      if code == 0x201D { inQuotes = true } else if code == 0x201C { inQuotes = false }
      if !inQuotes && code != 0x201C && isBreak(code, at: position - 1, end: hit.end) { break }
      if code == 0x0A { break }
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

  /// What no name reaches across: punctuation, but for brackets and dots inside it.
  @inline(__always)
  private func isBreak(_ code: UInt32, at position: Int, end: Int) -> Bool {
    if (0x3400...0x9FFF).contains(code) { return false }
    switch code {
    case 0x28, 0x29: return !isCompanyBracket(position, code)
    case 0xB7, 0x2B: return false
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x26: return false
    default: return true
    }
  }

  /// 上海路桥机电（佛山）有限公司: a place in brackets inside the name.
  private func isCompanyBracket(_ position: Int, _ code: UInt32) -> Bool {
    if code == 0x29 {
      return (2...7).contains { analysis.code(position - $0) == 0x28 } && analysis.isHan(position + 1)
    }
    return (2...7).contains { analysis.code(position + $0) == 0x29 && analysis.isHan(position + $0 + 1) }
  }
}
