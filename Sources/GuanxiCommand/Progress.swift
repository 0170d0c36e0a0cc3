/// Tells on standard error how far a run has come: a bar on a terminal, else a plain line now and then.
struct Progress {
  private let total: Int
  /// What is counted.
  private let noun: String
  private let isTerminal: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastShown: ContinuousClock.Instant
  private var done = 0
  private var barIsDrawn = false

  /// - Parameter total: how many there are; 0 where nobody knows.
  init(total: Int, of noun: String = "documents", isTerminal: Bool = StandardStreams.errorIsTerminal) {
    self.total = total
    self.noun = noun
    self.isTerminal = isTerminal
    start = clock.now
    lastShown = start
  }

  /// One document more.
  mutating func advance() {
    done += 1
    let now = clock.now
    guard now - lastShown >= (isTerminal ? .milliseconds(100) : .seconds(10)) else { return }
    lastShown = now
    let line = Self.line(done: done, total: total, of: noun, elapsed: now - start)
    let bar = total > 0 ? Self.bar(done: done, total: total) + " " : ""
    StandardStreams.writeError(isTerminal ? "\r\u{1B}[K\(bar)\(line)" : line + "\n")
    barIsDrawn = isTerminal
  }

  /// A line of its own, above the bar.
  mutating func report(_ message: String) {
    clear()
    StandardStreams.writeError(message + "\n")
  }

  /// Takes the bar away.
  mutating func clear() {
    if barIsDrawn { StandardStreams.writeError("\r\u{1B}[K") }
    barIsDrawn = false
  }

  /// `250 of 1000 documents, 25%, about 30 s left`
  static func line(done: Int, total: Int, of noun: String = "documents", elapsed: Duration) -> String {
    if total == 0 { return "\(done) \(noun)" }
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let left = Int((seconds / Double(max(done, 1)) * Double(total - done)).rounded(.up))
    let time = left < 120 ? "\(left) s" : left < 7200 ? "\(left / 60) min" : "\(left / 3600) h"
    return "\(done) of \(total) \(noun), \(done * 100 / max(total, 1))%, about \(time) left"
  }

  /// `[#####---------------]`
  static func bar(done: Int, total: Int) -> String {
    let width = 20
    let full = done * width / max(total, 1)
    return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: width - full) + "]"
  }
}
