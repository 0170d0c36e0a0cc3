import EntityModel

/// Proposes the name of the newspaper: what the head of a page begins with, before the date and the page number.
struct MastheadRecognizer {
  let analysis: TextAnalysis

  func propose(into buffer: inout CandidateBuffer) {
    guard let start = analysis.codes.indices.first(where: analysis.isHan) else { return }
    var end = start
    while analysis.isHan(end) { end += 1 }
    guard (3...10).contains(end - start) else { return }
    buffer.append(Candidate(start: start, end: end, type: .unit, kind: .masthead, headStart: end))
  }
}
