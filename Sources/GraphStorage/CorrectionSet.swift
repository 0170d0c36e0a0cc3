import EntityModel

/// Corrections in the order of application, ready to be applied to one document after the other.
struct CorrectionSet: Sendable {
  let corrections: [Correction]

  /// What the document contributes once corrected, in normal form, and which corrections (by position) had something
  /// to do in it.
  ///
  /// A pure function of its arguments: applied to what the document contributes by itself, it says what the store
  /// holds of it.
  func apply(to original: Contribution, document: String) -> (corrected: Contribution, effects: [Int]) {
    var contribution = original
    var effects: [Int] = []
    for (position, correction) in corrections.enumerated() {
      if let changed = contribution.applying(correction, document: document) {
        contribution = changed
        effects.append(position)
      }
    }
    return (contribution, effects)
  }
}

extension Contribution {
  /// Nil where the correction has nothing to do.
  fileprivate func applying(_ correction: Correction, document: String) -> Contribution? {
    if case .split(_, _, let documents) = correction, !documents.contains(document) { return nil }
    let subject = appearances.firstIndex { $0.address == correction.subject }
    var result = self
    var isAffected = false
    // What works with a place, or lies in it, names it without mentioning it.
    if correction.subject.type == .place, !correction.keepsAddress {
      isAffected = result.renamePlace(correction.subject, to: correction.target)
    }
    guard let subject else { return isAffected ? result.normalized() : nil }
    switch correction {
    case .hide(let address):
      return result.removing { $0.address == address }.normalized()
    case .alias(_, let name):
      result.appearances[subject].aliases.append(storable(name))
      return result.normalized()
    case .merge, .split, .rename, .retype:
      guard let target = correction.target else { return nil }
      let known = appearances.firstIndex { $0.address == target }
      result.readdress(subject, to: target, keepsName: correction.keepsName)
      return result.normalized(preferring: known)
    }
  }

  private mutating func readdress(_ index: Int, to target: EntityAddress, keepsName: Bool) {
    let old = appearances[index].address
    if keepsName { appearances[index].aliases.append(old.name) }
    appearances[index].address = target
    guard old.type != target.type else { return }
    if target.type != .person { appearances[index].roles = [] }
    if target.type != .place {
      appearances[index].level = nil
      appearances[index].code = nil
      appearances[index].parent = nil
    }
    relations = relations.compactMap { relation in
      guard relation.source == index || relation.target == index else { return relation }
      let (source, target) = (appearances[relation.source].address.type, appearances[relation.target].address.type)
      guard let type = relation.type.fitting(source: source, target: target) else { return nil }
      var relation = relation
      relation.type = type
      return relation
    }
  }

  /// Replaces a place where it is named as a district, township or parent; takes it away where it is no place any more.
  /// - Returns: whether anything changed.
  private mutating func renamePlace(_ old: EntityAddress, to target: EntityAddress?) -> Bool {
    let new = target.flatMap { $0.type == .place ? $0.name : nil }
    var changed = false
    func replace(_ names: inout [String]) {
      guard names.contains(old.name) else { return }
      names = names.compactMap { $0 == old.name ? new : $0 }
      changed = true
    }
    for index in appearances.indices {
      // Many counties have a 城关镇: what is known of the district must agree.
      let districts = appearances[index].districts
      let isAround = old.anchor.isEmpty || districts.isEmpty || districts.contains(old.anchor)
      replace(&appearances[index].districts)
      if isAround { replace(&appearances[index].townships) }
      let anchor = appearances[index].address.anchor
      if appearances[index].parent == old.name, anchor.isEmpty || old.anchor.isEmpty || anchor == old.anchor {
        appearances[index].parent = new
        changed = true
      }
    }
    return changed
  }
}

extension Correction {
  /// Whether the subject stays what it was.
  fileprivate var keepsAddress: Bool {
    if case .alias = self { return true }
    // The rest of a split place keeps its name wherever it is only named.
    if case .split = self { return true }
    return false
  }

  /// Whether the old name stays as an alias.
  fileprivate var keepsName: Bool {
    switch self {
    case .merge, .rename: true
    case .split, .retype, .hide, .alias: false
    }
  }
}

extension RelationType {
  /// This relation, or the one that says the same between ends of these types; nil if there is none.
  func fitting(source: EntityType, target: EntityType) -> RelationType? {
    switch (self, source, target) {
    case (.worksFor, .person, .unit), (.worksIn, .person, .unit): .worksFor
    case (.worksFor, .person, .place), (.worksIn, .person, .place): .worksIn
    case (.reportsOn, .person, .place): .reportsOn
    case (.partOf, .place, .place), (.locatedIn, .place, .place): .partOf
    case (.locatedIn, .unit, .place), (.partOf, .unit, .place): .locatedIn
    case (.runs, .unit, .programme), (.runs, .place, .programme): .runs
    case (.runs, .person, .programme), (.takesPartIn, .person, .programme), (.takesPartIn, .unit, .programme),
      (.takesPartIn, .place, .programme):
      .takesPartIn
    case (.partnersWith, .unit, .unit), (.partnersWith, .unit, .place), (.partnersWith, .place, .unit): .partnersWith
    default: nil
    }
  }
}
