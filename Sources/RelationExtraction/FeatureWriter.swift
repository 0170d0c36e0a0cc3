/// Collects the features of one pair after the other: places in a table of weights, hashed. Adds up what they weigh, and
/// keeps them where they are learned from.
struct FeatureWriter {
  private let weights: [Int16]
  private let isKeeping: Bool
  private var salt: UInt64 = 0
  /// What the features since the last `begin` weigh.
  private(set) var sum: Int32 = 0
  /// They themselves; empty where they are not kept.
  private(set) var features: [Int32] = []

  /// Weighs features.
  init(_ model: RelationModel) {
    weights = model.weights
    isKeeping = false
  }

  /// Keeps features, and weighs nothing.
  init() {
    weights = []
    isKeeping = true
  }

  /// Number of weights; a power of two.
  static let space = 1 << 18

  /// Forgets the features; those that come are told from those of another salt.
  mutating func begin(salt: Int) {
    self.salt = UInt64(truncatingIfNeeded: salt) &* 0xC2B2_AE3D_27D4_EB4F
    sum = 0
    features.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(_ template: Int, _ value: Int) {
    var x = UInt64(truncatingIfNeeded: value &* 64 &+ template) &* 0x9E37_79B9_7F4A_7C15
    x ^= salt
    x ^= x >> 29
    x = x &* 0xBF58_476D_1CE4_E5B9
    x ^= x >> 32
    let feature = Int(x & UInt64(Self.space - 1))
    if isKeeping { features.append(Int32(feature)) } else { sum &+= Int32(weights[feature]) }
  }

  static func hash(_ codes: some Sequence<UInt32>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for code in codes { hash = (hash ^ UInt64(code)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash >> 8)
  }
}
