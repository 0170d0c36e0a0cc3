import Foundation
import ModelWeights
import TestSupport
import Testing

@Suite struct WeightFileTests {
  private let text =
    WeightFile.text(table: "mentions", weights: [0, 7, -12, 0])
    + WeightFile.text(
      table: "relations", weights: [.max, .min])

  private func file(_ text: String) throws(WeightFileError) -> WeightFile {
    try WeightFile(bytes: Array(text.utf8), path: "w")
  }

  @Test func whatIsWrittenIsRead() throws {
    let file = try file(text)
    #expect(try file.weights("mentions", features: 4) == [0, 7, -12, 0])
    #expect(try file.weights("relations", features: 2) == [.max, .min])
  }

  @Test func aFileIsReadFromDisk() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("w", text.utf8)
    #expect(try WeightFile(path: path).weights("mentions", features: 4) == [0, 7, -12, 0])
    let error = #expect(throws: WeightFileError.self) { try WeightFile(path: folder.path) }
    #expect(error?.description == "\(folder.path): cannot be read; check the spelling and its permissions")
  }

  /// FNV-1a of `1⇥7⏎2⇥-12⏎`, reckoned apart from this program.
  @Test func theFormIsTheDocumentedOne() {
    #expect(
      text.hasPrefix(
        "# guanxi weights format=1 table=mentions features=4 rows=2 checksum=beab0abc11338a3d\n1\t7\n2\t-12\n#"))
  }

  @Test func anyByteChangedIsNoticed() throws {
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1
      #expect(throws: WeightFileError.self, "byte \(index)") {
        let file = try WeightFile(bytes: damaged, path: "w")
        _ = try file.weights("mentions", features: 4)
        _ = try file.weights("relations", features: 2)
      }
    }
  }

  @Test func anyLengthCutOffIsNoticed() throws {
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      #expect(throws: WeightFileError.self, "\(count) bytes") {
        let file = try WeightFile(bytes: Array(bytes.prefix(count)), path: "w")
        _ = try file.weights("relations", features: 2)
      }
    }
  }

  @Test(arguments: [
    ("", "w:1: is no header of a table of weights; learn a file with guanxi train"),
    ("0\t1\n", "w:1: is no header of a table of weights; learn a file with guanxi train"),
    ("\u{7F}ELF", "w:1: is no header of a table of weights; learn a file with guanxi train"),
    (
      "# guanxi weights format=2 whatever comes\n",
      "w:1: has format 2, this version reads 1; learn it anew with guanxi train"
    ),
    (
      "# guanxi weights format=1 table=mentions features=4 rows=1 checksum=0000000000000000\n1\t7\n",
      "w:1: the lines below are not those that were written; copy the file again or learn it anew"
    ),
    (
      "# guanxi weights format=1 table=mentions features=4 rows=9000000000000000000 checksum=0000000000000000\n",
      "w:1: the lines below are not those that were written; copy the file again or learn it anew"
    ),
  ])
  func whatIsNoFileOfWeightsIsRefused(text: String, message: String) {
    let error = #expect(throws: WeightFileError.self) { try file(text) }
    #expect(error?.description == message)
  }

  @Test func whatFollowsATableMustBeATable() {
    let error = #expect(throws: WeightFileError.self) { try file(text + "0\t1\n") }
    #expect(error?.description == "w:7: is no header of a table of weights; learn a file with guanxi train")
    let twice = #expect(throws: WeightFileError.self) { try file(text + text) }
    #expect(twice?.description == "w:7: is a second table of mentions; learn the file anew with guanxi train")
  }

  @Test func anotherProgramsTablesAreRefused() throws {
    let file = try file(text)
    let missing = #expect(throws: WeightFileError.self) { try file.weights("posts", features: 4) }
    #expect(missing?.description == "w: has no table of posts; learn it anew with guanxi train")
    let other = #expect(throws: WeightFileError.self) { try file.weights("relations", features: 4) }
    #expect(other?.description == "w:4: is for 2 features, this version has 4; learn it anew with guanxi train")
  }

  /// The checksum fits, the rows do not.
  @Test(arguments: [
    "1\t7\n1\t8\n", "4\t7\n", "1\t32768\n", "1\t-32769\n", "1\t2147483648\n", "1 7\n", "1\t\n", "x\t7\n", "1\t7\t7\n",
    "-1\t7\n", "1\t7\r\n",
  ])
  func rowsMustBeRows(rows: String) throws {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in rows.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let count = rows.utf8.count { $0 == 0x0A }
    let file = try file(
      "# guanxi weights format=1 table=t features=4 rows=\(count) checksum=\(String(hash, radix: 16))\n\(rows)")
    let error = #expect(throws: WeightFileError.self) { try file.weights("t", features: 4) }
    #expect(
      error?.description
        == "w:\(count + 1): is no feature and weight in ascending order; learn the file anew with guanxi train")
  }
}
