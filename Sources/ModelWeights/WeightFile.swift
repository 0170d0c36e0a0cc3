import Foundation

/// A file of learned weights: plain text, one or more tables, each with a header that tells what it is for.
///
/// ```
/// # guanxi weights format=1 table=mentions features=753664 rows=2 checksum=08985907b541d342
/// 0	-244
/// 2	101
/// ```
///
/// A row is the number of a feature and its weight (16 bits), numbers ascending; features left out weigh nothing. The checksum is
/// FNV-1a (64 bits) of the rows, line feeds included.
public struct WeightFile: Sendable {
  /// The format that is read and written.
  public static let format = 1

  private struct Table {
    let features: Int
    let body: Range<Int>
    /// Line of the header, from 1.
    let line: Int
  }

  private let path: String
  private let bytes: [UInt8]
  private var tables: [String: Table] = [:]

  /// Reads a file and checks that nothing in it was damaged.
  /// - Throws: ``WeightFileError``.
  public init(path: String) throws(WeightFileError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path: path)
    }
    try self.init(bytes: Array(data), path: path)
  }

  /// - Parameter path: how messages name the bytes.
  /// - Throws: ``WeightFileError`` when a header is missing or does not fit what follows.
  /// - Complexity: O(n).
  public init(bytes: [UInt8], path: String) throws(WeightFileError) {
    self.bytes = bytes
    self.path = path
    var start = 0
    var line = 1
    repeat {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let header = try Header(String(decoding: bytes[start..<end], as: UTF8.self), path, line)
      guard tables[header.table] == nil else { throw .secondTable(path: path, line: line, name: header.table) }
      var bodyEnd = min(end + 1, bytes.count)
      let body = bodyEnd
      for _ in 0..<header.rows {
        guard let next = Self.lineFeed(in: bytes, from: bodyEnd) else { throw .damaged(path: path, line: line) }
        bodyEnd = next + 1
      }
      guard Self.checksum(bytes[body..<bodyEnd]) == header.checksum else { throw .damaged(path: path, line: line) }
      tables[header.table] = Table(features: header.features, body: body..<bodyEnd, line: line)
      line += header.rows + 1
      start = bodyEnd
    } while start < bytes.count
  }

  /// The weights of a table by feature.
  /// - Parameter features: the number of features that this version of the program has.
  /// - Throws: ``WeightFileError`` when the table is missing or is for other features.
  /// - Complexity: O(features + rows).
  public func weights(_ name: String, features: Int) throws(WeightFileError) -> [Int16] {
    guard let table = tables[name] else { throw .noTable(path: path, name: name) }
    guard table.features == features else {
      throw .features(path: path, line: table.line, found: table.features, expected: features)
    }
    var weights = [Int16](repeating: 0, count: features)
    let bad = bytes[table.body].withUnsafeBufferPointer { Self.firstBadRow($0, into: &weights) }
    if let bad { throw .row(path: path, line: table.line + bad) }
    return weights
  }

  /// Reads rows up to the first that is none, and returns its number, from 1. Bytes by pointer, since a debug build would
  /// take seconds for slices of arrays.
  private static func firstBadRow(_ bytes: UnsafeBufferPointer<UInt8>, into weights: inout [Int16]) -> Int? {
    var (position, row, last) = (0, 0, -1)
    while position < bytes.count {
      row += 1
      guard let feature = number(bytes, &position, until: UInt8(ascii: "\t")), feature > last, feature < weights.count,
        let weight = number(bytes, &position, until: UInt8(ascii: "\n")), let weight = Int16(exactly: weight)
      else { return row }
      weights[feature] = weight
      last = feature
    }
    return nil
  }

  /// A table as text, header first; weights of 0 are left out.
  public static func text(table name: String, weights: [Int16]) -> String {
    var rows = ""
    var count = 0
    for (feature, weight) in weights.enumerated() where weight != 0 {
      rows += "\(feature)\t\(weight)\n"
      count += 1
    }
    let digits = String(checksum(Array(rows.utf8)[...]), radix: 16)
    let checksum = String(repeating: "0", count: 16 - digits.count) + digits
    return "# guanxi weights format=\(format) table=\(name) features=\(weights.count) rows=\(count) "
      + "checksum=\(checksum)\n" + rows
  }

  private static func lineFeed(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var position = start
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      return position < bytes.count ? position : nil
    }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBufferPointer { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return hash
    }
  }

  /// Reads a decimal number of at most ten digits and steps over it and the mark after it.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, until mark: UInt8) -> Int? {
    let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let first = position
    var value = 0
    while position < bytes.count, position - first < 10, case let digit = bytes[position] &- UInt8(ascii: "0"),
      digit < 10
    {
      value = value * 10 + Int(digit)
      position += 1
    }
    guard position > first, position < bytes.count, bytes[position] == mark else { return nil }
    position += 1
    return isNegative ? -value : value
  }
}

/// What the first line of a table tells.
private struct Header {
  let table: String
  let features: Int
  let rows: Int
  let checksum: UInt64

  init(_ text: String, _ path: String, _ line: Int) throws(WeightFileError) {
    let prefix = "# guanxi weights "
    guard text.hasPrefix(prefix) else { throw .noHeader(path: path, line: line) }
    var values: [Substring: Substring] = [:]
    for field in text.dropFirst(prefix.count).split(separator: " ") {
      let parts = field.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    guard let format = values["format"].flatMap({ Int($0) }) else { throw .noHeader(path: path, line: line) }
    guard format == WeightFile.format else { throw .format(path: path, line: line, found: format) }
    guard let table = values["table"], let features = values["features"].flatMap({ Int($0) }),
      let rows = values["rows"].flatMap({ Int($0) }), rows >= 0,
      let checksum = values["checksum"].flatMap({ UInt64($0, radix: 16) })
    else { throw .noHeader(path: path, line: line) }
    self.table = String(table)
    self.features = features
    self.rows = rows
    self.checksum = checksum
  }
}
