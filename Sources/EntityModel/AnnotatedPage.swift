/// A page with its annotation: what the recogniser learns from and is measured by.
public struct AnnotatedPage: Sendable {
  public let document: Document
  public let gold: GoldPage

  public init(document: Document, gold: GoldPage) {
    self.document = document
    self.gold = gold
  }

  /// What in the annotation does not hold against the page, one lower-case sentence each: an id given twice, an end of a
  /// relation that is no entity, a quotation that does not stand in the page.
  public func problems() -> [String] {
    var problems: [String] = []
    var ids: Set<String> = []
    func check(_ text: String, _ place: String) {
      if text.isEmpty || GoldPage.firstOccurrence(of: text, in: document.codePoints) == nil {
        problems.append("\(place) '\(printable(text))' does not stand in the page; copy it from there")
      }
    }
    for entity in gold.entities {
      if !ids.insert(entity.id).inserted { problems.append("id \(entity.id) is given twice; number entities anew") }
      for surface in entity.surfaces { check(surface, "surface of \(entity.id)") }
      for context in entity.notIn ?? [] { check(context, "not_in of \(entity.id)") }
    }
    for relation in gold.relations {
      for end in [relation.from, relation.to] where !ids.contains(end) {
        problems.append("\(relation.relation.rawValue) names \(end), which is no entity; add it or correct the id")
      }
      if let evidence = relation.evidence, !evidence.isEmpty {
        check(evidence, "evidence of \(relation.from) \(relation.relation.rawValue) \(relation.to)")
      }
    }
    for article in gold.articles {
      check(article.first, "first of an article")
      if let last = article.last { check(last, "last of an article") }
    }
    return problems
  }

  /// A text on one line.
  private func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? "⏎" : $0 }))
  }
}
