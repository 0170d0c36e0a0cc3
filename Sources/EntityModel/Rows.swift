/// Numbers in rows: for each of the keys 0, 1, … those that belong to it, in the order in which they came.
package struct Rows: Sendable {
  /// Where each row begins in `items`, and the end.
  private let starts: [Int]
  private let items: [Int]

  /// - Parameters:
  ///   - count: number of rows.
  ///   - items: how many items there are; item `i` belongs to row `row(i)`, to none where that is nil.
  package init(count: Int, items: Int, row: (Int) -> Int?) {
    var ends = [Int](repeating: 0, count: count + 1)
    for item in 0..<items {
      if let row = row(item) { ends[row + 1] += 1 }
    }
    for row in 0..<count { ends[row + 1] += ends[row] }
    starts = ends
    var sorted = [Int](repeating: 0, count: ends[count])
    for item in 0..<items {
      guard let row = row(item) else { continue }
      sorted[ends[row]] = item
      ends[row] += 1
    }
    self.items = sorted
  }

  /// Number of rows.
  package var count: Int { starts.count - 1 }

  package subscript(row: Int) -> ArraySlice<Int> { items[starts[row]..<starts[row + 1]] }
}
