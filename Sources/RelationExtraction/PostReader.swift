/// Reads the post that stands directly before a name.
enum PostReader {
  /// Up to eight characters before a position, back to a mark, a digit or the particle 的.
  static func postBefore(_ end: Int, in codes: [UInt32]) -> ArraySlice<UInt32> {
    var start = end
    while start > 0, end - start < 8, (0x4E00...0x9FFF).contains(codes[start - 1]), codes[start - 1] != 0x7684 {
      start -= 1
    }
    return codes[start..<end]
  }
}
