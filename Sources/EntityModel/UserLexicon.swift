/// Names that a user knows beforehand, with their types: what a table given to the program lists.
///
/// ```swift
/// var lexicon = UserLexicon()
/// lexicon.insert("金乡县供电公司", aliases: ["县供电"], as: .unit)
/// lexicon.canonicalName(of: "县供电", type: .unit)  // "金乡县供电公司"
/// ```
///
/// Quotes and blanks count nothing, in the names as in the texts. All names lie in one buffer, behind a table of their
/// hashes with open addressing: a million take about a second to read, and finding those that start at a position costs
/// one look where there are none.
public struct UserLexicon: Sendable {
  /// Most and fewest code points of a name, quotes and blanks left out.
  public static let lengths = 2...63

  /// A name as it is found.
  private struct Form {
    /// Where its code points begin in `codes`.
    let start: UInt32
    let length: UInt8
    /// Index into `EntityType.allCases`; `barred` for what is no name.
    let type: UInt8
    /// Whether it is a name or, so far, an alias alone.
    var isName: Bool
    /// The entry that it stands for; -1 where it is the alias of several.
    var entry: Int32
  }

  private static let barred = UInt8(EntityType.allCases.count)

  private var codes: [UInt32] = []
  private var forms: [Form] = []
  /// For each entry, the form that is its name.
  private var names: [UInt32] = []
  /// Index of a form + 1; 0 where free. At most half full.
  private var places = [UInt32](repeating: 0, count: 1 << 10)
  /// For the first two code points of names, which lengths there are, as bits; the keys at most half of the table.
  private var lengthKeys = [UInt64](repeating: 0, count: 1 << 10)
  private var lengthBits = [UInt64](repeating: 0, count: 1 << 10)
  private var lengthCount = 0

  public init() {}

  public var isEmpty: Bool { forms.isEmpty }

  /// Makes room for about this many names.
  public mutating func reserveCapacity(_ count: Int) {
    codes.reserveCapacity(count * 8)
    forms.reserveCapacity(count)
    names.reserveCapacity(count)
    while places.count < count * 2 { growPlaces() }
  }

  /// What became of a name that was to be added.
  public enum Insertion: Equatable, Sendable {
    case inserted
    /// It is there already, as a name of this type: the entry with this position among those inserted.
    case known(entry: Int)
    /// The form with this position is shorter or longer than ``lengths``.
    case unfit(form: Int)
  }

  /// Adds a name with its aliases; an alias that another name has too is found, but stands for neither.
  ///
  /// - Parameter type: nil for what is no name at all, however much it looks like one.
  /// - Returns: nothing is added but with `inserted`.
  @discardableResult
  public mutating func insert(_ name: String, aliases: [String] = [], as type: EntityType?) -> Insertion {
    insert(([name] + aliases).map { $0.unicodeScalars.map(\.value)[...] }, as: type)
  }

  /// Adds a name and its aliases, in this order, by their folded code points.
  public mutating func insert(_ forms: [ArraySlice<UInt32>], as type: EntityType?) -> Insertion {
    let forms = forms.map { $0.contains(where: Self.isSilent) ? $0.filter { !Self.isSilent($0) }[...] : $0 }
    if let unfit = forms.firstIndex(where: { !Self.lengths.contains($0.count) }) { return .unfit(form: unfit) }
    let order = type.map { UInt8(EntityType.allCases.firstIndex(of: $0) ?? 0) } ?? Self.barred
    let entry = Int32(names.count)
    if let known = find(forms[0], order) {
      if self.forms[known].isName { return .known(entry: Int(self.forms[known].entry)) }
      self.forms[known].isName = true
      self.forms[known].entry = entry
      names.append(UInt32(known))
    } else {
      names.append(UInt32(self.forms.count))
      add(forms[0], order, entry, isName: true)
    }
    for alias in forms.dropFirst() {
      guard let known = find(alias, order) else {
        add(alias, order, entry, isName: false)
        continue
      }
      if !self.forms[known].isName, self.forms[known].entry != entry { self.forms[known].entry = -1 }
    }
    return .inserted
  }

  // MARK: Questions

  /// Calls `body` with the end and the type of each name that starts at `start`, shorter first; the type is nil for what
  /// is no name. Quotes inside are passed over, and a blank after the first code point (王　伟).
  public func forEachMatch(
    in text: UnsafeBufferPointer<UInt32>, at start: Int, _ body: (_ end: Int, _ type: EntityType?) -> Void
  ) {
    guard !forms.isEmpty, start < text.count, !Self.isSilent(text[start]) else { return }
    var position = start + 1
    while position < text.count, Self.isSilent(text[position]) { position += 1 }
    guard position < text.count, text[position] != 0x0A else { return }
    let bits = lengths(text[start], text[position])
    guard bits != 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { letters in
      letters[0] = text[start]
      var hash = Self.step(Self.seed, text[start])
      var count = 1
      while position < text.count, bits >> UInt64(count) > 1 {
        let code = text[position]
        position += 1
        if Self.isQuote(code) { continue }
        if code == 0x0A || Self.isSilent(code) { return }
        letters[count] = code
        hash = Self.step(hash, code)
        count += 1
        guard bits >> UInt64(count) & 1 != 0 else { continue }
        forEachForm(UnsafeBufferPointer(rebasing: letters[..<count]), hash) { form in
          body(position, forms[form].type == Self.barred ? nil : EntityType.allCases[Int(forms[form].type)])
        }
      }
    }
  }

