/// The parts of the binary table, as pointers into its bytes. Nothing is copied.
///
/// The file is little-endian: a header of 32 bytes (magic, version, number of parts, length, checksum), a directory of
/// offsets and lengths, then the parts, each aligned to 8 bytes. `Gazetteer.md` describes them.
///
/// Sendable although it holds pointers: the bytes never change and outlive every copy.
@usableFromInline
struct DivisionTable: @unchecked Sendable {
  static let version: UInt32 = 1
  static let magic: [UInt8] = Array("GUANXIDV".utf8)
  /// Code points below this have their number in a dense part.
  @usableFromInline static let denseLimit: UInt32 = 0xA000

  /// For code points below `denseLimit`: number of the character (13 bits, 0 for none) and, above, the suffix it begins.
  @usableFromInline let characters: UnsafePointer<UInt16>
  /// The other characters: pairs of code point and the same value, sorted.
  let rareCharacters: UnsafeBufferPointer<UInt32>
  /// Code point of each character number.
  let codePoints: UnsafeBufferPointer<UInt32>
  /// Double array: base (20 bits), check (20), what ends there (8 bits each for villages, full names, short forms).
  @usableFromInline let nodes: UnsafePointer<UInt64>
  let nodeCount: Int
  /// How many names of villages stand before every sixteenth node.
  let villageRanks: UnsafeBufferPointer<UInt32>
  /// How many full names and short forms of upper divisions stand before every sixteenth node.
  let upperRanks: UnsafePointer<UInt32>
  /// Where the divisions of each of those start in `postings`; the highest bit marks
  /// strong short forms, the next ordinary words.
  let postingStarts: UnsafeBufferPointer<UInt32>
  let postings: UnsafePointer<UInt16>
  let names: UnsafePointer<UInt32>
  let codes: UnsafePointer<UInt32>
  let parents: UnsafePointer<UInt16>
  let marks: UnsafePointer<UInt8>
  /// Triples of former division, successor (0xFFFF for none), year (0 for unknown), sorted.
  let former: UnsafeBufferPointer<UInt16>
  let sortedCodes: UnsafeBufferPointer<UInt32>
  let codeDivisions: UnsafePointer<UInt16>
  /// Parents of the villages, which stand in the order of their names.
  let villageParents: UnsafeBufferPointer<UInt16>
  /// A bit at the first village of each name, and the number of such bits before every eighth word.
  let villageFirsts: UnsafeBufferPointer<UInt64>
  let villageSamples: UnsafeBufferPointer<UInt32>
  /// First division after each level, villages included.
  let levelEnds: UnsafeBufferPointer<UInt32>
  let source: UnsafeBufferPointer<UInt8>

  var upperCount: Int { Int(levelEnds[3]) }

  /// - Throws: `DivisionTableError` when the bytes are no table of this version or were damaged.
  /// - Complexity: O(bytes), for the checksum; about 0.3 ms a megabyte.
  init(_ bytes: UnsafeRawBufferPointer) throws(DivisionTableError) {
    guard let start = bytes.baseAddress, bytes.count >= 32, bytes.prefix(8).elementsEqual(Self.magic) else {
      throw .notATable
    }
    let version = bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    guard version == Self.version else { throw .version(found: version, expected: Self.version) }
    let length = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    guard length == bytes.count, length % 32 == 0, Int(bitPattern: start) % 8 == 0 else {
      throw .length(found: bytes.count, expected: length)
    }
    let stated = bytes.load(fromByteOffset: 24, as: UInt64.self)
    guard Self.checksum(UnsafeRawBufferPointer(rebasing: bytes[32...])) == stated else { throw .checksum }
    let parts = try Parts(bytes)
    characters = try parts.pointer(0, count: Int(Self.denseLimit))
    rareCharacters = try parts.buffer(1)
    codePoints = try parts.buffer(2)
    let nodes: UnsafeBufferPointer<UInt64> = try parts.buffer(3)
    nodeCount = nodes.count
    let samples = (nodeCount + 15) / 16 + 1
    self.nodes = try parts.pointer(3, count: nodeCount)
    villageRanks = try parts.buffer(4)
    upperRanks = try parts.pointer(5, count: samples)
    postingStarts = try parts.buffer(6)
    guard villageRanks.count == samples, let end = postingStarts.last else { throw .part(6) }
    postings = try parts.pointer(7, count: Int(end & 0x3FFF_FFFF))
    levelEnds = try parts.buffer(18)
    guard levelEnds.count == 5 else { throw .part(18) }
    let upper = Int(levelEnds[3])
    names = try parts.pointer(8, count: upper)
    codes = try parts.pointer(9, count: upper)
    parents = try parts.pointer(10, count: upper)
    marks = try parts.pointer(11, count: upper)
    former = try parts.buffer(12)
    sortedCodes = try parts.buffer(13)
    codeDivisions = try parts.pointer(14, count: sortedCodes.count)
    villageParents = try parts.buffer(15)
    villageFirsts = try parts.buffer(16)
    villageSamples = try parts.buffer(17)
    guard villageParents.count == Int(levelEnds[4]) - upper else { throw .part(15) }
    guard villageFirsts.count * 64 > villageParents.count else { throw .part(16) }
    guard villageSamples.count == villageFirsts.count / 8 + 1 else { throw .part(17) }
    source = try parts.buffer(19)
  }

  /// FNV-1a over 64-bit words in four lanes, folded: what `make_table` writes. `bytes` is a multiple of 32 long.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let prime: UInt64 = 0x100_0000_01B3
    let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    var a = basis
    var b = basis &+ 1
    var c = basis &+ 2
    var d = basis &+ 3
    let words = bytes.assumingMemoryBound(to: UInt64.self)
    var i = 0
    while i &+ 4 <= words.count {
      a = (a ^ words[i]) &* prime
      b = (b ^ words[i &+ 1]) &* prime
      c = (c ^ words[i &+ 2]) &* prime
      d = (d ^ words[i &+ 3]) &* prime
      i &+= 4
    }
    return [a, b, c, d].reduce(basis) { ($0 ^ $1) &* prime }
  }
}

/// The directory of a table.
private struct Parts {
  let bytes: UnsafeRawBufferPointer
  let count: Int

  init(_ bytes: UnsafeRawBufferPointer) throws(DivisionTableError) {
    self.bytes = bytes
    count = Int(bytes.load(fromByteOffset: 12, as: UInt32.self))
    guard count == 20, bytes.count >= 32 + 8 * count else { throw .part(count) }
  }

  func buffer<T: BitwiseCopyable>(_ index: Int) throws(DivisionTableError) -> UnsafeBufferPointer<T> {
    let offset = Int(bytes.load(fromByteOffset: 32 + 8 * index, as: UInt32.self))
    let length = Int(bytes.load(fromByteOffset: 36 + 8 * index, as: UInt32.self))
    guard offset % 8 == 0, offset + length <= bytes.count, length % MemoryLayout<T>.stride == 0 else {
      throw .part(index)
    }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]).assumingMemoryBound(to: T.self)
  }

  func pointer<T: BitwiseCopyable>(_ index: Int, count: Int) throws(DivisionTableError) -> UnsafePointer<T> {
    let part: UnsafeBufferPointer<T> = try buffer(index)
    guard part.count == count, let start = part.baseAddress else { throw .part(index) }
    return start
  }
}
