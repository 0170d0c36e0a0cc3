import EntityModel
import Testing

@testable import AdministrativeDivisions

@Suite struct GazetteerTests {
  let gazetteer: Gazetteer

  init() throws { gazetteer = try Gazetteer.bundled() }

  /// The one division with a path of names.
  func division(_ path: String...) throws -> Gazetteer.DivisionID {
    let name = try #require(gazetteer.lookUp(path[path.count - 1]))
    let found = gazetteer.divisions(named: name).filter { gazetteer.path(of: $0).map(gazetteer.name(of:)) == path }
    try #require(found.count == 1)
    return found[0]
  }

  @Test(arguments: [
    (PlaceLevel.province, 34...34), (.prefecture, 335...600), (.county, 2_900...5_000),
    (.township, 40_000...50_000), (.village, 640_000...660_000), (.site, 0...0),
  ])
  func countsByLevel(level: PlaceLevel, expected: ClosedRange<Int>) {
    #expect(expected.contains(gazetteer.count(of: level)))
  }

  @Test func divisionsInForceAreThoseOfTheCodeBook() {
    let inForce = (0..<gazetteer.divisionRange(2).upperBound).map { Gazetteer.DivisionID($0) }.filter {
      !gazetteer.isFormer($0) && !gazetteer.isZone($0) && gazetteer.code(of: $0) != nil
    }
    #expect(inForce.filter { gazetteer.level(of: $0) == .province }.count == 34)
    #expect(inForce.filter { gazetteer.level(of: $0) == .prefecture }.count == 333)
    #expect((2_845...2_850).contains(inForce.filter { gazetteer.level(of: $0) == .county }.count))
  }

  @Test(arguments: [
    ("370828", ["山东省", "济宁市", "金乡县"], PlaceLevel.county),
    ("370800", ["山东省", "济宁市"], .prefecture),
    ("110105", ["北京市", "朝阳区"], .county),
    ("429004", ["湖北省", "仙桃市"], .county),
    ("500101", ["重庆市", "万州区"], .county),
    ("530724", ["云南省", "丽江市", "宁蒗彝族自治县"], .county),
    ("150000", ["内蒙古自治区"], .province),
    ("222400", ["吉林省", "延边朝鲜族自治州"], .prefecture),
    ("130102001", ["河北省", "石家庄市", "长安区", "建北街道"], .township),
  ])
  func codes(code: String, path: [String], level: PlaceLevel) throws {
    let division = try #require(gazetteer.division(code: code))
    #expect(gazetteer.path(of: division).map(gazetteer.name(of:)) == path)
    #expect(gazetteer.level(of: division) == level)
    #expect(gazetteer.code(of: division) == code)
    #expect(!gazetteer.isFormer(division))
  }

