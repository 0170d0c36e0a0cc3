import Foundation
import TestSupport
import Testing

@testable import TextIngestion

@Suite struct InputFilesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func names(_ paths: String...) -> [String] {
    InputFiles.expand(paths).map { file in
      switch file {
      case .success(let file): file.name
      case .failure(let error): "! \(error.description.replacing(folder.path, with: "~"))"
      }
    }
  }

  @Test func aFolderGivesItsPagesInTheOrderOfTheirBytes() throws {
    for name in [
      "b.txt", "a.md", "B.TXT", "乡.txt", "sub/z.txt", "sub/deep/y.md", "note.doc", ".hidden.txt", ".git/x.txt",
    ] {
      try folder.write(name, [0x61])
    }
    #expect(names(folder.path) == ["B.TXT", "a.md", "b.txt", "sub/deep/y.md", "sub/z.txt", "乡.txt"])
    #expect(names(folder.path + "//./") == names(folder.path))
  }

  @Test func aNamedFileIsTakenAsItIs() throws {
    let paths = try ["page.ocr", ".hidden", "plain"].map { try folder.write($0, [0x61, 0x62]) }
    let files = try InputFiles.expand(paths).map { try $0.get() }
    #expect(files.map(\.name) == ["page.ocr", ".hidden", "plain"])
    #expect(files.map(\.path) == paths)
    #expect(files.map(\.byteCount) == [2, 2, 2])
  }

  @Test func theOrderIsThatOfTheArguments() throws {
    try folder.write("b/1.txt", [0x61])
    try folder.write("a/2.txt", [0x61])
    #expect(names("\(folder.path)/b", "-", "\(folder.path)/a", "-") == ["1.txt", "-", "2.txt"])
  }

  @Test func aFileMetAgainCountsOnce() throws {
    let page = try folder.write("page.txt", [0x61])
    let link = try folder.link("zlink.txt", to: page)
    #expect(names(page, folder.path, link, folder.path) == ["page.txt"])
  }

  @Test func filesThatShareANameTakeTheirPaths() throws {
    let first = try folder.write("a/p.txt", [0x61])
    let second = try folder.write("b/p.txt", [0x62])
    try folder.write("b/q.txt", [0x63])
    #expect(names(first, "\(folder.path)/b") == [first, second, "q.txt"])
  }

  @Test func aLongNameMayMeetAShortOneOfAnotherFolder() throws {
    let files = [("x/p.txt", "p.txt"), ("y/p.txt", "p.txt"), ("z/x/p.txt", "x/p.txt"), ("z/q.txt", "q.txt")]
    var named = InputFiles()
    for (path, name) in files { named.append(path, name: name, byteCount: 0) }
    named.nameUniquely()
    #expect(try named.map { try $0.get().name } == ["x/p.txt", "y/p.txt", "z/x/p.txt", "q.txt"])
  }

  @Test func whatCannotBeFoundStandsInItsPlace() throws {
    let page = try folder.write("page.txt", [0x61])
    #expect(
      names("\(folder.path)/nix.txt", page, "\(page)/below") == [
        "! ~/nix.txt: no such file or folder; check the spelling", "page.txt",
        "! ~/page.txt/below: no such file or folder; check the spelling",
      ])
    #expect(names("") == ["! : no such file or folder; check the spelling"])
  }

  @Test func aFolderWithoutPagesIsAnError() throws {
    try folder.write("empty/sub/.keep", [])
    try folder.write("empty/photo.jpg", [0x61])
    #expect(
      names("\(folder.path)/empty") == [
        "! ~/empty: holds no page (.txt, .md, .html, .pdf, .jsonl, or these with .gz); name the files themselves or another "
          + "folder"
      ])
  }

  @Test func linksInACircleAreTold() throws {
    try folder.write("a/page.txt", [0x61])
    try folder.link("a/up", to: "..")
    try folder.link("self.txt", to: "self.txt")
    try folder.link("gone.txt", to: "nowhere")
    let round = "symbolic links lead round in a circle; remove the link"
    #expect(
      names(folder.path) == [
        "a/page.txt", "! ~/a/up: \(round)", "! ~/gone.txt: no such file or folder; check the spelling",
        "! ~/self.txt: \(round)",
      ])
  }

  @Test func linkedFoldersAreWalkedOnce() throws {
    try folder.write("real/page.txt", [0x61])
    // Ten levels of two links each: a walk that followed both would take a thousand ways down.
    for level in 0..<10 {
      let next = level == 9 ? "../real" : "../l\(level + 1)"
      try folder.link("l\(level)/a", to: next)
      try folder.link("l\(level)/b", to: next)
    }
    #expect(names("\(folder.path)/l0") == ["a/a/a/a/a/a/a/a/a/a/page.txt"])
  }

  @Test func aNameThatIsNoUTF8IsTold() throws {
    for end in [".txt", ".jpg"] {
      let path = (Array("\(folder.path)/".utf8) + [0xBD, 0xF0] + Array(end.utf8) + [0]).map { CChar(bitPattern: $0) }
      let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
      try #require(descriptor >= 0)
      close(descriptor)
    }
    try folder.write("a.txt", [0x61])
    try folder.write("\u{4E61}.txt", [0x61])
    #expect(
      names(folder.path) == [
        "a.txt", "! ~/\u{FFFD}\u{FFFD}.txt: its name is not UTF-8; rename it", "\u{4E61}.txt",
      ])
  }

  @Test func everyFormatIsTakenPackedOrNot() throws {
    for name in ["a.html", "b.HTM", "c.pdf", "d.jsonl", "e.txt.gz", "f.jsonl.GZ", "g.gz", "h.tar.gz", "i.htmlx"] {
      try folder.write(name, [0x61])
    }
    #expect(names(folder.path) == ["a.html", "b.HTM", "c.pdf", "d.jsonl", "e.txt.gz", "f.jsonl.GZ"])
  }

  @Test func manyFilesAreListedInOrder() throws {
    for number in (0..<3_000).reversed() { try folder.write("\(number % 7)/\(number).txt", [0x61]) }
    let files = InputFiles.expand([folder.path])
    #expect(files.count == 3_000)
    let paths = try files.map { try $0.get().path }
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(
      try files[1_234].get()
        == InputFile(path: paths[1_234], name: String(paths[1_234].dropFirst(folder.path.utf8.count + 1)), byteCount: 1)
    )
  }

  @Test func aLineBreakInANameDoesNotBreakTheMessage() {
    #expect(IngestionError.missing(path: "a\nb").description == "a?b: no such file or folder; check the spelling")
  }
}
