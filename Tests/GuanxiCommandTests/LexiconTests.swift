import Foundation
import TestSupport
import Testing

@Suite struct LexiconTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "page.txt",
      "金乡县鱼山街道的蒜都小喇叭走进社区。老周和县供电的同志来到鱼山街道，全县干部学习周启山。“红色合伙人”计划启动。\n".utf8)
  }

  private func entities(_ arguments: [String]) throws -> Set<String> {
    let outcome = try Tool.run(["extract", "page.txt"] + arguments, in: folder.path)
    let page = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let entities = try #require(page["entities"] as? [[String: Any]])
    return Set(entities.compactMap { $0["name"] as? String })
  }

  @Test func listedNamesAreFoundAndAliasesResolved() throws {
    let names = ["周启山", "金乡县供电公司", "蒜都小喇叭", "红色合伙人计划"]
    #expect(try entities([]).isDisjoint(with: ["金乡县供电公司", "蒜都小喇叭"]))
    try folder.write(
      "l.tsv",
      "周启山\tperson\t老周\n金乡县供电公司\tunit\t县供电\n蒜都小喇叭\tprogramme\n红色合伙人计划\tprogramme\n".utf8)
    let found = try entities(["--lexicon", "l.tsv"])
    #expect(found.isSuperset(of: names) && found.isDisjoint(with: ["老周", "县供电"]))
    #expect(try Tool.run(["build", "page.txt"], in: folder.path).status == 0)
    // The page has not changed, but what is known of its names has.
    let built = try Tool.run(["build", "page.txt", "--lexicon", "l.tsv"], in: folder.path)
    #expect(built.status == 0 && built.output.contains("(1 read, 0 unchanged"))
    let again = try Tool.run(["build", "page.txt", "--lexicon", "l.tsv"], in: folder.path)
    #expect(again.status == 0 && again.output.contains("(0 read, 1 unchanged"))
    #expect(try Tool.run(["who", "金乡县供电公司"], in: folder.path).status == 0)
  }

  @Test func whatIsNoNameIsNotFound() throws {
    #expect(try entities([]).contains("鱼山街道"))
    try folder.write("l.tsv", "鱼山街道\tnone\n".utf8)
    #expect(try !entities(["--lexicon", "l.tsv"]).contains("鱼山街道"))
  }

  /// Being listed is evidence, not an order.
  @Test func aListedNameIsNotFoundInsideAWord() throws {
    try folder.write("page.txt", "他说方便面吃得香，日子过得也方便。村民方便说，今年收成好。\n".utf8)
    try folder.write("l.tsv", "方便\tperson\n".utf8)
    let outcome = try Tool.run(["extract", "page.txt", "--lexicon", "l.tsv"], in: folder.path)
    let page = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let mentions = try #require(page["mentions"] as? [[String: Any]])
    let starts = mentions.compactMap { $0["start"] as? Int }
    #expect(starts.contains(19) && !starts.contains(2))
  }

  /// A short name in the list does not break up the longer ones that hold it.
  @Test func longerNamesStayWhole() throws {
    try folder.write("page.txt", "金乡县人民医院院长周启山说，金乡县供电公司经理刘丽到过鱼山街道。\n".utf8)
    let names: Set = ["金乡县人民医院", "金乡县供电公司", "周启山", "刘丽", "鱼山街道"]
    #expect(try entities([]).isSuperset(of: names))
    try folder.write("l.tsv", "金乡\tplace\n人民\tunit\n供电公司\tunit\n供电\tprogramme\n鱼山\tplace\n".utf8)
    #expect(try entities(["--lexicon", "l.tsv"]).isSuperset(of: names))
  }

  @Test func linesThatDoNotHoldDoNotHoldUpTheRest() throws {
    try folder.write("l.tsv", "周启山\n蒜都小喇叭\tprogramme\n".utf8)
    for command in [["extract", "page.txt"], ["build", "page.txt"]] {
      let outcome = try Tool.run(command + ["--lexicon", "l.tsv"], in: folder.path)
      #expect(outcome.status == 1 && !outcome.output.isEmpty)
      #expect(
        outcome.error.hasPrefix(
          "l.tsv:1: has 1 fields; write name, tab, type and, if there are any, tab and aliases divided by |\n"))
    }
    #expect(try entities(["--lexicon", "l.tsv"]).contains("蒜都小喇叭"))
    let missing = try Tool.run(["extract", "page.txt", "--lexicon", "nix"], in: folder.path)
    #expect(missing.status == 1 && missing.output.isEmpty)
    #expect(missing.error == "Error: nix: no such file or folder; check the spelling\n")
  }
}
