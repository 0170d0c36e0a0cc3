import EntityModel
import JSONText
import TextIngestion

/// What was found in a document, as a line of JSON: the format for every program that is not this one.
///
/// Offsets count code points in the document as given. Unknown values are left out, or are empty lists. Entities are
/// `e1`, `e2`, … and articles `a1`, `a2`, … in their order.
public enum ExtractionJSON {
  /// One line in UTF-8, line feed included.
  ///
  /// `{"doc": "a.txt", "sha256": "…", "articles": […], "mentions": […], "entities": […], …}`
  ///
  /// - Complexity: O(n) in the size of the extraction.
  public static func line(_ extraction: DocumentExtraction) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("doc")
      writer.value(extraction.document.name)
      writer.key("sha256")
      writer.value(extraction.document.sha256)
      writer.optional("date", extraction.document.date)
      if extraction.document.encoding != "UTF-8" { writer.encoding(of: extraction.document) }
      writer.articles(extraction.articles)
      writer.mentions(extraction)
      writer.entities(extraction.entities)
      writer.relations(extraction.relations)
      writer.coOccurrences(CoOccurrence.pairs(in: extraction.windows))
    }
    writer.endLine()
    return writer.bytes
  }

  /// The line of a document that could not be read: `{"doc": "a.txt", "error": "…"}`.
  public static func line(failed name: String, _ error: IngestionError) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("doc")
      writer.value(name)
      writer.key("error")
      writer.value(error.reason)
    }
    writer.endLine()
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func optional(_ key: StaticString, _ text: String?) {
    guard let text else { return }
    self.key(key)
    value(text)
  }

  fileprivate mutating func list(_ key: StaticString, _ texts: [String]) {
    self.key(key)
    value(texts)
  }

  fileprivate mutating func span(_ span: Span) {
    key("start")
    value(span.start)
    key("end")
    value(span.end)
  }

  fileprivate mutating func entity(_ key: StaticString, _ index: Int) {
    self.key(key)
    reference("e", index)
  }

  fileprivate mutating func articles(_ articles: [ArticleSummary]) {
    key("articles")
    array { writer in
      for (index, article) in articles.filter({ !$0.isPageHead }).enumerated() {
        writer.object { writer in
          writer.key("id")
          writer.reference("a", index)
          writer.span(article.span)
          writer.key("title")
          writer.value(article.title)
          writer.list("about", article.about)
          writer.list("townships", article.townships)
          writer.list("byline", article.byline)
        }
      }
    }
  }

  fileprivate mutating func mentions(_ extraction: DocumentExtraction) {
    // The head of the page is no article: it has no number, and its mentions name none.
    var numbers: [Int?] = []
    var next = 0
    for article in extraction.articles {
      numbers.append(article.isPageHead ? nil : next)
      if !article.isPageHead { next += 1 }
    }
    key("mentions")
    array { writer in
      for (mention, entity) in zip(extraction.mentions, extraction.entityOfMention) {
        writer.object { writer in
          writer.span(mention.span)
          writer.key("type")
          writer.value(mention.type.rawValue)
          writer.key("text")
          writer.value(mention.text)
          writer.entity("entity", entity)
          if let number = numbers[mention.article] {
            writer.key("article")
            writer.reference("a", number)
          }
        }
      }
    }
  }

  fileprivate mutating func entities(_ entities: [Entity]) {
    key("entities")
    array { writer in
      for (index, entity) in entities.enumerated() {
        writer.object { writer in
          writer.entity("id", index)
          writer.key("type")
          writer.value(entity.type.rawValue)
          writer.key("name")
          writer.value(entity.name)
          writer.list("aliases", entity.aliases)
          if entity.type == .place {
            writer.optional("level", entity.level?.rawValue)
            writer.optional("code", entity.code)
            writer.optional("parent", entity.parent)
          } else {
            if entity.type == .person { writer.list("roles", entity.roles) }
            writer.list("districts", entity.districts)
            writer.list("townships", entity.townships)
          }
          writer.optional("anchor", entity.anchor.isEmpty ? nil : entity.anchor)
          writer.key("inferred")
          writer.value(entity.isInferred)
        }
      }
    }
  }

  fileprivate mutating func relations(_ relations: [Relation]) {
    key("relations")
    array { writer in
      for relation in relations {
        writer.object { writer in
          writer.entity("source", relation.source)
          writer.key("relation")
          writer.value(relation.type.rawValue)
          writer.entity("target", relation.target)
          writer.optional("role", relation.role)
          writer.span(relation.evidence)
          writer.key("inferred")
          writer.value(relation.isInferred)
        }
      }
    }
  }

  fileprivate mutating func coOccurrences(_ pairs: [CoOccurrence]) {
    key("cooccurrences")
    array { writer in
      for pair in pairs {
        writer.object { writer in
          writer.entity("a", pair.a)
          writer.entity("b", pair.b)
          writer.key("weight")
          writer.value(pair.weight)
        }
      }
    }
  }
}
