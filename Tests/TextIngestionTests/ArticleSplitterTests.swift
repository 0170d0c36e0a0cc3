import EntityModel
import TestSupport
import Testing
import TextIngestion

@Suite struct ArticleSplitterTests {
  private func articles(_ text: String) -> [Article] {
    ArticleSplitter().articles(
      of: Document(name: "p", sha256: "", date: nil, codePoints: text.unicodeScalars.map(\.value)))
  }

  private let report = "本报泗水讯（记者 谷明霞）连日来，泗水县组织农技人员走进田间，指导农户管理麦田，受到群众欢迎。\n"
  private let second = "本报汶上讯（通讯员 晁阳）汶上县开展道路安全检查，对客运车辆逐一登记，发现问题当场整改。\n"

  @Test func aHeadingBelongsToTheReportUnderIt() throws {
    let found = articles("泗水农技人员下田忙\n\n\(report)\n汶上检查客运车辆\n\n\(second)")
    #expect(found.map(\.title) == ["泗水农技人员下田忙", "汶上检查客运车辆"])
    let text = found[0].text
    #expect(text.string(0..<found[0].headingLength) == "泗水农技人员下田忙\n")
    #expect(text.string(found[0].headingLength..<text.codes.count).hasPrefix("本报泗水讯(记者 谷明霞)连日来,"))
  }

  @Test func aDatelineBeginsAReport() {
    #expect(articles(report + second).map(\.title) == ["", ""])
  }

  /// A short line between paragraphs of one report is a subheading.
  @Test func aHeadingWithoutASignIsASubheading() throws {
    let found = articles("泗水农技人员下田忙\n\n\(report)\n送技术到家\n\n农技员逐户发放明白纸，讲解浇水施肥的时机。\n")
    #expect(found.count == 1)
    #expect(try #require(found.first).text.string(0..<found[0].text.codes.count).contains("送技术到家"))
  }

  @Test func aPhotographersLineEndsACaption() {
    let found = articles("\(report)\n\n\n近日，泗水县志愿者来到文化广场，为老人理发、量血压，讲解夏季防暑常识，受到居民欢迎。 庞博 摄\n\n\(second)")
    #expect(found.count == 3)
    #expect(found.map { $0.text.string(0..<4) } == ["本报泗水", "近日,泗", "本报汶上"])
  }

  /// The scan put another report between two halves of a sentence.
  @Test func anInterruptedReportGoesOn() throws {
    let start = "本报泗水讯（记者 谷明霞）连日来，泗水县组织农技人员走进田间地头，指导农户管理麦田，麦田里农技人员\n"
    let rest = "手把手示范，农户围着农技人员问麦田浇水的时机，泗水县农技人员一一解答。\n"
    let found = articles("泗水农技人员下田忙\n\n\(start)\n汶上检查客运车辆\n\n\(second)\n\(rest)")
    try #require(found.count == 2)
    #expect(found[0].text.string(0..<found[0].text.codes.count).contains("农技人员手把手示范"))
    #expect(!found[1].text.string(0..<found[1].text.codes.count).contains("手把手"))
  }

  @Test func theHeadOfThePageIsNoReport() throws {
    let found = articles("2024年6月21日 星期五 责任编辑 谷明霞\n\n泗水农技人员下田忙\n\n\(report)")
    #expect(found.map(\.isPageHead) == [true, false])
    #expect(found[1].title == "泗水农技人员下田忙")
  }

  /// Full-width forms are folded, breaks inside sentences are gone, and every element knows its place.
  @Test func theTextIsFoldedAndKnowsItsPlaces() throws {
    let page = "本报泗水讯　近日，泗水县圣水峪镇组织农技人员走进田间，指导农户管理麦田，１２０户农户参加了\n培训，“ＡＢＣ”课程受欢迎。\n"
    let codes = page.unicodeScalars.map(\.value)
    let text = try #require(articles(page).first).text
    #expect(text.string(0..<text.codes.count) == "本报泗水讯 近日,泗水县圣水峪镇组织农技人员走进田间,指导农户管理麦田,120户农户参加了培训,“ABC”课程受欢迎。\n")
    #expect(text.offsets.count == text.codes.count)
    for (index, code) in text.codes.enumerated() where (0x4E00...0x9FFF).contains(code) {
      #expect(codes[Int(text.offsets[index])] == code)
    }
  }

  @Test func straightQuotesOpenAndCloseByTurns() throws {
    let text = try #require(articles("他们\"结对\"又\"共建\"。\n").first).text
    #expect(text.string(0..<text.codes.count) == "他们“结对”又“共建”。\n")
  }

  @Test(arguments: ["", "\n\n", "   ", "\u{FEFF}\n", "\u{200B}"])
  func aBlankPageHasNoArticles(text: String) { #expect(articles(text).isEmpty) }

  /// Every character of a page but blanks and marks of headings is in exactly one article, in random pages too.
  @Test(arguments: 0..<30)
  func nothingIsLostAndNothingTaken(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let lines = [
      "泗水农技人员下田忙", "本报泗水讯（记者 谷明霞）连日来，泗水县组织农技人员走进田间。", "■送技术到家", "庞博 摄", "农技员逐户发放明白纸，讲解浇水施肥的",
      "时机，农户直点头。", "", "", "（作者单位：泗水县农业农村局）", "简讯", "◆鱼台县召开会议。", "记者 谷明霞", "2024年6月21日 星期五",
    ]
    let page = (0..<30).map { _ in lines.randomElement(using: &generator) ?? "" }.joined(separator: "\n")
    let codes = page.unicodeScalars.map(\.value)
    var owners = [Int](repeating: 0, count: codes.count)
    for article in articles(page) {
      for (index, code) in article.text.codes.enumerated() where code != 0x0A && code != 0x20 {
        owners[Int(article.text.offsets[index])] += 1
      }
    }
    for (index, code) in codes.enumerated() where (0x4E00...0x9FFF).contains(code) {
      #expect(owners[index] == 1, "\(index)")
    }
  }
}

@Suite struct SentenceSplitterTests {
  @Test(arguments: [
    ("麦收了。人笑了！好不好？", ["麦收了。", "人笑了!", "好不好?"]),
    ("他说：“麦收了。”大家鼓掌。", ["他说:“麦收了。”", "大家鼓掌。"]),
    ("（见图。）下一句；再一句", ["(见图。)", "下一句;", "再一句"]),
    ("没有停顿，一直说下去、说下去", ["没有停顿,一直说下去、说下去"]),
    ("。。。", ["。", "。", "。"]),
  ])
  func stopsEndSentences(text: String, sentences: [String]) throws {
    let page = MarkedPage(text)
    #expect(page.sentences.map { page.articles[$0.article].text.string($0.range) } == sentences)
  }
}
