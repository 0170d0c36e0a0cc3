import AdministrativeDivisions
import EntityModel
import ExtractionPipeline
import TextIngestion

/// As many pages as are wanted, made of a few: each repetition names other people, counties, towns and villages, so that
/// tables and caches meet new names as they do in a year of newspapers.
///
/// The same seed gives the same pages. No page is kept.
struct RenamedPages {
  /// A page cut at its names.
  private struct Template {
    var parts: [Part] = []
  }

  private enum Part {
    case text([UInt8])
    /// Number of a name on the page, and what it names.
    case name(Int, Kind)
  }

  private enum Kind { case person, county, township, village }

  private let templates: [Template]
  private let namesByKind: [[[UInt8]]]
  private let seed: UInt64

  /// - Parameters:
  ///   - pages: bytes of the pages to repeat, in UTF-8.
  ///   - cut: whether each article is a page of its own.
  ///   - minimumCharacters: shorter articles share a page with the next.
  ///   - seed: of the names to come.
  init(
    repeating pages: [[UInt8]], cut: Bool = false, minimumCharacters: Int = 0, seed: UInt64, pipeline: Pipeline
  ) throws {
    self.seed = seed
    let gazetteer = try Gazetteer.bundled()
    let reader = DocumentReader()
    templates = try pages.enumerated().flatMap { index, bytes in
      let extraction = pipeline.extract(try reader.document(named: "\(index).txt", bytes: bytes))
      let whole = Span(0, extraction.document.codePoints.count)
      let articles = extraction.articles.filter { !$0.isPageHead }.map(\.span)
      let spans = cut ? Self.joined(articles, minimumCharacters) : [whole]
      return spans.map { Self.template(of: extraction, in: $0, gazetteer) }
    }
    namesByKind = Self.divisionNames(gazetteer)
  }

  /// The bytes of a page, the name it is stored by, and its number of code points.
  func page(_ index: Int) -> (name: String, bytes: [UInt8]) {
    var generator = SplitMix64(state: seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
    var names: [Int: [UInt8]] = [:]
    var bytes: [UInt8] = []
    for part in templates[index % templates.count].parts {
      switch part {
      case .text(let text): bytes += text
      case .name(let number, let kind):
        if names[number] == nil { names[number] = newName(kind, &generator) }
        bytes += names[number] ?? []
      }
    }
    return ("\(1_000_000 + index).txt", bytes)
  }

  /// A name of a county that pages may have, for questions.
  func county(_ index: Int) -> String {
    let names = namesByKind[0]
    return String(decoding: names[index % names.count], as: UTF8.self)
  }

  private func newName(_ kind: Kind, _ generator: inout SplitMix64) -> [UInt8] {
    switch kind {
    case .person:
      let count = Int.random(in: 1...2, using: &generator)
      let given = (0..<count).compactMap { _ in Self.givenNames.randomElement(using: &generator) }
      return Array("\(Self.surnames.randomElement(using: &generator) ?? "王")\(given.joined())".utf8)
    case .county: return namesByKind[0].randomElement(using: &generator) ?? []
    case .township: return namesByKind[1].randomElement(using: &generator) ?? []
    case .village: return namesByKind[2].randomElement(using: &generator) ?? []
    }
  }

  private static func joined(_ spans: [Span], _ minimumCharacters: Int) -> [Span] {
    spans.reduce(into: []) { joined, span in
      if let last = joined.last, last.length < minimumCharacters {
        joined[joined.count - 1] = Span(last.start, span.end)
      } else {
        joined.append(span)
      }
    }
  }

  private static func template(of extraction: DocumentExtraction, in part: Span, _ gazetteer: Gazetteer) -> Template {
    let document = extraction.document
    func text(_ range: Range<Int>) -> [UInt8] { Array(String(codePoints: document.codePoints[range]).utf8) }
    var template = Template()
    var end = part.start
    for (mention, entity) in zip(extraction.mentions, extraction.entityOfMention)
    where mention.span.start >= end && part.contains(mention.span) && mention.span.length == mention.range.count {
      guard let kind = kind(of: mention, extraction.entities[entity], gazetteer) else { continue }
      template.parts.append(.text(text(end..<mention.span.start)))
      template.parts.append(.name(entity, kind))
      end = mention.span.end
    }
    template.parts.append(.text(text(end..<part.end)))
    return template
  }

  /// What a mention names, if it names that in full: 金乡 stays, for its county is another now.
  private static func kind(of mention: Mention, _ entity: Entity, _ gazetteer: Gazetteer) -> Kind? {
    if mention.type == .person { return mention.text == entity.name ? .person : nil }
    guard mention.type == .place, let name = gazetteer.lookUp(mention.text), mention.text == entity.name,
      let division = gazetteer.divisions(named: name).first
    else { return nil }
    switch gazetteer.level(of: division) {
    case .county: return .county
    case .township: return .township
    case .village: return .village
    case .province, .prefecture, .site: return nil
    }
  }

  /// Names of counties, of towns and of villages.
  private static func divisionNames(_ gazetteer: Gazetteer) -> [[[UInt8]]] {
    let provinces = (11...65).compactMap { gazetteer.division(code: "\($0)0000") }
    let prefectures = provinces.flatMap(gazetteer.children).filter { gazetteer.level(of: $0) == .prefecture }
    let counties = prefectures.flatMap(gazetteer.children).filter { !gazetteer.isFormer($0) && !gazetteer.isZone($0) }
    let towns = counties.flatMap(gazetteer.children).filter { !gazetteer.isFormer($0) }
    // Every hundredth town is enough: the search for its villages goes through all of them.
    let villages = stride(from: 0, to: towns.count, by: 100).flatMap { gazetteer.children(of: towns[$0]) }
    return [counties, towns, villages].map { $0.map { Array(gazetteer.name(of: $0).utf8) } }
  }

  private static let surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕".map(String.init)
  private static let givenNames =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱香月媛瑞凡佳嘉琼勤珍贞莉建国志海文斌鹏飞宇浩然"
    .map(String.init)
}

/// A small generator of numbers that gives the same for the same seed everywhere (Steele, Lea and Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
