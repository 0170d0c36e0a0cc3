/// Chooses, of candidates that overlap, the set with the highest sum of scores (weighted interval scheduling).
///
/// Of two sets of equal sum the one whose last candidate starts earlier wins, so the choice never depends on the order of
/// the candidates.
/// - Complexity: O(n log n) for n candidates of positive score.
struct OverlapFilter {
  /// The best set among the first candidates by end.
  private struct Step {
    var sum: Int64 = 0
    /// How many of the candidates come into question before the last one of the set.
    var previous: Int32 = 0
    /// Whether the last of these candidates is in it.
    var isTaken = false
  }

  /// Indices of the chosen candidates in the order of the text.
  func choose(_ candidates: [Candidate]) -> [Int] {
    let order = positive(candidates)
    guard !order.isEmpty else { return [] }
    var steps = [Step](repeating: Step(), count: order.count + 1)
    for (position, index) in order.enumerated() {
      let candidate = candidates[index]
      var low = 0
      var high = position
      while low < high {
        let middle = (low + high) / 2
        if candidates[order[middle]].end <= candidate.start { low = middle + 1 } else { high = middle }
      }
      let sum = steps[low].sum + Int64(candidate.score)
      steps[position + 1] =
        sum > steps[position].sum
        ? Step(sum: sum, previous: Int32(low), isTaken: true)
        : Step(sum: steps[position].sum, previous: Int32(position))
    }
    var chosen: [Int] = []
    chosen.reserveCapacity(order.count)
    var position = order.count
    while position > 0 {
      if steps[position].isTaken { chosen.append(order[position - 1]) }
      position = Int(steps[position].previous)
    }
    chosen.reverse()
    return chosen
  }

  /// Indices of the candidates of positive score by end, start and type.
  private func positive(_ candidates: [Candidate]) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(candidates.count { $0.score > 0 })
    for index in candidates.indices where candidates[index].score > 0 { order.append(index) }
    order.sort {
      let (a, b) = (candidates[$0], candidates[$1])
      if a.end != b.end { return a.end < b.end }
      if a.start != b.start { return a.start < b.start }
      return a.type.order < b.type.order
    }
    return order
  }
}
