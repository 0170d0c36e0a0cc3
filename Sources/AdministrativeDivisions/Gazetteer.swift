import CDivisionTable
import EntityModel

/// The administrative divisions of China from provinces to villages, with their names, short forms and codes.
///
/// ```swift
/// let gazetteer = try Gazetteer.bundled()
/// if let name = gazetteer.lookUp("金乡县"), let county = gazetteer.divisions(named: name).first {
///   gazetteer.code(of: county)                            // "370828"
///   gazetteer.path(of: county).map(gazetteer.name(of:))   // ["山东省", "济宁市", "金乡县"]
/// }
/// ```
///
/// A value is a few pointers into a table of constant bytes; copies are cheap and may be used from any thread.
/// Sources, licences and layout: <doc:Gazetteer>.
public struct Gazetteer: Sendable {
  @usableFromInline let table: DivisionTable

  /// A gazetteer over the bytes of a table, which must not change and must outlive every copy of it.
  ///
  /// - Throws: `DivisionTableError` when the bytes are no table of this version or were damaged.
  public init(unsafeTable bytes: UnsafeRawBufferPointer) throws(DivisionTableError) {
    table = try DivisionTable(bytes)
  }

  /// The checksum of what follows the header of a table; a multiple of 32 bytes.
  public static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 { DivisionTable.checksum(bytes) }

  /// The table built into the program. It is checked once, at the first call.
  ///
  /// - Throws: `DivisionTableError` when the program was built with a damaged table.
  public static func bundled() throws(DivisionTableError) -> Gazetteer { try loaded.get() }

  private static let loaded: Result<Gazetteer, DivisionTableError> = {
    let bytes = UnsafeRawBufferPointer(start: division_table_bytes(), count: division_table_length())
    do throws(DivisionTableError) {
      return .success(try Gazetteer(unsafeTable: bytes))
    } catch {
      return .failure(error)
    }
  }()

  /// Where the table comes from: packages, versions, licences, dates.
  public var source: String { String(decoding: table.source, as: UTF8.self) }

  /// Number of divisions of a level, former ones included; none of `site`.
  public func count(of level: PlaceLevel) -> Int {
    let index = Self.levels.firstIndex(of: level)
    return index.map { divisionRange($0).count } ?? 0
  }

  static let levels: [PlaceLevel] = [.province, .prefecture, .county, .township, .village]

  /// The divisions of a level, by its index in `levels`.
  func divisionRange(_ level: Int) -> Range<Int> {
    (level == 0 ? 0 : Int(table.levelEnds[level - 1]))..<Int(table.levelEnds[level])
  }

  /// A division. Those of higher levels are less; within a level down to township, those of a parent stand together,
  /// in force before former, in the order of their codes. Stable for one table only: store codes or paths instead.
  public struct DivisionID: Hashable, Comparable, Sendable {
    public let rawValue: UInt32

    @inlinable init(_ rawValue: Int) { self.rawValue = UInt32(truncatingIfNeeded: rawValue) }

    @inlinable var index: Int { Int(rawValue) }

    @inlinable public static func < (a: DivisionID, b: DivisionID) -> Bool { a.rawValue < b.rawValue }
  }

  /// A string that names divisions, as full name or as short form. Stable for one table only.
  public struct NameID: Hashable, Sendable {
    /// Node of the trie times eight, plus the index of the suffix.
    public let rawValue: UInt32

    @inlinable init(node: Int, suffix: Int) { rawValue = UInt32(truncatingIfNeeded: node << 3 | suffix) }

    @inlinable var node: Int { Int(rawValue >> 3) }
    @inlinable var suffix: Int { Int(rawValue & 7) }
  }

  /// How a string names divisions.
  public struct Forms: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The full name of villages or communities.
    public static let village = Forms(rawValue: 1)
    /// The full name of divisions down to township.
    public static let full = Forms(rawValue: 2)
    /// A short form of divisions down to township, such as 金乡.
    public static let short = Forms(rawValue: 4)
  }

  /// A name found in a text.
  public struct Match: Hashable, Sendable {
    /// Index of its first code point in the scanned buffer.
    public let start: Int
    /// Index just past its last code point in the scanned buffer.
    public let end: Int
    public let name: NameID
    public let forms: Forms

    @inlinable init(start: Int, end: Int, name: NameID, forms: Forms) {
      self.start = start
      self.end = end
      self.name = name
      self.forms = forms
    }

    /// Number of code points.
    @inlinable public var length: Int { end - start }
    /// Whether the string is nobody's full name.
    @inlinable public var isShortFormOnly: Bool { forms == .short }
  }
}
