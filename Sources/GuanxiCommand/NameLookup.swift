import EntityModel
import GraphStorage

/// Finds what somebody means by a name, in the order of `GraphStore.search`.
struct NameLookup {
  private let store: GraphStore

  init(_ store: GraphStore) { self.store = store }

  /// Without the blanks that scans leave in names.
  static func tidied(_ name: String) -> String { name.filter { !$0.isWhitespace && !"“”‘’《》".contains($0) } }

  /// A name, alias or address that the store knows: as given where it does, else the one entity that is most like it,
  /// with a word on standard error.
  /// - Throws: `CommandError` where there is none or more than one.
  func name(_ text: String) throws -> String {
    let text = NameLookup.tidied(text)
    let hits = try store.search(text, limit: 20)
    guard let best = hits.first else {
      let nearest = try store.nearestNames(to: text)
      // 嘉祥县农商行, where pages print 农商行.
      if let ending = nearest.filter({ $0.count >= 3 && text.hasSuffix($0) }).max(by: { $0.count < $1.count }) {
        StandardStreams.writeError("'\(text)' is taken for \(ending) (its end)\n")
        return ending
      }
      throw CommandError.unknownName(text, nearest: nearest)
    }
    if best.match <= .alias { return text }
    let candidates = hits.filter { $0.match == best.match }
    guard candidates.count == 1 else {
      throw CommandError.unknownName(
        text,
        nearest: candidates.prefix(5).map { candidate in
          // A name that several bear is told by its address.
          candidates.count { $0.address.name == candidate.address.name } > 1
            ? candidate.address.description : candidate.address.name
        })
    }
    StandardStreams.writeError("'\(text)' is taken for \(best.address) (\(best.match.rawValue))\n")
    return best.address.description
  }

  /// The one entity that is meant.
  /// - Throws: `CommandError` where there is none or more than one.
  func entity(_ text: String) throws -> EntityAddress {
    let name = try name(text)
    let hits = try store.search(name, limit: 20)
    let found = hits.filter { $0.match == hits.first?.match }.map(\.address)
    guard found.count == 1, let entity = found.first else { throw CommandError.ambiguousName(name, found) }
    return entity
  }

  /// The name of a district as documents give it: itself where anything works with it, else that of the place meant.
  func district(_ text: String) throws -> String {
    let text = NameLookup.tidied(text)
    if try store.districts().contains(where: { $0.name == text }) { return text }
    let places = try store.find(try name(text)).filter { $0.type == .place }
    guard let place = places.first else {
      throw CommandError.unknownName(text, nearest: try store.nearestNames(to: text))
    }
    return place.name
  }
}
