import EntityModel
import Foundation
import TestSupport
import Testing

@testable import ExtractionPipeline

@Suite struct ExtractorIDTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: NameWindowKind.allCases)
  func itTellsWindowProgramAndModel(window: NameWindowKind) throws {
    let id = try ExtractorID(window: window)
    #expect(id.model == nil && id.program.count == 16)
    #expect(try ExtractorID(window: window) == id)
    #expect(ExtractorID.window(in: id.description) == window)
    let (one, other) = (try folder.write("one", "0\t1\n".utf8), try folder.write("other", "0\t2\n".utf8))
    let ids = try [nil, one, other].map { try ExtractorID(window: window, modelFile: $0).description }
    #expect(Set(ids).count == 3 && ids.allSatisfy { ExtractorID.window(in: $0) == window })
  }

  @Test func whatWasReadBeforeThereWereIDsCountedSentences() {
    #expect(ExtractorID.window(in: "") == .sentence)
  }

  /// Only what is loaded counts: symbols for debugging, at the end of the file, do not.
  @Test func aByteOfTheCodeCounts() throws {
    let program = try Data(contentsOf: URL(fileURLWithPath: "/bin/ls"))
    let id = try ExtractorID.fingerprint(ofProgramAt: "/bin/ls")
    let longer = try folder.write("longer", program + Data("symbols".utf8))
    #expect(try ExtractorID.fingerprint(ofProgramAt: longer) == id)
    var changed = program
    changed[changed.startIndex + 0x1000] ^= 1
    #expect(try ExtractorID.fingerprint(ofProgramAt: folder.write("changed", changed)) != id)
  }

  @Test(arguments: [0, 3, 63, 64, 200, 4096])
  func whatIsNoProgramIsTold(length: Int) throws {
    let cut = try Data(contentsOf: URL(fileURLWithPath: "/bin/ls")).prefix(length)
    let path = try folder.write("cut", cut)
    #expect(throws: ProgramFileError.notAProgram(path: path)) { try ExtractorID.fingerprint(ofProgramAt: path) }
    #expect(throws: ProgramFileError.cannotRead(path: "nix")) { try ExtractorID.fingerprint(ofProgramAt: "nix") }
  }
}
