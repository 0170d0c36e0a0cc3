import Foundation
import TestSupport
import Testing

@testable import GuanxiCommand

/// What people meet at a terminal.
@Suite struct TerminalTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: [
      ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
      (["TERM": "xterm", "NO_COLOR": "yes"], false),
    ] as [([String: String], Bool)])
  func colorIsUsedWhereNobodyObjects(environment: [String: String], isAllowed: Bool) {
    #expect(TerminalStyle.allowsColor(environment) == isAllowed)
  }

  @Test func emphasisIsLeftOutOfPlainText() {
    #expect(TerminalStyle.plain.bold("金乡县") == "金乡县")
    #expect(TerminalStyle(isOn: true).bold("金乡县") == "\u{1B}[1m金乡县\u{1B}[0m")
    #expect(TerminalStyle(isOn: true).faint("") == "")
  }

  /// What the command prints on a terminal made by `script`, of util-linux.
  private func onTerminal(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["-u", "NO_COLOR", "TERM=xterm", "script", "-qec", command, "/dev/null"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self)
  }

  @Test func aTerminalSeesEmphasisAndAFileDoesNot() throws {
    try folder.write("seeds/a.txt", "金乡县供电公司经理刘丽到鱼山街道走访。".utf8)
    let built = try Tool.run(["build", "--no-export"], in: folder.path)
    #expect(built.status == 0, "\(built.error)")
    let tool = try Tool.url().path
    #expect(try onTerminal("'\(tool)' who 金乡县").contains("\u{1B}[1m金乡县\u{1B}[0m (place)"))
    #expect(try !onTerminal("NO_COLOR=1 '\(tool)' who 金乡县").contains("\u{1B}"))
    let plain = try Tool.run(["who", "金乡县"], in: folder.path)
    #expect(plain.output.hasPrefix("金乡县 (place)") && !plain.output.contains("\u{1B}"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func shellsComplete(shell: String) throws {
    let outcome = try Tool.run(["--generate-completion-script", shell], in: folder.path)
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    for word in ["who", "districts", "no-export", "guanxi"] { #expect(outcome.output.contains(word), "\(word)") }
  }
}
