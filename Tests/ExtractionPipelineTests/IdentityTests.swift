import EntityModel
import TestSupport
import Testing

@testable import ExtractionPipeline

/// Who is one and who is two, on one page and on several: name and anchor.
@Suite struct IdentityTests {
  static let pipeline = Result { try Pipeline() }

  /// The entities of a page called `name`, one `anchor` each; names are marked as in `[person:王建国]`.
  private func anchors(of name: String, in marked: String) throws -> [String] {
    let text = MarkedText(marked)
    let names = text.names.map { NameSpan(span: $0.span, type: $0.type) }
    let extraction = try Self.pipeline.get().extract(text.document, names: names)
    #expect(extraction.mentions.count == names.count, "\(marked)")
    return extraction.entities.filter { $0.name == name }.map(\.anchor).sorted()
  }

  /// Pages of one report each.
  private func anchors(of name: String, onPages pages: [String]) throws -> Set<String> {
    try Set(pages.flatMap { try anchors(of: name, in: $0) })
  }

  private func report(_ county: String, _ text: String) -> String {
    "本报\(county.dropLast())讯 （通讯员 [person:金宣]）\(text)\n"
  }

  private func page(_ reports: [String]) -> String {
    reports.enumerated().map { "第\($0 + 1)场活动开展得有声有色\n\($1)" }.joined(separator: "\n")
  }

  private let elsewhere = [
    "[unit:金乡县供电公司]经理[person:王建国]检修线路。", "[unit:金乡县人民医院]院长[person:王建国]说，医院搬了新址。",
    "[place:鱼山街道]党工委书记[person:王建国]走访群众。", "[place:胡集镇]镇长[person:王建国]走访群众。",
    "[unit:金乡县教育局]局长[person:王建国]到校调研。",
  ]

  @Test func personsOfDifferentUnitsInOneCountyAreTwo() throws {
    let reports = elsewhere.map { report("金乡县", "[place:金乡县]消息：\($0)") }
    let apart: Set = ["金乡县供电公司", "金乡县人民医院", "金乡县鱼山街道", "金乡县胡集镇", "金乡县"]
    #expect(try anchors(of: "王建国", onPages: reports.map { page([$0]) }) == apart)
    // The same on one page, in whatever order.
    #expect(try anchors(of: "王建国", in: page(reports)) == apart.sorted())
    #expect(try anchors(of: "王建国", in: page(reports.reversed())) == apart.sorted())
  }

  @Test func anOfficialOfManyPostsIsOne() throws {
    let posts = [
      "[unit:金乡县委组织部]副部长", "[place:金乡县]县长", "[unit:金乡县委]副书记、", "[unit:金乡县委]常委", "[unit:金乡县教育局]局长", "",
      "[unit:金乡县人大常委会]主任", "[unit:金乡县人民政府]副县长", "[place:金乡县]领导", "[unit:金乡县委宣传部]部务委员",
    ]
    let reports = posts.map { report("金乡县", "[place:金乡县]消息：\($0)[person:周启山]走访群众。") }
    #expect(try anchors(of: "周启山", onPages: reports.map { page([$0]) }) == ["金乡县"])
    #expect(try anchors(of: "周启山", in: page(reports)) == ["金乡县"])
    #expect(try anchors(of: "周启山", in: page(reports.reversed())) == ["金乡县"])
  }

  @Test func anAuthorIsNobodyInTheReport() throws {
    let written = "本报金乡讯 （通讯员 [person:刘丽]）[place:金乡县]举办活动。\n"
    let named = report("金乡县", "[place:金乡县]县长[person:刘丽]参加活动。")
    let apart = ["金乡县", "金乡县署名作者"]
    #expect(try anchors(of: "刘丽", onPages: [page([written]), page([named])]) == Set(apart))
    #expect(try anchors(of: "刘丽", in: page([written, named])) == apart)
    #expect(try anchors(of: "刘丽", in: page([named, written])) == apart)
  }

  @Test func villagesOfOneNameInTwoCountiesAreTwo() throws {
    let pages = ["金乡县", "嘉祥县"].map { page([report($0, "[place:\($0)][place:东风村]修好了路。")]) }
    #expect(try anchors(of: "东风村", onPages: pages).count == 2)
    #expect(try anchors(of: "东风村", onPages: pages + pages).count == 2)
  }
}
