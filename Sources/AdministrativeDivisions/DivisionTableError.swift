/// Why a table of divisions was refused.
public enum DivisionTableError: Error, Equatable, CustomStringConvertible {
  /// The bytes do not begin as a table of divisions, or are fewer than a header.
  case notATable
  /// The table was made for another version of the reader.
  case version(found: UInt32, expected: UInt32)
  /// The header tells another length than the bytes have.
  case length(found: Int, expected: UInt64)
  /// A byte differs from what was written.
  case checksum
  /// A part of the table has not the size that the other parts ask for.
  case part(Int)

  public var description: String {
    switch self {
    case .notATable:
      "division table: no header at byte 0; make it again with Sources/CDivisionTable/make_table"
    case .version(let found, let expected):
      "division table: version \(found) at byte 8, \(expected) is read; make it again with make_table"
    case .length(let found, let expected):
      "division table: \(found) bytes, the header tells \(expected); copy or make it again"
    case .checksum:
      "division table: the checksum at byte 24 does not fit the bytes; copy or make it again"
    case .part(let index):
      "division table: part \(index) has a wrong size; make it again with the make_table of this version"
    }
  }
}
