import Foundation

/// One thing that was measured.
struct Figure: Encodable {
  let name: String
  /// The median of the runs.
  let value: Double
  let unit: String
  let runs: [Double]

  init(_ name: String, _ unit: String, runs: [Double]) {
    self.name = name
    self.unit = unit
    self.runs = runs
    value = runs.sorted()[runs.count / 2]
  }

  /// `recognise      2,345,678 characters/s   (2,200,000 – 2,400,000)`
  var line: String {
    let range = runs.count > 1 ? "  (\(Self.number(runs.min() ?? 0)) – \(Self.number(runs.max() ?? 0)))" : ""
    return Self.padded(name, 34) + Self.padded(Self.number(value), 14, right: true) + " \(unit)" + range
  }

  private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return right ? blanks + text : text + blanks
  }

  private static func number(_ value: Double) -> String {
    if value < 100 { return String(format: "%.2f", value) }
    var digits = String(Int(value.rounded()))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }
}

/// All figures, with the machine they are of.
struct BenchmarkReport: Encodable {
  let processor: String
  let cores: Int
  let characters: Int
  let pages: Int
  let figures: [Figure]

  var text: String {
    let head = "\(processor), \(cores) cores; \(characters) characters on \(pages) pages; medians of the runs\n"
    return head + figures.map { $0.line + "\n" }.joined()
  }

  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// The model name of the first processor.
  static func processorName() -> String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = info.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
  }
}

/// Seconds that something takes.
func seconds<Value>(_ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let value = try body()
  return (
    value,
    Double(start.duration(to: clock.now).components.attoseconds) / 1e18
      + Double(start.duration(to: clock.now).components.seconds)
  )
}

/// Seconds of the processor that the process has taken so far.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Most memory that the process has held so far, in megabytes.
func peakMemory() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1000
}

/// Makes the most memory held so far what is held now; `clear_refs` in proc(5).
func resetPeakMemory() throws {
  try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
}
