import CLexicon
import EntityModel

/// What a word of the term table tells of names beside it.
struct TermSet: OptionSet, Sendable {
  let rawValue: UInt16

  /// A post, or what a person is: 副部长, 村民.
  static let role = TermSet(rawValue: 1)
  /// What follows the name of a person: 说, 表示.
  static let say = TermSet(rawValue: 2)
  /// What comes before the names of authors: 通讯员.
  static let byline = TermSet(rawValue: 4)
  /// What is done with a programme: 启动.
  static let launch = TermSet(rawValue: 8)
  /// Last word of a unit's name: 供电公司.
  static let unit = TermSet(rawValue: 16)
  /// Last word of a company's short name: 数控.
  static let brand = TermSet(rawValue: 32)
  /// Last word of a place's name: 街道.
  static let place = TermSet(rawValue: 64)
  /// Last word of a programme's name: 行动.
  static let programme = TermSet(rawValue: 128)
  /// Looks like a name and is none: 全县.
  static let stop = TermSet(rawValue: 256)

  private static let names: [String: TermSet] = [
    "role": .role, "say": .say, "byline": .byline, "launch": .launch, "unit": .unit, "brand": .brand,
    "place": .place, "programme": .programme, "stop": .stop,
  ]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Reads `role,unit`; names it does not know are left out.
  init(names list: Substring) {
    self = list.split(separator: ",").reduce(into: []) { $0.formUnion(Self.names[String($1)] ?? []) }
  }
}

/// Part of speech, as far as the borders of names need it.
enum WordClass: UInt8, Sendable, CaseIterable {
  case noun, verb, verbalNoun, adjective, attributive, adverb, preposition, conjunction, particle, pronoun, numeral
  case measure, time, locality, idiom, other
  /// A character that no word covers.
  case unknown
  /// Digits, letters and marks.
  case symbol
  /// A name from the gazetteer.
  case division

  /// Its bit in a set of classes.
  var bit: UInt64 { 1 &<< UInt64(rawValue) }

  init(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "n"): self = .noun
    case UInt8(ascii: "v"): self = .verb
    case UInt8(ascii: "w"): self = .verbalNoun
    case UInt8(ascii: "a"): self = .adjective
    case UInt8(ascii: "b"): self = .attributive
    case UInt8(ascii: "d"): self = .adverb
    case UInt8(ascii: "p"): self = .preposition
    case UInt8(ascii: "c"): self = .conjunction
    case UInt8(ascii: "u"): self = .particle
    case UInt8(ascii: "r"): self = .pronoun
    case UInt8(ascii: "m"): self = .numeral
    case UInt8(ascii: "q"): self = .measure
    case UInt8(ascii: "t"): self = .time
    case UInt8(ascii: "f"): self = .locality
    case UInt8(ascii: "i"): self = .idiom
    default: self = .other
    }
  }
}

/// The words, terms, surnames and given names that the recognisers weigh.
///
/// Read once from the tables inside the binary; see `Sources/CLexicon/tables` to correct a result by editing a line.
final class Lexicon: Sendable {
  struct Word: Sendable {
    /// -64 · ln(probability); 0 for a term that is no word of the word table.
    var cost: Int32
    var wordClass: WordClass
    var terms: TermSet
    /// Number of the term among those of its kind, from 1; 0 where the word is no term.
    var term: UInt16
  }

  static let shared = Lexicon()

  /// Words and terms; `word(_:)` reads their values.
  let trie: Trie
  /// The words that are terms.
  private let terms: [Word]
  /// Class of a single-character surname by code point: 0 none, 1 rare, 2 common, 3 very common; and 4 more where
  /// surnames of two characters begin.
  let surnames: [UInt8]
  /// Code points of two-character surnames.
  let compoundSurnames: Set<UInt64>
  /// -64 · ln(probability) of a character of the basic plane as the whole given name, the first, the second of two.
  let givenNameCosts: [Int16]
  /// Most characters that a word or term may have.
  static let longestWord = 32
  /// Cost of a character that no word covers.
  static let unknownCost: Int32 = 64 * 18

