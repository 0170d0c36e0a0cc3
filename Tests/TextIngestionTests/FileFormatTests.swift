import EntityModel
import Foundation
import TestSupport
import Testing

@testable import TextIngestion

/// Files that are not plain text.
@Suite struct FileFormatTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func document(_ path: String) throws -> Document {
    try #require(try DocumentReader().read(InputFile(path: path, name: "n")))
  }

  private func message(_ path: String) -> String? {
    do {
      _ = try DocumentReader().read(InputFile(path: path, name: "n"))
      return nil
    } catch {
      return error.description.replacing(folder.path + "/", with: "")
    }
  }

  private func packed(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let path = try folder.write(name, bytes)
    try #require(try run("gzip", ["-f", path]).status == 0)
    return path + ".gz"
  }

  @Test func aPackedFileIsItsContents() throws {
    let text = String(repeating: "金乡县供电公司。\n", count: 50_000)
    let page = try document(try packed("p.txt", text.utf8))
    #expect(page.codePoints == text.unicodeScalars.map(\.value))
    #expect(try document(try packed("p.html", "<p>金乡县".utf8)).codePoints == "金乡县\n".unicodeScalars.map(\.value))
  }

  @Test func membersFollowOneAnother() throws {
    let bytes = try ["甲", "乙"].flatMap { Array(try Data(contentsOf: URL(fileURLWithPath: packed($0, $0.utf8)))) }
    #expect(try Gunzip.unpack(bytes, limit: 100) == Array("甲乙".utf8))
  }

  @Test func aDamagedArchiveIsTold() throws {
    let bytes = Array(
      try Data(contentsOf: URL(fileURLWithPath: try packed("p", String(repeating: "乡", count: 99).utf8))))
    for count in 3..<bytes.count {
      #expect(message(try folder.write("cut.gz", bytes.prefix(count))) == "cut.gz: is damaged gzip; copy it again")
    }
    var wrong = bytes
    wrong[bytes.count - 5] ^= 1
    #expect(message(try folder.write("sum.gz", wrong)) == "sum.gz: is damaged gzip; copy it again")
    #expect(message(try folder.write("tail.gz", bytes + [1])) == "tail.gz: is damaged gzip; copy it again")
  }

  @Test func aDecompressionBombIsRefused() throws {
    // A gigabyte of blanks in a megabyte.
    let path = folder.file("bomb.txt.gz")
    try #require(
      try run("sh", ["-c", "head -c 1000000000 /dev/zero | tr '\\0' ' ' | gzip -1 > '\(path)'"]).status == 0)
    #expect(message(path) == "bomb.txt.gz: is larger than 64 MiB; give one page a file")
  }

  @Test(arguments: [("UTF-8", "utf-8"), ("GBK", "gb2312"), ("BIG5", "big5"), ("GBK", "none")])
  func aWebPageIsReadInItsEncoding(encoding: String, declared: String) throws {
    let source = "<html><head><meta charset=\(declared)><title>金山</title></head><body><p>人民日土大小</p></body>"
    let path = try folder.write("p", source.utf8)
    let target = folder.file("p.html")
    try #require(try run("sh", ["-c", "iconv -f UTF-8 -t \(encoding) '\(path)' > '\(target)'"]).status == 0)
    #expect(String(codePoints: try document(target).codePoints) == "# 金山\n人民日土大小\n")
  }

  @Test func aWebPageThatIsTooDeepIsTold() throws {
    let path = try folder.write("deep.html", String(repeating: "<div>", count: 10_000).utf8)
    #expect(
      message(path) == "deep.html: has more than 512 elements within one another at line 1; give its text instead")
    #expect(
      message(try folder.write("script.html", "<script>金乡县</script>".utf8))?.hasSuffix("scan the page again") == true)
  }

  static let hasPDFReader = (try? run("pdftotext", ["-v"]))?.status == 0

  @Test(.enabled(if: hasPDFReader, "pdftotext of poppler-utils is not installed"))
  func textIsDrawnFromPDF() throws {
    let path = try folder.write("p.pdf", SamplePDF.bytes("金乡县供电公司"))
    #expect(String(codePoints: try document(path).codePoints).contains("金乡县供电公司"))
    // By what it is, whatever it is called.
    #expect(try document(try folder.write("plain", SamplePDF.bytes("金乡县"))).codePoints.contains(0x91D1))
    let broken = try folder.write("broken.pdf", Array("%PDF-1.4\nnothing".utf8))
    #expect(message(broken)?.hasPrefix("broken.pdf: pdftotext cannot read it (syntax ") == true)
  }
}

/// One page with one line in a font that is not embedded; how its glyphs read is told.
enum SamplePDF {
  static func bytes(_ text: String) -> [UInt8] {
    let units = Array(text.utf16)
    let glyphs = units.indices.map { "000\($0 + 1)" }.joined()
    let content = "BT /F 12 Tf 20 100 Td <\(glyphs)> Tj ET"
    let characters = units.enumerated().map { "<000\($0 + 1)> <\(String($1, radix: 16))>\n" }.joined()
    let map = """
      /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
      1 begincodespacerange <0000> <FFFF> endcodespacerange
      \(units.count) beginbfchar
      \(characters)endbfchar
      endcmap end end
      """
    let objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
      "<</Length \(content.utf8.count)>>\nstream\n\(content)\nendstream",
      "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
      "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        + "/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0"
        + "/CapHeight 1/StemV 1>>>>",
      "<</Length \(map.utf8.count)>>\nstream\n\(map)\nendstream",
    ]
    var file = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { file += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
    file += "trailer\n<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(file.utf8)
  }
}
