import EntityModel
import Foundation
import TestSupport
import Testing

@testable import TextIngestion

@Suite struct DocumentReaderTests {
  let folder: TemporaryFolder
  let reader = DocumentReader()

  init() throws { folder = try TemporaryFolder() }

  private func message(_ path: String) -> String? {
    do {
      _ = try reader.read(InputFile(path: path, name: "page.txt"))
      return nil
    } catch {
      return error.description.replacing(folder.path + "/", with: "")
    }
  }

  @Test(arguments: [0, 1, 7, 100_000])
  func readsTextAsGiven(byteCount: Int) throws {
    let path = try folder.write("20240621.txt", "\u{FEFF}金乡\r\n县\n".utf8)
    // Whatever size the file had when it was found.
    let file = InputFile(path: path, name: "20240621.txt", byteCount: byteCount)
    let document = try #require(try reader.read(file))
    #expect(document.codePoints == "金乡\r\n县\n".unicodeScalars.map(\.value))
    #expect(document.name == "20240621.txt")
    #expect(document.date == "2024-06-21")
    #expect(document.sha256 == SHA256.hexDigest(of: Array("\u{FEFF}金乡\r\n县\n".utf8)))
    #expect(document.text(in: Span(0, 5)) == "金乡县")
  }

  @Test func passesOverAFileThatHasNotChanged() throws {
    let file = InputFile(path: try folder.write("page.txt", "金乡县".utf8), name: "page.txt")
    let digest = try #require(try reader.read(file)).sha256
    #expect(try reader.read(file, unlessDigestIs: digest) == nil)
    try folder.write("page.txt", "嘉祥县".utf8)
    #expect(try reader.read(file, unlessDigestIs: digest) != nil)
  }

  @Test func readsAPipeToItsEnd() throws {
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let text = String(repeating: "金乡县", count: 100_000)
    Thread.detachNewThread {
      let handle = FileHandle(forWritingAtPath: path)
      try? handle?.write(contentsOf: Data(text.utf8))
      try? handle?.close()
    }
    let document = try #require(try reader.read(InputFile(path: path, name: "pipe")))
    #expect(document.codePoints.count == 300_000)
  }

  @Test func whatIsNotTextIsTold() throws {
    #expect(message(try folder.write("a", [])) == "a: holds no text; remove it or scan the page again")
    #expect(
      message(try folder.write("b", " \u{3000}\r\n".utf8)) == "b: holds no text; remove it or scan the page again")
    #expect(
      message(try folder.write("c", [0x61, 0x62, 0, 0x63]))
        == "c: is not text: NUL byte at byte 2; give plain text, or name its --encoding")
    #expect(
      message(try folder.write("d", [0x61, 0xBD, 0xF0]))
        == "d: is not UTF-8: byte 0xBD at byte 1, nor surely another encoding; name it with --encoding")
    #expect(
      message(try folder.write("e", [0xFF, 0xFE, 0x61]))
        == "e: is not UTF-16LE: byte 0x61 at byte 2; mend it or name another --encoding")
  }

  @Test func whatCannotBeReadIsTold() throws {
    #expect(message("\(folder.path)/nix") == "nix: no such file or folder; check the spelling")
    #expect(
      message(folder.path) == "\(folder.path): cannot be read (is a directory); check its permissions and its disk")
    #expect(message("/dev/zero") == "/dev/zero: is larger than 64 MiB; give one page a file")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func aForbiddenFileIsTold() throws {
    let path = try folder.write("f", [0x61])
    try #require(chmod(path, 0) == 0)
    #expect(message(path) == "f: cannot be read (permission denied); check its permissions and its disk")
  }
}
