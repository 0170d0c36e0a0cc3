import EntityModel
import TestSupport
import Testing
import TextIngestion

@Suite struct LexiconReaderTests {
  private func read(_ bytes: some Sequence<UInt8>) -> (lexicon: UserLexicon, problems: [String]) {
    let (lexicon, problems) = Array(bytes).withUnsafeBufferPointer { LexiconReader().read($0, path: "l.tsv") }
    return (lexicon, problems.map(\.description))
  }

  @Test func namesTypesAndAliases() {
    let (lexicon, problems) = read(
      "\u{FEFF}# 名\t类\n\n金乡县供电公司\tunit\t县供电|金乡供电\r\n 周启山 \tperson\t\n  \n鱼山\tplace\t|渔山 ||\n“红色合伙人”\tprogramme".utf8)
    #expect(problems.isEmpty)
    #expect(lexicon.canonicalName(of: "金乡供电", type: .unit) == "金乡县供电公司")
    #expect(lexicon.canonicalName(of: "周启山", type: .person) == "周启山")
    #expect(lexicon.canonicalName(of: "渔山", type: .place) == "鱼山")
    #expect(lexicon.canonicalName(of: "红色合伙人", type: .programme) == "红色合伙人")
    #expect(lexicon.canonicalName(of: "名", type: .person) == nil)
  }

  /// As the text of articles is folded, so are the names.
  @Test func namesAreFolded() {
    let (lexicon, problems) = read("ＡＢＣ公司（济宁）\tunit\t「甲・乙」\n⻥山\tplace\n".utf8)
    #expect(problems.isEmpty)
    #expect(lexicon.canonicalName(of: "ABC公司(济宁)", type: .unit) == "ABC公司(济宁)")
    #expect(lexicon.canonicalName(of: "甲·乙", type: .unit) == "ABC公司(济宁)")
    #expect(lexicon.canonicalName(of: "鱼山", type: .place) == "鱼山")
  }

  @Test func aLineThatDoesNotHoldIsToldAndTheRestGoesOn() {
    let bytes: [UInt8] =
      Array("周启山\n王伟\tpersn\n王\tperson\n刘丽\tperson\t丽\n".utf8) + [0xBD, 0xF0, 0x09, 0x75, 0x0A, 0x61, 0x00, 0x62, 0x0A]
      + Array("陈明\tperson\n陈明\tunit\n陈　明\tperson\t老陈\na\tb\tc\td\n\tperson\n金乡县\tplace\n".utf8)
    let (lexicon, problems) = read(bytes)
    let notText = "is not UTF-8; convert it, such as with iconv -f GB18030 -t UTF-8"
    let unfit = "has not 2 to 63 characters; write the full name or leave it out"
    #expect(
      problems == [
        "l.tsv:1: has 1 fields; write name, tab, type and, if there are any, tab and aliases divided by |",
        "l.tsv:2: 'persn' is no type; write person, unit, place, programme or none",
        "l.tsv:3: '王' \(unfit)", "l.tsv:4: '丽' \(unfit)", "l.tsv:5: \(notText)", "l.tsv:6: \(notText)",
        "l.tsv:9: '陈 明' is listed twice (first at line 7); remove one of the lines",
        "l.tsv:10: has 4 fields; write name, tab, type and, if there are any, tab and aliases divided by |",
        "l.tsv:11: '' \(unfit)",
      ])
    #expect(lexicon.canonicalName(of: "陈明", type: .person) == "陈明")
    #expect(lexicon.canonicalName(of: "老陈", type: .person) == nil)
    #expect(lexicon.canonicalName(of: "金乡县", type: .place) == "金乡县")
    #expect(lexicon.canonicalName(of: "刘丽", type: .person) == nil)
  }

  @Test func whatIsNoNameIsFoundAsSuch() {
    let (lexicon, problems) = read("全县\tnone\n".utf8)
    #expect(problems.isEmpty && !lexicon.isEmpty)
    let codes = "全县".unicodeScalars.map(\.value)
    codes.withUnsafeBufferPointer { codes in
      var types: [EntityType?] = []
      lexicon.forEachMatch(in: codes, at: 0) { types.append($1) }
      #expect(types == [nil])
    }
  }

  @Test func aFileThatCannotBeReadIsTold() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: IngestionError.self) { try LexiconReader().read(path: folder.file("nix")) }
    #expect(missing?.description == "\(folder.file("nix")): no such file or folder; check the spelling")
    #expect(throws: IngestionError.self) { try LexiconReader().read(path: folder.path) }
    #expect(try LexiconReader().read(path: folder.write("empty", [])).lexicon.isEmpty)
  }
}
