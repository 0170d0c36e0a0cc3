/// A few words that are looked for in stretches of a text.
struct WordList {
  private let words: [(codes: [UInt32], word: String)]
  /// A bit for the lower six bits of each code point that a word begins, and that one ends with.
  private let firsts: UInt64
  private let lasts: UInt64

  init(_ words: [String]) {
    self.words = words.map { ($0.unicodeScalars.map(\.value), $0) }
    firsts = self.words.reduce(0) { $0 | 1 << UInt64($1.codes[0] & 63) }
    lasts = self.words.reduce(0) { $0 | 1 << UInt64($1.codes[$1.codes.count - 1] & 63) }
  }

  /// Whether one of the words stands in a stretch.
  func occurs(in codes: [UInt32], _ range: Range<Int>) -> Bool {
    for position in range where mayBegin(with: codes[position]) {
      for word in words where Self.stands(word.codes, at: position, in: codes, to: range.upperBound) { return true }
    }
    return false
  }

  /// Whether a stretch begins with one of the words.
  func begins(_ codes: [UInt32], _ range: Range<Int>) -> Bool {
    guard let first = range.first, mayBegin(with: codes[first]) else { return false }
    return words.contains { Self.stands($0.codes, at: first, in: codes, to: range.upperBound) }
  }

  /// Whether a stretch ends with one of the words.
  func ends(_ codes: [UInt32], _ range: Range<Int>) -> Bool {
    guard let last = range.last, mayEnd(with: codes[last]) else { return false }
    return words.contains {
      $0.codes.count <= range.count
        && Self.stands($0.codes, at: range.upperBound - $0.codes.count, in: codes, to: range.upperBound)
    }
  }

  /// Whether a text ends with one of the words.
  func ends(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last, mayEnd(with: last.value) else { return false }
    return words.contains { text.hasSuffix($0.word) }
  }

  /// Of the words that stand in a stretch, the one that comes first in the list.
  func first(in codes: [UInt32], _ range: Range<Int>) -> String? {
    guard range.contains(where: { mayBegin(with: codes[$0]) }) else { return nil }
    return words.first { word in
      range.contains { Self.stands(word.codes, at: $0, in: codes, to: range.upperBound) }
    }?.word
  }

  @inline(__always)
  private func mayBegin(with code: UInt32) -> Bool { firsts >> UInt64(code & 63) & 1 != 0 }

  @inline(__always)
  private func mayEnd(with code: UInt32) -> Bool { lasts >> UInt64(code & 63) & 1 != 0 }

  @inline(__always)
  private static func stands(_ word: [UInt32], at position: Int, in codes: [UInt32], to end: Int) -> Bool {
    guard codes[position] == word[0], position + word.count <= end else { return false }
    for place in 1..<max(1, word.count) where codes[position + place] != word[place] { return false }
    return true
  }
}
