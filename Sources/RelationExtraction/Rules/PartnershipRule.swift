import EntityModel

/// partners_with: two bodies that the text joins and says to cooperate: A与B签订协议, A联合B开展, A牵手B.
struct PartnershipRule {
  let page: PageGraph

  /// Most bodies joined in one row; a list that goes on is none of partners.
  static let longestRow = 32

  func apply(to relations: inout [Relation]) {
    for sentence in page.outer.indices where page.outer[sentence].count > 1 {
      let bodies = page.outer[sentence].filter { isBody($0) }
      for (position, first) in bodies.enumerated() where position + 1 < bodies.count {
        readRow(bodies, from: position, first, &relations)
      }
    }
  }

  private func isBody(_ index: Int) -> Bool {
    let mention = page.mentions[index]
    guard mention.type == .unit || mention.type == .place else { return false }
    // The first half of a chain of places is no partner of what follows it.
    return index + 1 >= page.mentions.count || page.mentions[index + 1].range.lowerBound != mention.range.upperBound
      || page.mentions[index + 1].article != mention.article
  }

  private func readRow(_ bodies: [Int], from position: Int, _ first: Int, _ relations: inout [Relation]) {
    var second = position + 1
    var joined = false
    while second < bodies.count, second - position <= Self.longestRow {
      let previous = bodies[second - 1]
      let other = bodies[second]
      let gap = gap(previous, other)
      guard gap.count <= Self.longestJoint else { break }
      let joint = page.text(page.mentions[first].article, gap)
      if second == position + 1 {
        guard
          Self.joints.contains(joint)
            || Self.joints.contains(where: { joint.hasSuffix($0) && joint.length <= $0.length + 4 && $0.length >= 2 })
        else { return }
        joined = true
      } else {
        guard joined, joint == "、" || joint == "和" || joint == "," else { break }
      }
      let isStrong = Self.strongJoints.contains { joint.contains($0) } || second > position + 1
      if let how = manner(after: other, bodies, second) ?? (isStrong ? "联合" : nil) {
        relations.append(
          Relation(
            source: page.entity(first), type: .partnersWith, target: page.entity(other), role: how,
            evidence: page.evidence(other)))
      } else if second == position + 1 {
        return
      }
      second += 1
    }
  }

  /// What stands between two bodies, without the place that opens the second: 与江苏省|镇江市|丹徒区.
  private func gap(_ previous: Int, _ other: Int) -> Range<Int> {
    var start = other
    while start > 0, page.mentions[start - 1].range.upperBound == page.mentions[start].range.lowerBound,
      page.mentions[start - 1].article == page.mentions[other].article, start - 1 != previous
    {
      start -= 1
    }
    let end = page.mentions[previous].range.upperBound
    return end..<max(end, page.mentions[start].range.lowerBound)
  }

  /// What the bodies do together, said shortly after the last of them.
  private func manner(after index: Int, _ bodies: [Int], _ position: Int) -> String? {
    let codes = page.codes(index)
    var end = page.mentions[bodies[position]].range.upperBound
    var last = position
    while last + 1 < bodies.count, last - position < Self.longestRow {
      let gap =
        page.mentions[bodies[last]].range
        .upperBound..<max(
          page.mentions[bodies[last]].range.upperBound, page.mentions[bodies[last + 1]].range.lowerBound)
      guard gap.count <= 2 else { break }
      last += 1
      end = page.mentions[bodies[last]].range.upperBound
    }
    let rest = end..<min(codes.count, end + 22)
    let stop = rest.first { codes[$0] == 0x3002 || codes[$0] == 0x0A || codes[$0] == 0x3B } ?? rest.upperBound
    return Self.manners.first(in: codes, end..<stop)
  }

  /// Four characters before the longest of the joints.
  private static let longestJoint = 9
  private static let joints: Set<String> = [
    "与", "和", "同", "联合", "会同", "携手", "牵手", "、", "及", "联手", "对接", "牵头,联合", "又与", "分别与", "签约", "协同", "将与",
  ]
  private static let strongJoints = ["联合", "会同", "携手", "牵手", "联手", "对接"]
  private static let manners = WordList([
    "签订", "签署", "签约", "合作共建", "共建", "合作", "联合", "合办", "结对", "结成", "结为", "结亲", "协作", "共同", "联手", "携手", "互访", "对接", "合编",
    "共管", "共用", "续签", "协同", "联动", "商定",
  ])
}
