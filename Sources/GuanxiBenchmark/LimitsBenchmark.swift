import EntityModel
import ExtractionPipeline
import Foundation
import TextIngestion

/// Input that nobody prints: how time and memory grow with it, and what is refused.
struct LimitsBenchmark {
  let pipeline: Pipeline
  /// Pages that text is made of.
  let texts: [[UInt8]]
  /// Which part of the size of each case is the whole: 4 for a quarter.
  let part: Int

  /// Something that may be as long as one likes.
  struct Case {
    let name: String
    /// The file's name tells its format.
    var file = "p.txt"
    /// The largest size that is measured, and what is counted.
    let most: Int
    let unit: String
    let make: (Int) -> [UInt8]
  }

  /// One size of a case.
  private struct Measurement {
    let size: Int
    let bytes: Int
    /// Of the processor, so that a machine with other work to do says the same.
    let seconds: Double
    let megabytes: Double
    let refusal: String?
  }

  /// A table of all cases, each at an eighth, a quarter, a half and the whole of its size; `growth` is how many times as
  /// long the whole takes as the half: 2 is linear.
  /// - Returns: the cases whose whole takes more than 32 times as long as their eighth, where eight is linear and 64
  ///   quadratic; of runs of half a second and less nothing is said.
  func run(only wanted: String?, print: (String) -> Void) throws -> [String] {
    var steep: [String] = []
    print("case                                size          bytes   seconds   MB held   growth")
    for item in cases where wanted == nil || item.name.contains(wanted ?? "") {
      var last: Measurement?
      var first = 0.0
      for part in [8, 4, 2, 1] {
        let found = try measure(item, size: item.most / self.part / part)
        let growth = last.map { String(format: "%.2f", found.seconds / max($0.seconds, 1e-6)) } ?? ""
        print(
          [
            Self.padded(item.name, 30), Self.padded("\(found.size) \(item.unit)", 16, right: true),
            Self.padded("\(found.bytes)", 12, right: true),
            Self.padded(String(format: "%.3f", found.seconds), 10, right: true),
            Self.padded(String(format: "%.0f", found.megabytes), 10, right: true),
            Self.padded(found.refusal == nil ? growth : "", 9, right: true), found.refusal.map { "  " + $0 } ?? "",
          ].joined())
        if part == 8 { first = found.seconds }
        if part == 1, found.seconds > max(0.5, 32 * first) { steep.append(item.name) }
        last = found.refusal == nil ? found : nil
      }
    }
    return steep
  }

  private func measure(_ item: Case, size: Int) throws -> Measurement {
    let bytes = item.make(size)
    let file = InputFile(path: item.file, name: item.file, byteCount: bytes.count)
    try resetPeakMemory()
    let before = peakMemory()
    let start = processorSeconds()
    var refusal: String?
    do throws(IngestionError) {
      if let document = try DocumentReader().read(bytes, of: file) {
        _ = ExtractionJSON.line(pipeline.extract(document))
      }
    } catch {
      refusal = error.reason
    }
    return Measurement(
      size: size, bytes: bytes.count, seconds: processorSeconds() - start,
      megabytes: max(0, peakMemory() - before), refusal: refusal)
  }

