import EntityModel

/// Takes the features of a candidate one by one: to keep them, for learning, or to add up what they weigh.
protocol FeatureSink {
  mutating func add(_ feature: Int32)
}

extension FeatureSink {
  @inline(__always)
  mutating func add(_ type: EntityType, _ template: Template, _ value: Int) {
    add(FeatureSpace.feature(type, template, value))
  }
}

/// The numbers of features.
enum FeatureSpace {
  static let count = typeCount * Template.allCases.count * 4096

  /// Number of types; a number in writing, for the list of them would be asked for with every feature.
  private static var typeCount: Int { 4 }

  /// Number of a feature. A template that is added at the end leaves all others their numbers. Candidates of several types
  /// have one start or end: what they look up lies side by side.
  @inline(__always)
  static func feature(_ type: EntityType, _ template: Template, _ value: Int) -> Int32 {
    Int32(truncatingIfNeeded: (template.rawValue << 12 | value & 4095) * typeCount + type.order)
  }
}

/// Keeps features.
struct FeatureList: FeatureSink {
  private(set) var features: [Int32] = []

  mutating func add(_ feature: Int32) { features.append(feature) }
}

/// Adds up what features weigh for each type, whichever they are given for: a row of weights is one load.
///
/// What only one type is asked for was never learned for the others and weighs nothing there.
struct WeightRowSum: FeatureSink {
  private let weights: UnsafeRawPointer
  /// By the order of the type.
  private(set) var sums = SIMD4<Int32>()

  init(_ weights: UnsafeBufferPointer<Int16>) { self.weights = UnsafeRawPointer(weights.baseAddress!) }

  @inline(__always)
  mutating func add(_ feature: Int32) {
    let row = weights.loadUnaligned(
      fromByteOffset: Int(feature & ~3) * MemoryLayout<Int16>.stride, as: SIMD4<Int16>.self)
    sums &+= SIMD4<Int32>(truncatingIfNeeded: row)
  }
}

/// Adds up what features weigh.
struct WeightSum: FeatureSink {
  let weights: UnsafeBufferPointer<Int16>
  private(set) var sum: Int32 = 0

  init(_ weights: UnsafeBufferPointer<Int16>) { self.weights = weights }

  @inline(__always)
  mutating func add(_ feature: Int32) { sum &+= Int32(weights[Int(feature)]) }
}
