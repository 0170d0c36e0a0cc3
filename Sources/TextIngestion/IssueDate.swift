/// Finds the day a page was issued.
public enum IssueDate {
  /// How many code points of a page are taken for its head.
  private static let headLength = 200
  /// How far from a date 星期 may stand, in code points: 2024年5月17日 农历四月初十 星期五.
  private static let weekdayDistance = 16

  /// A day as somebody types it, in any form that file names have; nil for what is no day.
  ///
  /// `day("20240621")` gives `2024-06-21`.
  public static func day(_ text: String) -> String? { text.contains("/") ? nil : inName(text) }

  /// `YYYY-MM-DD` from the page's head, else from the file's name, else nil.
  ///
  /// In the head a date counts when it stands in the first line that is not blank or has 星期 beside it: other dates
  /// there belong to the news. `２０２４年５月１７日 星期五` and `二〇二四年五月十七日` give `2024-05-17`.
  static func find(in codePoints: [UInt32], name: String) -> String? {
    inHead(codePoints) ?? inName(name)
  }

  /// A date written with 年, 月, 日 in the head of a page.
  static func inHead(_ codePoints: [UInt32]) -> String? {
    let head = Array(codePoints.prefix(headLength))
    let firstText = head.firstIndex { !isSpace($0) } ?? head.count
    let firstLineEnd = head[firstText...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? head.count
    for year in head.indices where head[year] == 0x5E74 {
      guard let (range, date) = chineseDate(head, year: year) else { continue }
      if range.upperBound <= firstLineEnd || hasWeekday(head, near: range) { return date }
    }
    return nil
  }

  /// A date in the last part of a file's name: `2024-06-21`, `2024_06_21`, `20240621` between other than letters and
  /// digits (a hash of digits and letters is no date), or with 年, 月, 日.
  static func inName(_ name: String) -> String? {
    let codes = (name.split(separator: "/").last ?? "").unicodeScalars.map { $0.value }
    for year in codes.indices where codes[year] == 0x5E74 {
      if let (_, date) = chineseDate(codes, year: year) { return date }
    }
    var start = 0
    while start < codes.count {
      guard isAlphanumeric(codes[start]) else {
        start += 1
        continue
      }
      if let date = numericDate(codes, at: start) { return date }
      while start < codes.count, isAlphanumeric(codes[start]) { start += 1 }
    }
    return nil
  }

  /// `20240621`, or `2024-06-21` with one of `-_.` twice, at the start of a run of letters and digits.
  private static func numericDate(_ codes: [UInt32], at start: Int) -> String? {
    var end = start
    while end < codes.count, isAlphanumeric(codes[end]) { end += 1 }
    if end - start == 8 {
      return text(
        number(codes[start..<start + 4]), number(codes[start + 4..<start + 6]), number(codes[start + 6..<end]))
    }
    guard end - start == 4, start + 10 <= codes.count, [0x2D, 0x5F, 0x2E].contains(codes[end]),
      codes[end + 3] == codes[end], start + 10 == codes.count || !isAlphanumeric(codes[start + 10])
    else { return nil }
    return text(
      number(codes[start..<end]), number(codes[end + 1..<end + 3]), number(codes[end + 4..<end + 6]))
  }

  /// The date around the 年 at `year`, and its range. Blanks between the parts are allowed: OCR puts them there.
  private static func chineseDate(_ codes: [UInt32], year: Int) -> (Range<Int>, String)? {
    var yearEnd = year
    while yearEnd > 0, isBlankInLine(codes[yearEnd - 1]) { yearEnd -= 1 }
    let start = yearEnd - 4
    guard start >= 0, start == 0 || digit(codes[start - 1]) == nil else { return nil }
    var at = year + 1
    func part(until mark: UInt32) -> Int? {
      while at < codes.count, isBlankInLine(codes[at]) { at += 1 }
      let first = at
      while at < codes.count, at - first < 3, digit(codes[at]) != nil || codes[at] == 0x5341 { at += 1 }
      let value = number(codes[first..<at])
      while at < codes.count, isBlankInLine(codes[at]) { at += 1 }
      guard at < codes.count, codes[at] == mark else { return nil }
      at += 1
      return value
    }
    guard let month = part(until: 0x6708), let day = part(until: 0x65E5),
      let date = text(number(codes[start..<yearEnd]), month, day)
    else { return nil }
    return (start..<at, date)
  }

  private static func hasWeekday(_ codes: [UInt32], near range: Range<Int>) -> Bool {
    let from = max(0, range.lowerBound - weekdayDistance)
    let to = min(codes.count, range.upperBound + weekdayDistance)
    guard to - from >= 2 else { return false }
    return (from..<to - 1).contains { codes[$0] == 0x661F && codes[$0 + 1] == 0x671F }
  }

  /// `2024`, `２０２４`, `二〇二四`, and below one hundred `十七`, `二十`, `三十一`; nil for anything else.
  private static func number(_ codes: ArraySlice<UInt32>) -> Int? {
    guard !codes.isEmpty else { return nil }
    if let ten = codes.firstIndex(of: 0x5341) {
      let tens = codes[..<ten]
      let ones = codes[(ten + 1)...]
      guard tens.count <= 1, ones.count <= 1 else { return nil }
      guard let high = tens.isEmpty ? 1 : number(tens), let low = ones.isEmpty ? 0 : number(ones) else { return nil }
      return high * 10 + low
    }
    var value = 0
    for code in codes {
      guard let digit = digit(code) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  private static func digit(_ code: UInt32) -> Int? {
    switch code {
    case 0x30...0x39: Int(code - 0x30)
    case 0xFF10...0xFF19: Int(code - 0xFF10)
    case 0x3007, 0x25CB, 0x96F6: 0  // 〇 ○ 零
    case 0x4E00: 1
    case 0x4E8C: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    default: nil
    }
  }

  /// The date as text when there is such a day in the Gregorian calendar between 1900 and 2100.
  private static func text(_ year: Int?, _ month: Int?, _ day: Int?) -> String? {
    guard let year, let month, let day, (1900...2100).contains(year), (1...12).contains(month) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func isAlphanumeric(_ code: UInt32) -> Bool {
    (0x30...0x39).contains(code) || (0x41...0x5A).contains(code) || (0x61...0x7A).contains(code)
  }

  private static func isBlankInLine(_ code: UInt32) -> Bool { code == 0x20 || code == 0x3000 || code == 0xA0 }

  private static func isSpace(_ code: UInt32) -> Bool { isBlankInLine(code) || (0x09...0x0D).contains(code) }
}