  private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return right ? blanks + text : text + blanks
  }

  // MARK: Cases

  private var cases: [Case] {
    [
      Case(name: "pages in one line", most: 60, unit: "MB") { text(megabytes: $0, lineBreaks: false) },
      Case(name: "pages in one file", most: 60, unit: "MB") { text(megabytes: $0, lineBreaks: true) },
      Case(name: "one character", most: 60, unit: "MB") { Self.repeated("甲", $0 << 20) },
      Case(name: "opening quotes", most: 1_000_000, unit: "quotes") { Self.repeated("“", $0 * 3) },
      Case(name: "quoted words", most: 1_000_000, unit: "quotes") { Self.repeated("“社区”", $0 * 6) },
      Case(name: "names in a sentence", most: 100_000, unit: "names") { Self.names($0, between: "、", last: "走访。") },
      Case(name: "posts and names", most: 100_000, unit: "names") { Self.names($0, between: "，县长", last: "。") },
      Case(name: "names, a line each", most: 100_000, unit: "names") { Self.names($0, between: "\n", last: "\n") },
      Case(name: "units in a sentence", most: 100_000, unit: "names") { Self.names($0, between: "公司、", last: "公司。") },
      Case(name: "headings", most: 200_000, unit: "lines") { Self.repeated("# 金乡县供电公司\n", $0 * 24) },
      Case(name: "datelines", most: 100_000, unit: "lines") {
        Self.repeated("本报讯（记者 王伟）金乡县供电公司检修线路，\n", $0 * 64)
      },
      Case(name: "captions", most: 100_000, unit: "lines") { Self.repeated("图为社区。 王伟 摄\n\n\n", $0 * 28) },
      Case(name: "captions, then paragraphs", most: 100_000, unit: "lines") {
        Self.repeated("图为社区。 王伟 摄\n\n\n", $0 * 14) + Self.repeated("金乡县检修，\n", $0 * 9)
      },
      Case(name: "captions and paragraphs", most: 100_000, unit: "lines") {
        Self.repeated("图为社区。 王伟 摄\n\n\n金乡县供电公司的线路，\n", $0 * 30)
      },
      Case(name: "bylines", most: 200_000, unit: "lines") { Self.repeated("（记者 王伟）\n", $0 * 22) },
      Case(name: "briefs cut off", most: 100_000, unit: "lines") { Self.repeated("■金乡县供电公司检修线路，鱼山街道\n", $0 * 50) },
      Case(name: "counties", most: 500_000, unit: "names") { Self.repeated("金乡县", $0 * 9) },
      Case(name: "brackets", most: 2_000_000, unit: "marks") { Self.repeated("（《", $0 * 6) },
      Case(name: "dots", most: 500_000, unit: "marks") { Self.repeated("沙马·阿且·", $0 * 15) },
      Case(name: "elements side by side", file: "p.html", most: 2_000_000, unit: "tags") {
        Self.repeated("<p>金乡县<b>", $0 * 8)
      },
      Case(name: "end tags of nothing", file: "p.html", most: 2_000_000, unit: "tags") {
        Self.repeated("<div>", 500 * 5) + Self.repeated("</b>", $0 * 4)
      },
      Case(name: "elements within elements", file: "p.html", most: 1_000_000, unit: "tags") {
        Self.repeated("<div>", $0 * 5)
      },
      Case(name: "comments without end", file: "p.html", most: 1_000_000, unit: "comments") {
        Self.repeated("<!-- ", $0 * 5)
      },
      Case(name: "a tag of attributes", file: "p.html", most: 200_000, unit: "attributes") { count in
        Array("<p ".utf8) + (0..<count).flatMap { Array("a\($0)=1 ".utf8) } + Array(">金乡县".utf8)
      },
      Case(name: "a decompression bomb", file: "p.txt.gz", most: 1000, unit: "MB") { Self.bomb(megabytes: $0) },
      Case(name: "a file that is too large", most: 400, unit: "MB") { Self.repeated("甲", $0 << 20) },
    ]
  }

  private func text(megabytes: Int, lineBreaks: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(megabytes << 20)
    while bytes.count < megabytes << 20 {
      for text in texts { bytes += lineBreaks ? text : text.filter { $0 != 0x0A && $0 != 0x0D } }
    }
    return Self.cut(bytes, megabytes << 20)
  }

  private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + text.utf8.count)
    let piece = Array(text.utf8)
    while bytes.count < count { bytes += piece }
    return cut(bytes, count)
  }

  /// The bytes up to a length, or a little fewer: no character is cut.
  private static func cut(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
    var end = min(length, bytes.count)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end == bytes.count ? bytes : Array(bytes[..<end])
  }

  /// Names of which none comes twice.
  private static func names(_ count: Int, between: String, last: String) -> [UInt8] {
    let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
    let given = (0..<96).compactMap { Unicode.Scalar(0x6587 + UInt32($0) * 7) }.map(Character.init)
    var bytes: [UInt8] = []
    for index in 0..<count {
      let name = [surnames[index % 20], given[index / 20 % 96], given[index / 1920 % 96]]
      bytes += String(name).utf8
      bytes += (index == count - 1 ? last : between).utf8
    }
    return bytes
  }

  /// A megabyte of blanks again and again, each a member of the archive.
  private static func bomb(megabytes: Int) -> [UInt8] {
    let blanks = Data(repeating: 0x20, count: 1 << 20)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-c"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    guard (try? process.run()) != nil else { return [] }
    input.fileHandleForWriting.write(blanks)
    try? input.fileHandleForWriting.close()
    let member = Array(output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    return (0..<megabytes).flatMap { _ in member }
  }
}
