import EntityModel

/// Proposes the divisions that the gazetteer finds.
struct DivisionRecognizer {
  let analysis: TextAnalysis

  func propose(into buffer: inout CandidateBuffer) {
    for hit in analysis.divisions {
      buffer.append(
        Candidate(start: hit.start, end: hit.end, type: .place, kind: .division, headStart: hit.end))
    }
  }
}
