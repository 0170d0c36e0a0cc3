/// How many findings are right, wrong and missed, and the figures that follow.
public struct Tally: Sendable, Equatable {
  /// True positives.
  public var right: Int
  /// False positives.
  public var wrong: Int
  /// False negatives.
  public var missed: Int

  public init(right: Int = 0, wrong: Int = 0, missed: Int = 0) {
    self.right = right
    self.wrong = wrong
    self.missed = missed
  }

  /// Share of the findings that are right; 0 where nothing was found.
  public var precision: Double { right + wrong > 0 ? Double(right) / Double(right + wrong) : 0 }

  /// Share of what the annotation has that was found; 0 where it has nothing.
  public var recall: Double { right + missed > 0 ? Double(right) / Double(right + missed) : 0 }

  /// Harmonic mean of precision and recall.
  public var f1: Double {
    let (p, r) = (precision, recall)
    return p + r > 0 ? 2 * p * r / (p + r) : 0
  }

  public static func += (sum: inout Tally, other: Tally) {
    sum.right += other.right
    sum.wrong += other.wrong
    sum.missed += other.missed
  }
}

/// How many of those that were looked at are right.
public struct Ratio: Sendable, Equatable {
  public var right: Int
  public var total: Int

  public init(right: Int = 0, total: Int = 0) {
    self.right = right
    self.total = total
  }

  /// 0 where there was nothing to look at.
  public var value: Double { total > 0 ? Double(right) / Double(total) : 0 }

  public static func += (sum: inout Ratio, other: Ratio) {
    sum.right += other.right
    sum.total += other.total
  }
}
