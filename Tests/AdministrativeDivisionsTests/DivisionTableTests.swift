import CDivisionTable
import Testing

@testable import AdministrativeDivisions

@Suite struct DivisionTableTests {
  /// A header over a body of two lines of 32 bytes.
  func table(_ change: (UnsafeMutableRawBufferPointer) -> Void) -> DivisionTableError? {
    withUnsafeTemporaryAllocation(byteCount: 96, alignment: 32) { bytes in
      for i in bytes.indices { bytes[i] = UInt8(i) }
      bytes.copyBytes(from: DivisionTable.magic)
      bytes.storeBytes(of: DivisionTable.version, toByteOffset: 8, as: UInt32.self)
      bytes.storeBytes(of: 20, toByteOffset: 12, as: UInt32.self)
      bytes.storeBytes(of: 96, toByteOffset: 16, as: UInt64.self)
      let sum = DivisionTable.checksum(UnsafeRawBufferPointer(rebasing: bytes[32...]))
      bytes.storeBytes(of: sum, toByteOffset: 24, as: UInt64.self)
      change(bytes)
      do throws(DivisionTableError) {
        _ = try Gazetteer(unsafeTable: UnsafeRawBufferPointer(bytes))
        return nil
      } catch {
        return error
      }
    }
  }

  @Test func refusesWhatIsNoTable() {
    #expect(table { $0[0] = 0 } == .notATable)
    #expect(throws: DivisionTableError.notATable) {
      try Gazetteer(unsafeTable: UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }

  @Test func refusesAnotherVersion() { #expect(table { $0[8] = 9 } == .version(found: 9, expected: 1)) }

  @Test func refusesACutTable() { #expect(table { $0[16] = 128 } == .length(found: 96, expected: 128)) }

  @Test(arguments: [24, 32, 40, 63, 64, 95])
  func refusesADamagedByte(at index: Int) { #expect(table { $0[index] ^= 0x10 } == .checksum) }

  @Test func refusesADirectoryThatDoesNotFit() { #expect(table { _ in } == .part(20)) }

  @Test func messagesTellThePlaceAndTheRemedy() {
    let message = DivisionTableError.checksum.description
    #expect(message == "division table: the checksum at byte 24 does not fit the bytes; copy or make it again")
  }

  @Test func bundledTableIsSmall() { #expect(division_table_length() < 12_000_000) }
}
