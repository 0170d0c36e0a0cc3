import EntityModel

/// Proposes programmes and units in quotes: “社区合伙人”, “红色合伙人”计划, “五老哨兵”志愿服务队, and titles in 《》.
struct QuotedNameRecognizer {
  let analysis: TextAnalysis

  func propose(into buffer: inout CandidateBuffer) {
    let codes = analysis.codes
    var position = 0
    while position < codes.count {
      let code = codes[position]
      if code == 0x201C || code == 0x2018 {
        if let close = closing(of: position, code == 0x201C ? 0x201D : 0x2019) {
          propose(position, close, into: &buffer)
        }
      } else if code == 0x300A, let close = closing(of: position, 0x300B) {
        buffer.append(
          Candidate(start: position + 1, end: close, type: .programme, kind: .bookTitle, headStart: close))
      }
      position += 1
    }
  }

  /// Position of the closing mark of a short quotation.
  private func closing(of open: Int, _ mark: UInt32) -> Int? {
    var position = open + 1
    let limit = min(analysis.codes.count, open + 36)
    while position < limit {
      let code = analysis.codes[position]
      if code == mark { return position > open + 1 ? position : nil }
      if code == 0x0A || code == 0x3002 || code == analysis.codes[open] || code == 0x3B { return nil }
      position += 1
    }
    return nil
  }

  private func propose(_ open: Int, _ close: Int, into buffer: inout CandidateBuffer) {
    let core = Candidate(start: open + 1, end: close, type: .programme, kind: .quoted, headStart: close)
    buffer.append(core)
    if analysis.endingTerms[close].contains(.unit) || analysis.endingTerms[close].contains(.brand) {
      var unit = core
      unit.type = .unit
      unit.headStart = close - Int(analysis.unitLengthBefore[close])
      buffer.append(unit)
    }
    if analysis.endingTerms[close].contains(.place) {
      var place = core
      place.type = .place
      buffer.append(place)
    }
    // A head after the quotation: at once, or after a few words that tell what it is.
    for hit in heads(from: close + 1) {
      let kind = Candidate.Kind.quotedHeaded
      buffer.append(
        Candidate(start: open, end: hit.end, type: .programme, kind: kind, headStart: hit.start, head: hit.term))
    }
  }

  /// Programme heads within a short stretch after a position, without punctuation between.
  private func heads(from start: Int) -> [TextAnalysis.TermHit] {
    var end = start
    while end < analysis.codes.count, end - start < 16,
      analysis.isHan(end) || (0x41...0x7A).contains(analysis.codes[end])
    {
      end += 1
    }
    guard end > start else { return [] }
    return analysis.terms(startingIn: start..<end).filter {
      $0.terms.contains(.programme) && $0.end <= end
    }
  }
}
