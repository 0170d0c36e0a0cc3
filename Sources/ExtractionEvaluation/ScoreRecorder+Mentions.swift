import EntityModel

extension ScoreRecorder {
  private struct Place: Hashable {
    let span: Span
    let type: EntityType
  }

  /// Mentions by exact span and type. Nested and optional ones of the annotation are not required; a run of adjoining
  /// places may also be given as one mention.
  mutating func scoreMentions(_ extraction: DocumentExtraction, _ gold: GoldPage) {
    let annotated = gold.mentions(in: extraction.document)
    var accepted: [Place: [Int]] = [:]
    for (index, mention) in annotated.enumerated() {
      for span in mention.spans {
        accepted[Place(span: span, type: gold.entities[mention.entity].type), default: []].append(index)
      }
    }
    let runs = PlaceRuns(annotated.indices.filter { gold.entities[annotated[$0].entity].type == .place }, annotated)
    let open = annotated.filter { gold.entities[$0.entity].isOptional }
    var found: Set<Int> = []
    var seen: Set<Place> = []
    for mention in extraction.mentions {
      let place = Place(span: mention.span, type: mention.type)
      guard seen.insert(place).inserted else { continue }
      if let hits = accepted[place] {
        found.formUnion(hits)
      } else if mention.type == .place, let hits = runs.mentions(at: mention.span) {
        found.formUnion(hits)
      } else if !open.contains(where: {
        gold.entities[$0.entity].type == mention.type && $0.start < mention.span.end && mention.span.start < $0.end
      }) {
        score.mentions[mention.type, default: Tally()].wrong += 1
        note(.wrongMention, mention.type.rawValue, extraction.document.rawText(in: mention.span))
      }
    }
    for (index, mention) in annotated.enumerated()
    where !mention.isNested && !gold.entities[mention.entity].isOptional {
      let type = gold.entities[mention.entity].type
      if found.contains(index) {
        score.mentions[type, default: Tally()].right += 1
      } else {
        score.mentions[type, default: Tally()].missed += 1
        note(.missedMention, type.rawValue, extraction.document.rawText(in: Span(mention.start, mention.end)))
      }
    }
  }
}

/// Runs of adjoining annotated places: 金乡县鱼山街道 for 金乡县 and 鱼山街道.
private struct PlaceRuns {
  private struct Link {
    let span: Span
    let mention: Int
  }

  private var byStart: [Int: [Link]] = [:]
  private var runs: [Span: [Int]] = [:]

  init(_ places: [Int], _ annotated: [GoldMention]) {
    let links = places.flatMap { index in annotated[index].spans.map { Link(span: $0, mention: index) } }.sorted {
      ($0.span.start, $0.span.end, $0.mention) < ($1.span.start, $1.span.end, $1.mention)
    }
    for link in links { byStart[link.span.start, default: []].append(link) }
    for link in links { extend(link.span, [link.mention]) }
  }

  /// The mentions that a run is made of, or nil when the span is none.
  func mentions(at span: Span) -> [Int]? { runs[span] }

  private mutating func extend(_ span: Span, _ mentions: [Int]) {
    for next in byStart[span.end] ?? [] {
      let longer = Span(span.start, next.span.end)
      runs[longer] = mentions + [next.mention]
      extend(longer, mentions + [next.mention])
    }
  }
}

extension Document {
  /// What `span` holds, blanks and line breaks kept.
  fileprivate func rawText(in span: Span) -> String {
    var text = String.UnicodeScalarView()
    for code in codePoints[span.start..<span.end] { text.append(Unicode.Scalar(code) ?? "\u{FFFD}") }
    return String(text)
  }
}