  @Test(arguments: ["", "1", "999999", "37082", "金乡", "-1", "99999999999999"])
  func unknownCodes(code: String) { #expect(gazetteer.division(code: code) == nil) }

  @Test(arguments: [
    ("金乡", "金乡县", true), ("内蒙古", "内蒙古自治区", true), ("延边", "延边朝鲜族自治州", true),
    ("宁蒗", "宁蒗彝族自治县", true), ("兴安", "兴安盟", true), ("东城", "东城区", false), ("达茂旗", "达尔罕茂明安联合旗", true),
    ("济宁高新区", "济宁高新技术产业开发区", true), ("巴州", "巴音郭楞蒙古自治州", true), ("香港", "香港特别行政区", true),
    ("景德镇", "景德镇市", true), ("叶赫", "叶赫满族镇", false), ("襄樊", "襄樊市", false),
  ])
  func shortForms(form: String, full: String, strong: Bool) throws {
    let name = try #require(gazetteer.lookUp(form))
    #expect(gazetteer.forms(of: name).contains(.short))
    #expect(gazetteer.divisions(shortened: name).map(gazetteer.name(of:)).contains(full))
    #expect(gazetteer.isStrongShortForm(name) == strong)
    #expect(gazetteer.string(of: name) == form)
  }

  @Test(arguments: ["京", "滕", "叶", "社区", "市辖区", "省直辖行政区划", "直属村", "街道社区", "虚拟社区", "", "不是地名的一句话"])
  func namesNothing(text: String) { #expect(gazetteer.lookUp(text) == nil) }

  @Test(arguments: [
    ("发展", true), ("资源", true), ("通道", true), ("城区", true), ("安全", true), ("葡萄", true), ("金乡", false), ("邹城", false),
    ("山东", false), ("朝阳", false), ("海淀", false), ("海淀区", false), ("和平村", false), ("鸡黍镇", false),
  ])
  func ordinaryWords(text: String, isOrdinary: Bool) throws {
    #expect(gazetteer.isOrdinaryWord(try #require(gazetteer.lookUp(text))) == isOrdinary)
  }

  @Test func homonymsComeHigherLevelFirst() throws {
    let name = try #require(gazetteer.lookUp("鼓楼区"))
    let cities = gazetteer.divisions(named: name).filter { !gazetteer.isFormer($0) }.compactMap(gazetteer.parent(of:))
    #expect(Set(cities.map(gazetteer.name(of:))) == ["南京市", "徐州市", "福州市", "开封市"])
    let villages = gazetteer.divisions(named: try #require(gazetteer.lookUp("和平村")))
    #expect(villages.count > 500)
    #expect(zip(villages, villages.dropFirst()).allSatisfy { $0 < $1 })
    #expect(villages.allSatisfy { gazetteer.level(of: $0) == .village && gazetteer.name(of: $0) == "和平村" })
    let jilin = gazetteer.divisions(shortened: try #require(gazetteer.lookUp("吉林")))
    #expect(jilin.prefix(2).map(gazetteer.name(of:)) == ["吉林省", "吉林市"])
  }

  @Test(arguments: [
    (["山东省", "济宁市", "邹县"], "邹城市", "370825", 1992), (["湖北省", "襄樊市"], "襄阳市", "420600", 2010),
    (["江苏省", "淮阴市"], "淮安市", "320800", 2000), (["重庆市", "渝北区"], "两江新区", "500112", 2025),
    (["江西省", "南昌市", "湾里区"], "新建区", "360105", 2019), (["辽宁省", "旅大市"], "大连市", "210200", 1981),
  ])
  func formerNames(path: [String], successor: String, code: String, year: Int) throws {
    let name = try #require(gazetteer.lookUp(path[path.count - 1]))
    let former = try #require(
      gazetteer.divisions(named: name).first { gazetteer.path(of: $0).map(gazetteer.name(of:)) == path })
    #expect(gazetteer.isFormer(former))
    #expect(gazetteer.successor(of: former).map(gazetteer.name(of:)) == successor)
    #expect(gazetteer.yearOfEnd(of: former) == year)
    let heir = try #require(gazetteer.successor(of: former))
    #expect(!gazetteer.isFormer(heir))
    #expect(gazetteer.successor(of: heir) == nil)
  }

  @Test func formerCodeLeadsToTheBearerOfToday() throws {
    // 邹城市 was 370825 as 邹县, then 379022.
    let division = try #require(gazetteer.division(code: "379022"))
    #expect(gazetteer.name(of: division) == "邹城市")
    #expect(gazetteer.code(of: division) == "370883")
  }

  @Test func treeIsConsistent() throws {
    let county = try division("山东省", "济宁市", "金乡县")
    let towns = gazetteer.children(of: county)
    #expect(towns.count >= 13)
    #expect(towns.allSatisfy { gazetteer.parent(of: $0) == county && gazetteer.level(of: $0) == .township })
    let village = try #require(gazetteer.children(of: towns[0]).first)
    #expect(gazetteer.level(of: village) == .village)
    #expect(gazetteer.county(of: village) == county)
    #expect(gazetteer.ancestor(.province, of: village).map(gazetteer.name(of:)) == "山东省")
    #expect(gazetteer.ancestor(.village, of: county) == nil)
    #expect(gazetteer.isAncestor(county, of: village))
    #expect(!gazetteer.isAncestor(village, of: county))
    #expect(!gazetteer.isAncestor(county, of: county))
    #expect(gazetteer.children(of: village).isEmpty)
    #expect(gazetteer.children(of: try division("重庆市")).allSatisfy { gazetteer.level(of: $0) == .county })
  }

  /// Every name leads to divisions, and every division's name leads back to it: on a sample, quick in debug builds.
  @Test func namesAndDivisionsAgree() throws {
    let end = gazetteer.divisionRange(4).upperBound
    for index in stride(from: 0, to: end, by: 997) {
      let division = Gazetteer.DivisionID(index)
      let name = gazetteer.nameID(of: division)
      #expect(gazetteer.divisions(named: name).contains(division))
      #expect(gazetteer.lookUp(gazetteer.string(of: name)) == name)
      let parent = gazetteer.parent(of: division)
      #expect((parent == nil) == (gazetteer.level(of: division) == .province))
      if let parent { #expect(gazetteer.level(of: parent) < gazetteer.level(of: division)) }
    }
    #expect(gazetteer.source.contains("jionlp 1.5.31 (Apache-2.0)"))
  }
}
