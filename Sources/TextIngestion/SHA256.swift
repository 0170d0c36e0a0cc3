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

  /// The same for every processor. Raw pointers and one scratch schedule: array checks would halve the speed.
  static func compress(_ blocks: Slice<UnsafeRawBufferPointer>, into state: inout State) {
    roundConstants.withUnsafeBufferPointer { k in
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
  }

  @inline(__always)
  private static func rounds(
    _ k: UnsafeBufferPointer<UInt32>, _ w: UnsafeMutableBufferPointer<UInt32>, _ state: inout State
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

  /// First 32 bits of the fractional parts of the cube roots of the first 64 primes, section 4.2.2.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
