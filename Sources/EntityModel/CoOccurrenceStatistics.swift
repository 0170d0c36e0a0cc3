#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much two nodes are named together, over all documents.
///
/// The sample space is one: all windows of the kind the documents were read with, those that name nobody included; an
/// article printed again counts once.
public struct CoOccurrenceStatistics: Sendable, Equatable {
  /// A window of two names in the parts in which `share` counts: the least common multiple of 1, 2, …, 16.
  public static let shareUnit = 720_720

  /// Number of windows that name both.
  public var windows = 0
  /// Number of articles with such a window.
  public var articles = 0
  /// Number of documents with such a window.
  public var documents = 0
  /// Sum of 1/(n − 1) over these windows, n being the number of names in the window, in parts of `shareUnit`: whole
  /// numbers, so that the sum does not depend on the order. From n = 18 on a part is rounded down.
  ///
  /// M. E. J. Newman, "Scientific collaboration networks. II", Physical Review E 64, 016132 (2001).
  public var share = 0
  /// Normalised pointwise mutual information, from −1 to 1; nil where fewer windows than wanted name both.
  ///
  /// G. Bouma, "Normalized (pointwise) mutual information in collocation extraction", GSCL (2009).
  public var npmi: Double?

  public init(windows: Int = 0, articles: Int = 0, documents: Int = 0, share: Int = 0, npmi: Double? = nil) {
    self.windows = windows
    self.articles = articles
    self.documents = documents
    self.share = share
    self.npmi = npmi
  }

  /// What a window of `size` names adds to the share of each of its pairs.
  public static func share(ofWindowNaming size: Int) -> Int { size < 2 ? 0 : shareUnit / (size - 1) }

  /// Normalised pointwise mutual information of two names.
  ///
  /// - Parameters:
  ///   - joint: number of windows that name both; nil comes of fewer than `minimum`, for rare pairs look closer than
  ///     they are.
  ///   - a, b: number of windows that name the one, the other.
  ///   - total: number of all windows.
  /// - Returns: nil too where both are in every window, for then nothing can be said.
  public static func npmi(joint: Int, a: Int, b: Int, total: Int, minimum: Int) -> Double? {
    guard joint >= max(minimum, 1), joint < total, a >= joint, b >= joint else { return nil }
    let (joint, a, b, total) = (Double(joint), Double(a), Double(b), Double(total))
    return log(joint * total / (a * b)) / log(total / joint)
  }
}
