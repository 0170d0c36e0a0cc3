import CSHA256

/// SHA-256 as in FIPS 180-4, section 6.2.
///
/// Own code, since the one package that offers it brings a whole TLS library's worth of C to build; digests here tell
/// changed files apart and keep no secret. Tested against the standard's own vectors.
/// Where the processor has instructions for it they take the blocks, five times as fast.
enum SHA256 {
  /// The digest of `bytes` as 64 hexadecimal digits in lower case.
  ///
  /// - Complexity: O(n).
  static func hexDigest(of bytes: [UInt8]) -> String {
    var state = initialState
    let whole = bytes.count & ~63
    bytes.withUnsafeBytes { take($0[..<whole], into: &state) }
    tail(of: bytes, from: whole).withUnsafeBytes { take($0[...], into: &state) }
    return hexDigest(of: state)
  }

  /// Section 5.3.3.
  static var initialState: State {
    (0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  }

  /// The words of a finished digest in hexadecimal digits.
  static func hexDigest(of state: State) -> String {
    var digest: [UInt8] = []
    digest.reserveCapacity(64)
    for word in [state.0, state.1, state.2, state.3, state.4, state.5, state.6, state.7] {
      for shift in stride(from: UInt32(28), through: 0, by: -4) {
        let digit = UInt8(word >> shift & 15)
        digest.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
    return String(decoding: digest, as: UTF8.self)
  }

  typealias State = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  /// The last bytes with the padding of section 5.1.1: a one bit, zeros, the length in bits.
  private static func tail(of bytes: [UInt8], from start: Int) -> [UInt8] {
    var tail = Array(bytes[start...])
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) { tail.append(UInt8(bits >> shift & 255)) }
    return tail
  }

  /// Takes in blocks of 64 bytes.
  private static func take(_ blocks: Slice<UnsafeRawBufferPointer>, into state: inout State) {
    guard hasInstructions else { return compress(blocks, into: &state) }
    withUnsafeMutableBytes(of: &state) { words in
      let bytes = UnsafeRawBufferPointer(rebasing: blocks).assumingMemoryBound(to: UInt8.self)
      guanxi_sha256_take_blocks(
        words.assumingMemoryBound(to: UInt32.self).baseAddress, bytes.baseAddress, bytes.count / 64)
    }
  }

  private static let hasInstructions = guanxi_sha256_has_instructions()
  nonisolated(unsafe) private static let roundConstants = guanxi_sha256_round_constants()!

  /// The same for every processor. Raw pointers and one scratch schedule: array checks would halve the speed.
  static func compress(_ blocks: Slice<UnsafeRawBufferPointer>, into state: inout State) {
    let k = roundConstants
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      var block = blocks.startIndex
      while block < blocks.endIndex {
        for t in 0..<16 {
          w[t] = UInt32(bigEndian: blocks.base.loadUnaligned(fromByteOffset: block + 4 * t, as: UInt32.self))
        }
        for t in 16..<64 {
          let x = w[t &- 15]
          let y = w[t &- 2]
          let s0 = rotated(x, 7) ^ rotated(x, 18) ^ x &>> 3
          let s1 = rotated(y, 17) ^ rotated(y, 19) ^ y &>> 10
          w[t] = s1 &+ w[t &- 7] &+ s0 &+ w[t &- 16]
        }
        rounds(k, w, &state)
        block += 64
      }
    }
  }

  @inline(__always)
  private static func rounds(
    _ k: UnsafePointer<UInt32>, _ w: UnsafeMutableBufferPointer<UInt32>, _ state: inout State
  ) {
    var (a, b, c, d, e, f, g, h) = state
    for t in 0..<64 {
      let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let t1 = h &+ sum1 &+ (e & f ^ ~e & g) &+ k[t] &+ w[t]
      let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let t2 = sum0 &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e, state.5 &+ f, state.6 &+ g, state.7 &+ h
    )
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }
}
