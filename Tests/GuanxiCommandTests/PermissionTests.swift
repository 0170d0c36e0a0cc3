import Foundation
import GraphStorage
import TestSupport
import Testing

/// What may not be read or written. Root may do everything, so the program is then run as nobody.
@Suite struct PermissionTests {
  let folder: TemporaryFolder
  let program: String

  init() throws {
    folder = try TemporaryFolder()
    // A copy that nobody may run, wherever this was built.
    program = folder.file("guanxi")
    try FileManager.default.copyItem(atPath: try Tool.url().path, toPath: program)
    try #require(chmod(folder.path, 0o755) == 0 && chmod(program, 0o755) == 0)
  }

  private func guanxi(_ arguments: String) throws -> (status: Int32, output: String) {
    let user = getuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
    let found = try run("sh", ["-c", "cd '\(folder.path)' && \(user)./guanxi \(arguments)"])
    return (found.status, found.output)
  }

  @Test func aFileThatMayNotBeReadIsTold() throws {
    try folder.write("pages/a.txt", "金乡县。".utf8)
    try folder.write("pages/b.txt", "嘉祥县。".utf8)
    try folder.write("pages/c/d.txt", "微山县。".utf8)
    try #require(chmod(folder.file("pages/a.txt"), 0) == 0 && chmod(folder.file("pages/c"), 0) == 0)
    defer { chmod(folder.file("pages/c"), 0o755) }
    let outcome = try guanxi("decode pages")
    #expect(outcome.status == 1)
    let remedy = "cannot be read (permission denied); check its permissions and its disk"
    #expect(outcome.output.contains("pages/a.txt: \(remedy)\n"), "\(outcome.output)")
    #expect(outcome.output.contains("pages/c: \(remedy)\n"), "\(outcome.output)")
    #expect(outcome.output.contains("\"doc\": \"b.txt\""), "\(outcome.output)")
  }

  @Test func aDatabaseThatMayNotBeWrittenIsToldAndStays() throws {
    try folder.write("page.txt", "金乡县供电公司经理周启山。".utf8)
    #expect(try Tool.run(["build", "page.txt"], in: folder.path).status == 0)
    let path = folder.file("graphs/guanxi.sqlite")
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    try #require(chmod(path, 0o444) == 0 && chmod(folder.file("graphs"), 0o555) == 0)
    defer { chmod(folder.file("graphs"), 0o755) }
    let outcome = try guanxi("build page.txt --reread")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("Error: graphs/guanxi.sqlite"), "\(outcome.output)")
    #expect(outcome.output.contains("; ") && outcome.output.split(separator: "\n").count == 1, "\(outcome.output)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }
}
