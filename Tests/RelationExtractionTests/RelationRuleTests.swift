import AdministrativeDivisions
import EntityModel
import EntityResolution
import TestSupport
import Testing

@testable import RelationExtraction

/// The rules alone, on marked pages; the model that weighs what they find is measured by `guanxi evaluate`.
@Suite struct RelationRuleTests {
  private func page(_ marked: String) throws -> PageGraph {
    let page = MarkedPage(marked)
    let resolution = Resolver(gazetteer: try .bundled()).resolve(
      document: page.document, articles: page.articles, mentions: page.mentions)
    return PageGraph(
      articles: page.articles, sentences: page.sentences, mentions: page.mentions, resolution: resolution)
  }

  /// `周启山 works_for 金乡县委组织部 (副部长)`
  private func printed(_ relations: [Relation], _ page: PageGraph) -> [String] {
    relations.map { relation in
      let role = relation.role.map { " (\($0))" } ?? ""
      return "\(page.resolution.entities[relation.source].name) \(relation.type.rawValue) "
        + page.resolution.entities[relation.target].name + role
    }.sorted()
  }

  // MARK: Posts

  @Test(arguments: [
    ("[unit:泗水县农业农村局]局长[person:秦卫东]下乡。\n", ["秦卫东 works_for 泗水县农业农村局 (局长)"]),
    (
      "[unit:泗水县农业农村局]局长[person:秦卫东]、[unit:泗水县气象局]工程师[person:乔立新]下乡。\n",
      ["乔立新 works_for 泗水县气象局 (工程师)", "秦卫东 works_for 泗水县农业农村局 (局长)"]
    ),
    ("[place:泗水县][place:圣水峪镇]镇长[person:耿志强]说。\n", ["耿志强 works_in 圣水峪镇 (镇长)"]),
    ("[person:耿志强]（[unit:泗水县公安局]民警）救起落水者。\n", ["耿志强 works_for 泗水县公安局 (民警)"]),
    ("[person:耿志强]担任[unit:泗水县第二实验小学]校长。\n", ["耿志强 works_for 泗水县第二实验小学 (校长)"]),
    (
      "[unit:泗水县供电公司]职工[person:边振国]和[person:庞博]上门检修。\n",
      ["庞博 works_for 泗水县供电公司 (职工)", "边振国 works_for 泗水县供电公司 (职工)"]
    ),
  ])
  func postsAreRead(marked: String, expected: [String]) throws {
    let page = try page(marked)
    var relations: [Relation] = []
    PostRule(page: page).apply(to: &relations)
    #expect(printed(relations, page) == expected)
  }

  @Test(arguments: [
    "[unit:泗水县农业农村局]组织[person:秦卫东]等十户参观。\n", "[unit:泗水县农业农村局]。[person:秦卫东]在田里干活。\n",
    "[person:秦卫东]路过[unit:泗水县农业农村局]门口。\n", "[unit:泗水县农业农村局]联合镇政府，邀请专家[person:秦卫东]讲课。\n",
    "[person:秦卫东]、[unit:泗水县农业农村局]都捐了款。\n",
  ])
  func namesBesideUnitsHoldNoPost(marked: String) throws {
    let page = try page(marked)
    var relations: [Relation] = []
    PostRule(page: page).apply(to: &relations)
    #expect(printed(relations, page) == [])
  }

  // MARK: Where things lie

  @Test func placesLieInThoseAboveAndUnitsWhereTheirNamesSay() throws {
    let page = try page("[place:泗水县][place:圣水峪镇][place:东仲都村]邀请[unit:泗水县人民医院]义诊。\n")
    var relations: [Relation] = []
    HierarchyRule(page: page).apply(to: &relations)
    #expect(
      printed(relations, page) == [
        "东仲都村 part_of 圣水峪镇", "圣水峪镇 part_of 泗水县", "泗水县人民医院 located_in 泗水县",
      ])
  }

  @Test func aCompanyFromElsewhereIsNotInTheCountyOfTheArticle() throws {
    let page = try page("本报泗水讯 [place:泗水县]引进了[unit:浙江大华科技有限公司]。\n")
    var relations: [Relation] = []
    HierarchyRule(page: page).apply(to: &relations)
    #expect(!printed(relations, page).contains { $0.contains("located_in") })
  }

  // MARK: Bylines

  @Test func authorsReportOnThePlaceOfTheirArticle() throws {
    let page = try page("本报泗水讯（记者 [person:谷明霞] 通讯员 [person:晁阳]）[place:泗水县]举行了活动，市民[person:庞博]参加。\n")
    var relations: [Relation] = []
    BylineRule(page: page).apply(to: &relations)
    #expect(
      printed(relations, page) == ["晁阳 reports_on 泗水县 (通讯员)", "谷明霞 reports_on 泗水县 (记者)"])
  }

  // MARK: Partners

  @Test(arguments: [
    ("[unit:泗水县妇联]与[unit:泗水县人民法院]签订合作协议。\n", ["泗水县妇联 partners_with 泗水县人民法院 (签订)"]),
    ("[unit:泗水县妇联]联合[unit:泗水县人民法院]开展普法。\n", ["泗水县妇联 partners_with 泗水县人民法院 (联合)"]),
  ])
  func bodiesThatCooperateArePartners(marked: String, expected: [String]) throws {
    let page = try page(marked)
    var relations: [Relation] = []
    PartnershipRule(page: page).apply(to: &relations)
    #expect(printed(relations, page) == expected)
  }

  @Test(arguments: [
    "[unit:泗水县妇联]和[unit:泗水县人民法院]都在这条街上。\n", "[unit:泗水县妇联]主席到[unit:泗水县人民法院]办事。\n",
    "[unit:泗水县妇联]开了会。[unit:泗水县人民法院]联合镇里普法。\n", "从[unit:泗水县妇联]出发，经过[unit:泗水县人民法院]，就到了公园。\n",
  ])
  func bodiesThatMerelyStandTogetherAreNot(marked: String) throws {
    let page = try page(marked)
    var relations: [Relation] = []
    PartnershipRule(page: page).apply(to: &relations)
    #expect(printed(relations, page) == [])
  }

  // MARK: Programmes

  @Test(arguments: [
    ("[unit:泗水县妇联]启动“[programme:巧手工坊]”项目。\n", ["泗水县妇联 runs 巧手工坊"]),
    ("“[programme:巧手工坊]”项目由[unit:泗水县妇联]牵头实施。\n", ["泗水县妇联 runs 巧手工坊"]),
    (
      "[unit:泗水县妇联]联合[unit:泗水县人民法院]启动“[programme:巧手工坊]”项目。\n",
      ["泗水县人民法院 takes_part_in 巧手工坊", "泗水县妇联 runs 巧手工坊"]
    ),
  ])
  func whoLaunchesAProgrammeRunsIt(marked: String, expected: [String]) throws {
    let page = try page(marked)
    var relations: [Relation] = []
    ProgrammeTieRule(page: page).apply(to: &relations)
    #expect(printed(relations, page) == expected)
  }

  @Test(arguments: [
    "[unit:泗水县妇联]门前有一条小河。“[programme:巧手工坊]”在河对面。\n", "记者在[unit:泗水县妇联]见到了“[programme:巧手工坊]”的学员。\n",
  ])
  func whoMerelyStandsBesideAProgrammeDoesNot(marked: String) throws {
    let page = try page(marked)
    var relations: [Relation] = []
    ProgrammeTieRule(page: page).apply(to: &relations)
    #expect(!printed(relations, page).contains { $0.hasPrefix("泗水县妇联 runs") })
  }
}