  private init() {
    var trie = Trie(capacity: 190_000)
    var total = 0.0
    forEachRow(guanxi_words_table()) { fields in total += Double(number(fields[1])) }
    forEachRow(guanxi_words_table()) { fields in
      Self.checkLength(fields[0])
      let wordClass = WordClass(letter: fields[2].first ?? 0)
      let cost = fixed(Double(number(fields[1])) / total)
      trie.insert(CodePoints(fields[0]), value: Self.value(cost, wordClass))
    }
    var terms: [Word] = []
    forEachRow(guanxi_terms_table()) { fields in
      let set = TermSet(names: Substring(decoding: fields[1], as: UTF8.self))
      let codes = CodePoints(fields[0])
      Self.checkLength(fields[0])
      // A term counts as a word of middling frequency, so that 卫健局 is one step and not three.
      var word = Word(cost: fixed(3e-6), wordClass: .noun, terms: [], term: 0)
      if let value = trie.value(of: codes) { word = Self.word(value, terms) }
      word.terms = set
      word.term = UInt16(terms.count + 1)
      trie.insert(codes, value: Self.termFlag | Int32(terms.count))
      terms.append(word)
    }
    self.terms = terms
    self.trie = trie
    var surnames = [UInt8](repeating: 0, count: 0x10000)
    var compounds: Set<UInt64> = []
    forEachRow(guanxi_surnames_table()) { fields in
      let codes = Array(CodePoints(fields[0]))
      if codes.count == 1 { surnames[Int(codes[0] & 0xFFFF)] |= UInt8(number(fields[1]) & 3) }
      if codes.count == 2 {
        surnames[Int(codes[0] & 0xFFFF)] |= 4
        compounds.insert(UInt64(codes[0]) << 32 | UInt64(codes[1]))
      }
    }
    self.surnames = surnames
    compoundSurnames = compounds
    givenNameCosts = Self.readGivenNames()
  }

  /// Stops at a word with more characters than a text's columns have room for; few have as many bytes.
  private static func checkLength(_ word: UnsafeBufferPointer<UInt8>) {
    precondition(
      word.count <= longestWord || CodePoints(word).reduce(0) { count, _ in count + 1 } <= longestWord,
      "a word of the tables is too long")
  }

  // A word that is no term is in its value whole, cost (15 bits) and class (5), so that reading it costs no load.
  private static let termFlag: Int32 = 1 << 20

  private static func value(_ cost: Int32, _ wordClass: WordClass) -> Int32 {
    min(cost, 0x7FFF) << 5 | Int32(wordClass.rawValue)
  }

  @inline(__always)
  private static func word(_ value: Int32, _ terms: [Word]) -> Word {
    if value & termFlag != 0 { return terms[Int(value & ~termFlag)] }
    // Not `WordClass(rawValue:)`, which goes through all cases: what is here was written by `value(_:_:)`.
    let wordClass = unsafeBitCast(UInt8(truncatingIfNeeded: value & 31), to: WordClass.self)
    return Word(cost: value >> 5, wordClass: wordClass, terms: [], term: 0)
  }

  /// The word behind a value of the trie.
  @inline(__always)
  func word(_ value: Int32) -> Word { Self.word(value, terms) }

  /// Three costs a code point of the basic plane, smoothed by a half.
  private static func readGivenNames() -> [Int16] {
    var counts = [Double](repeating: 0.5, count: 3 * 0x10000)
    var totals = [0.0, 0.0, 0.0]
    forEachRow(guanxi_given_names_table()) { fields in
      guard let code = CodePoints(fields[0]).first(where: { _ in true }), code < 0x10000 else { return }
      for position in 0..<3 {
        let count = Double(number(fields[1 + position]))
        counts[3 * Int(code) + position] += count
        totals[position] += count
      }
    }
    return counts.enumerated().map { Int16(fixed($0.element / (totals[$0.offset % 3] + 3000))) }
  }

  @inline(__always)
  func surnameClass(_ code: UInt32) -> UInt8 { code < 0x10000 ? surnames[Int(code)] & 3 : 0 }

  /// Whether a surname of two characters begins with this one.
  @inline(__always)
  func beginsCompoundSurname(_ code: UInt32) -> Bool { surnames[Int(code & 0xFFFF)] & 4 != 0 }

  @inline(__always)
  func isCompoundSurname(_ first: UInt32, _ second: UInt32) -> Bool {
    beginsCompoundSurname(first) && compoundSurnames.contains(UInt64(first) << 32 | UInt64(second))
  }

  /// Cost of a character in a given name; position 0 alone, 1 first of two, 2 second of two.
  @inline(__always)
  func givenNameCost(_ code: UInt32, _ position: Int) -> Int32 {
    code < 0x10000 ? Int32(givenNameCosts[3 * Int(code) + position]) : Self.unknownCost
  }
}

/// -64 · ln(p), rounded.
func fixed(_ probability: Double) -> Int32 { Int32((-64 * logarithm(probability)).rounded()) }
