import EntityModel

/// Finds, of many names, those that begin or end with a given one.
///
/// - Complexity: O(n log n) to build, O(log n) to ask.
struct NameIndex {
  /// Code points of the names, as given.
  let codes: [[UInt32]]
  private let byStart: [Int]
  private let byEnd: [Int]

  init(_ names: [String]) {
    let codes = names.map { $0.unicodeScalars.map(\.value) }
    self.codes = codes
    byStart = codes.indices.sorted { codes[$0].lexicographicallyPrecedes(codes[$1]) }
    byEnd = codes.indices.sorted { codes[$0].reversed().lexicographicallyPrecedes(codes[$1].reversed()) }
  }

  /// Indices of the names that begin with `prefix`, itself included, in the order of their code points.
  func names(beginningWith prefix: [UInt32]) -> ArraySlice<Int> {
    let start = byStart.partition { !codes[$0].lexicographicallyPrecedes(prefix) }
    return run(of: byStart, from: start) { codes[$0].starts(with: prefix) }
  }

  /// Indices of the names that end with `suffix`, itself included, in the order of their code points from the last.
  func names(endingWith suffix: [UInt32]) -> ArraySlice<Int> {
    let start = byEnd.partition { !codes[$0].reversed().lexicographicallyPrecedes(suffix.reversed()) }
    return run(of: byEnd, from: start) { codes[$0].reversed().starts(with: suffix.reversed()) }
  }

  private func run(of order: [Int], from start: Int, while fits: (Int) -> Bool) -> ArraySlice<Int> {
    let end = order[start...].partition { !fits($0) }
    return order[start..<end]
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element passes a test that all later ones pass as well.
  fileprivate func partition(_ passes: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
