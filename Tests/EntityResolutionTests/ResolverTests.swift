import AdministrativeDivisions
import EntityModel
import EntityResolution
import TestSupport
import Testing

/// On marked pages: which names are one entity, and what it is called.
@Suite struct ResolverTests {
  /// For each mention in order, `type:canonical name`.
  private func names(_ marked: String, lexicon: UserLexicon = UserLexicon()) throws -> [String] {
    let resolution = try resolve(marked, lexicon: lexicon)
    return resolution.entityOfMention.map {
      "\(resolution.entities[$0].type.rawValue):\(resolution.entities[$0].name)"
    }
  }

  private func resolve(_ marked: String, lexicon: UserLexicon = UserLexicon()) throws -> Resolution {
    let page = MarkedPage(marked)
    return Resolver(gazetteer: try .bundled(), lexicon: lexicon).resolve(
      document: page.document, articles: page.articles, mentions: page.mentions)
  }

  // MARK: Places

  @Test func aShortFormJoinsItsFullName() throws {
    #expect(
      try names("[place:泗水县]的桃花开了，[place:泗水]人都去看花。\n") == ["place:泗水县", "place:泗水县"])
  }

  /// 城关镇 is the name of hundreds of towns.
  @Test func aHomonymIsSettledByThePlaceBeforeIt() throws {
    let resolution = try resolve("[place:平阴县][place:孔村镇]与[place:金乡县][place:羊山镇]结对。\n")
    #expect(resolution.entities.map(\.parent) == ["济南市", "平阴县", "济宁市", "金乡县"])
    #expect(resolution.entities.map(\.level) == [.county, .township, .county, .township])
  }

  @Test func villagesOfTwoTownsAreTwo() throws {
    let resolution = try resolve(
      "本报金乡讯 [place:金乡县][place:羊山镇][place:李庄村]修了一条四米宽的水泥路。\n\n本报金乡讯 [place:金乡县][place:鸡黍镇][place:李庄村]打了三眼灌溉用的机井。\n")
    #expect(Set([2, 5].map { resolution.entityOfMention[$0] }).count == 2)
  }

  // MARK: Units

  @Test func aRelativeNameIsCompletedFromItsArticle() throws {
    #expect(
      try names("本报金乡讯 [place:金乡县]部署夏收，[unit:县农业农村局]派出技术员，[unit:团县委]组织志愿者。\n")
        == ["place:金乡县", "unit:金乡县农业农村局", "unit:共青团金乡县委"])
  }

  @Test func anArticleAboutAnotherCountyCompletesDifferently() throws {
    #expect(
      try names(
        "本报金乡讯 [place:金乡县]部署夏收工作，[unit:县公安局]派出警力上路巡查。\n\n本报泗水讯 [place:泗水县]部署夏收工作，[unit:县公安局]派出警力上路巡查。\n"
      )
        == ["place:金乡县", "unit:金乡县公安局", "place:泗水县", "unit:泗水县公安局"])
  }

  @Test(arguments: [
    ("金乡县卫生健康局", "卫健局"), ("山东旭航纺织有限公司", "旭航纺织"), ("金乡县人民医院", "县医院"), ("金乡县供电公司", "供电公司"),
  ])
  func aShortFormJoinsTheFullNameOnThePage(full: String, short: String) throws {
    let found = try names("本报金乡讯 [place:金乡县]的[unit:\(full)]很忙，[unit:\(short)]的同志加了班。\n")
    #expect(found == ["place:金乡县", "unit:\(full)", "unit:\(full)"])
  }

  @Test(arguments: [
    ("金乡县供电公司", "金乡县自来水公司"), ("金乡县人民医院", "金乡县中医院"), ("金乡县第一中学", "金乡县第二中学"), ("山东旭航纺织有限公司", "山东旭日纺织有限公司"),
  ])
  func unitsOfOneKindStayTwo(one: String, other: String) throws {
    let found = try names("本报金乡讯 [place:金乡县]的[unit:\(one)]与[unit:\(other)]都来了。\n")
    #expect(found == ["place:金乡县", "unit:\(one)", "unit:\(other)"])
  }

  // MARK: Persons

  @Test func oneNameInOneArticleIsOnePerson() throws {
    let resolution = try resolve("本报金乡讯 [place:金乡县]村民[person:苗秀兰]种蒜，[person:苗秀兰]说今年价好。\n")
    #expect(resolution.entityOfMention[1] == resolution.entityOfMention[2])
  }

  @Test func aReporterIsNotTheMayorOfTheSameName() throws {
    let resolution = try resolve(
      "本报金乡讯（记者 [person:王伟]）[place:金乡县]举行了消夏文艺活动。\n\n本报金乡讯（通讯员 晁阳）[place:金乡县]县长[person:王伟]主持召开会议并讲话。\n")
    #expect(resolution.isByline == [true, false, false, false])
    #expect(resolution.entityOfMention[0] != resolution.entityOfMention[3])
  }

  @Test func namesakesInTwoCountiesAreTwo() throws {
    let resolution = try resolve(
      "本报金乡讯 [place:金乡县]村民[person:王伟]种了十几年大蒜，今年又扩了五亩。\n\n本报泗水讯 [place:泗水县]村民[person:王伟]种了十几年桃树，今年又扩了五亩。\n")
    #expect(resolution.entityOfMention[1] != resolution.entityOfMention[3])
  }

  // MARK: Programmes

  @Test func quotesAndHeadsDoNotMakeAnother() throws {
    let resolution = try resolve(
      "本报金乡讯 “[programme:银龄课堂]”开班，[programme:“银龄课堂”项目]已办三期，[programme:银龄课堂]受欢迎。\n")
    #expect(Set(resolution.entityOfMention).count == 1)
  }

  @Test func programmesOfOneHeadStayTwo() throws {
    #expect(
      try names("“[programme:暖冬行动]”和“[programme:清凉行动]”都由志愿者承担。\n") == [
        "programme:暖冬行动", "programme:清凉行动",
      ])
  }

  // MARK: Lexicon

  @Test func theLexiconHasTheLastWord() throws {
    var lexicon = UserLexicon()
    lexicon.insert("金乡县供电公司", aliases: ["老电力"], as: .unit)
    lexicon.insert("苗秀兰", aliases: ["苗大娘"], as: .person)
    #expect(
      try names(
        "本报金乡讯 [place:金乡县][unit:老电力]的师傅到[person:苗大娘]家修灯，[person:苗秀兰]很高兴，[unit:金乡县供电公司]常来。\n",
        lexicon: lexicon)
        == ["place:金乡县", "unit:金乡县供电公司", "person:苗秀兰", "person:苗秀兰", "unit:金乡县供电公司"])
  }

  @Test func aListedNameIsJoinedToNoOther() throws {
    let marked = "本报金乡讯 [place:金乡县]的[unit:金乡县青年志愿者协会]来了，[unit:青年志愿者协会]也来了。\n"
    #expect(try names(marked).suffix(2) == ["unit:金乡县青年志愿者协会", "unit:金乡县青年志愿者协会"])
    var lexicon = UserLexicon()
    lexicon.insert("青年志愿者协会", as: .unit)
    #expect(try names(marked, lexicon: lexicon).suffix(2) == ["unit:金乡县青年志愿者协会", "unit:青年志愿者协会"])
  }

  @Test func aPageWithoutNamesHasNoEntities() throws {
    #expect(try resolve("麦子熟了。\n").entities.isEmpty)
    #expect(try resolve("").entities.isEmpty)
  }
}
