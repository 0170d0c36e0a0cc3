import EntityModel
import Testing

@Suite struct RowsTests {
  @Test func itemsStandInTheirRowsInOrder() {
    let owners: [Int?] = [2, 0, nil, 2, 2, 3, 0]
    let rows = Rows(count: 5, items: owners.count) { owners[$0] }
    #expect(rows.count == 5)
    #expect((0..<5).map { Array(rows[$0]) } == [[1, 6], [], [0, 3, 4], [5], []])
  }

  @Test func noRowsAndNoItems() {
    #expect(Rows(count: 0, items: 0) { _ in nil }.count == 0)
    #expect(Rows(count: 1, items: 3) { _ in nil }[0].isEmpty)
  }
}
