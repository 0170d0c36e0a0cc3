/// Chooses, of candidates that overlap, the set with the highest sum of scores (weighted interval scheduling).
///
/// Of two sets of equal sum the one whose last candidate starts earlier wins, so the choice never depends on the order of
/// the candidates.
/// - Complexity: O(n log n) for n candidates of positive score.
struct OverlapFilter {
  /// Indices of the chosen candidates in the order of the text.
  func choose(_ candidates: [Candidate]) -> [Int] {
    let order = candidates.indices.filter { candidates[$0].score > 0 }.sorted {
      let (a, b) = (candidates[$0], candidates[$1])
      if a.end != b.end { return a.end < b.end }
      if a.start != b.start { return a.start < b.start }
      return a.type.order < b.type.order
    }
    guard !order.isEmpty else { return [] }
    var best = [Int64](repeating: 0, count: order.count + 1)
    var previous = [Int](repeating: 0, count: order.count + 1)
    var isTaken = [Bool](repeating: false, count: order.count + 1)
    for (position, index) in order.enumerated() {
      let candidate = candidates[index]
      var low = 0
      var high = position
      while low < high {
        let middle = (low + high) / 2
        if candidates[order[middle]].end <= candidate.start { low = middle + 1 } else { high = middle }
      }
      let sum = best[low] + Int64(candidate.score)
      if sum > best[position] {
        best[position + 1] = sum
        previous[position + 1] = low
        isTaken[position + 1] = true
      } else {
        best[position + 1] = best[position]
        previous[position + 1] = position
      }
    }
    var chosen: [Int] = []
    var position = order.count
    while position > 0 {
      if isTaken[position] { chosen.append(order[position - 1]) }
      position = previous[position]
    }
    return chosen.reversed()
  }
}
