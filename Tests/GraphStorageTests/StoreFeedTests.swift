import EntityModel
import TestSupport
import Testing

@testable import GraphStorage

@Suite struct StoreFeedTests {
  private let pages = (0..<30 as Range<UInt64>).map { Page.random("\($0).txt", seed: $0) }

  private func contribution(_ page: Page) -> DocumentContribution {
    DocumentContribution(page.extraction, extractor: "x")
  }

  /// However many documents a transaction takes.
  @Test(arguments: [1, 400, 1 << 20])
  func whatIsFedIsWhatIsReplacedAtOnce(transactionSize: Int) async throws {
    let fed = try GraphStore()
    try await fed.feed(transactionSize: transactionSize) { feed in
      for page in pages { try await feed.add(contribution(page)) }
    }
    let whole = try GraphStore()
    try whole.replace(pages.map(\.extraction), extractor: "x")
    #expect(try dump(fed) == dump(whole))
    #expect(try fed.check().isEmpty)
  }

  /// In one transaction or in two.
  @Test(arguments: [1, 1 << 20])
  func ofTwoDocumentsOfANameTheLaterStays(transactionSize: Int) async throws {
    var later = pages[1]
    later.name = pages[0].name
    let fed = try GraphStore()
    try await fed.feed(transactionSize: transactionSize) { feed in
      try await feed.add(contribution(pages[0]))
      try await feed.add(contribution(later))
    }
    let alone = try GraphStore()
    try alone.replace([later.extraction], extractor: "x")
    #expect(try dump(fed) == dump(alone))
  }

  @Test func whatWasWrittenBeforeAnErrorStays() async throws {
    struct Interruption: Error {}
    let store = try GraphStore()
    await #expect(throws: Interruption.self) {
      try await store.feed(transactionSize: 1) { feed in
        for page in pages[..<3] { try await feed.add(contribution(page)) }
        throw Interruption()
      }
    }
    #expect(try Set(store.storedDigests().keys) == Set(pages[..<3].map(\.name)))
    #expect(try store.check().isEmpty)
  }

  @Test func aStoreThatFailsIsToldOf() async throws {
    let folder = try TemporaryFolder()
    let store = try GraphStore(path: folder.file("guanxi.sqlite"))
    try store.database.close()
    await #expect(throws: GraphStorageError.self) {
      try await store.feed { feed in for page in pages { try await feed.add(contribution(page)) } }
    }
  }

  @Test func rowsAreOrderedByTheirDocumentsAndTheNamelessComeFirst() {
    let names: [String?] = ["b.txt", nil, "a.txt", "b.txt"]
    let order = GraphStore.rowOrder(of: names) { $0 }
    let numbers = ["a.txt", "b.txt"].map(ContributionWriter.id)
    #expect(order == (numbers[0] < numbers[1] ? [1, 2, 0, 3] : [1, 0, 3, 2]))
  }
}