  /// The name that a form of a name stands for: the name itself, that of an alias; nil where it is not listed, or is the
  /// alias of several.
  public func canonicalName(of form: String, type: EntityType) -> String? {
    let letters = form.unicodeScalars.map(\.value).filter { !Self.isSilent($0) }[...]
    guard let order = EntityType.allCases.firstIndex(of: type), let found = find(letters, UInt8(order)),
      forms[found].entry >= 0
    else { return nil }
    let canonical = forms[Int(names[Int(forms[found].entry)])]
    var name = String.UnicodeScalarView()
    for code in codes[Int(canonical.start)..<(Int(canonical.start) + Int(canonical.length))] {
      name.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }
    return String(name)
  }

  // MARK: Table

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a over code points.
  @inline(__always)
  private static func step(_ hash: UInt64, _ code: UInt32) -> UInt64 { (hash ^ UInt64(code)) &* 0x100_0000_01B3 }

  @inline(__always)
  private static func isQuote(_ code: UInt32) -> Bool {
    (0x2018...0x201D).contains(code) && code & 2 == 0 || code == 0x300A || code == 0x300B
  }

  @inline(__always)
  private static func isSilent(_ code: UInt32) -> Bool { code == 0x20 || isQuote(code) }

  @inline(__always)
  private static func place(_ hash: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count &- 1)
  }

  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

  private func lengths(_ first: UInt32, _ second: UInt32) -> UInt64 {
    let key = Self.pair(first, second)
    var place = Self.place(key, lengthKeys.count)
    while lengthKeys[place] != key {
      if lengthKeys[place] == 0 { return 0 }
      place = (place + 1) & (lengthKeys.count - 1)
    }
    return lengthBits[place]
  }

  private func find(_ letters: ArraySlice<UInt32>, _ type: UInt8) -> Int? {
    var found: Int?
    letters.withUnsafeBufferPointer { letters in
      forEachForm(letters, letters.reduce(Self.seed, Self.step)) { if forms[$0].type == type { found = $0 } }
    }
    return found
  }

  /// Calls `body` with each form of these letters.
  @inline(__always)
  private func forEachForm(_ letters: UnsafeBufferPointer<UInt32>, _ hash: UInt64, _ body: (Int) -> Void) {
    var place = Self.place(hash, places.count)
    while places[place] != 0 {
      let index = Int(places[place]) - 1
      let form = forms[index]
      if Int(form.length) == letters.count {
        let start = Int(form.start)
        var length = 0
        while length < letters.count, codes[start + length] == letters[length] { length += 1 }
        if length == letters.count { body(index) }
      }
      place = (place + 1) & (places.count - 1)
    }
  }

  private mutating func add(_ letters: ArraySlice<UInt32>, _ type: UInt8, _ entry: Int32, isName: Bool) {
    if (forms.count + 1) * 2 > places.count { growPlaces() }
    forms.append(
      Form(start: UInt32(codes.count), length: UInt8(letters.count), type: type, isName: isName, entry: entry))
    codes += letters
    note(forms.count - 1)
    noteLength(Self.pair(letters[letters.startIndex], letters[letters.startIndex + 1]), 1 << UInt64(letters.count))
  }

  /// Puts a form into the first free place.
  private mutating func note(_ index: Int) {
    let start = Int(forms[index].start)
    let letters = codes[start..<(start + Int(forms[index].length))]
    var place = Self.place(letters.reduce(Self.seed, Self.step), places.count)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = UInt32(index + 1)
  }

  private mutating func growPlaces() {
    places = [UInt32](repeating: 0, count: places.count * 4)
    for index in forms.indices { note(index) }
  }

  private mutating func noteLength(_ key: UInt64, _ bits: UInt64) {
    var place = Self.place(key, lengthKeys.count)
    while lengthKeys[place] != key && lengthKeys[place] != 0 { place = (place + 1) & (lengthKeys.count - 1) }
    lengthBits[place] |= bits
    if lengthKeys[place] == key { return }
    lengthKeys[place] = key
    lengthCount += 1
    guard lengthCount * 2 > lengthKeys.count else { return }
    let (keys, old) = (lengthKeys, lengthBits)
    lengthKeys = [UInt64](repeating: 0, count: keys.count * 4)
    lengthBits = lengthKeys
    lengthCount = 0
    for (key, bits) in zip(keys, old) where key != 0 { noteLength(key, bits) }
  }
}
