import EntityModel

/// A range of a text that may be a name, with what speaks for and against it.
struct Candidate {
  /// How it came to be proposed.
  enum Kind: UInt8 {
    case shortName, longName, compoundName, spacedName, dottedName, foreignName, bylineName
    case headed, quoted, quotedHeaded, brand, division, bookTitle, lexicon, familiar, masthead, wordName
  }

  // Half as wide as `Int`: a page has thousands, and goes through them many times.
  private let narrowStart: Int32
  private let narrowEnd: Int32
  private var narrowHeadStart: Int32
  var score: Int32 = 0
  /// Number of its letters among the names of the page, once the buffer was told.
  var name: Int32 = 0
  /// Number of its head in the term table; 0 where it has none.
  var head: UInt16
  var type: EntityType
  var kind: Kind

  init(start: Int, end: Int, type: EntityType, kind: Kind, headStart: Int, head: UInt16 = 0) {
    narrowStart = Int32(truncatingIfNeeded: start)
    narrowEnd = Int32(truncatingIfNeeded: end)
    narrowHeadStart = Int32(truncatingIfNeeded: headStart)
    self.head = head
    self.type = type
    self.kind = kind
  }

  var start: Int { Int(narrowStart) }
  var end: Int { Int(narrowEnd) }
  /// Start of its head, the last word, where it has one that names its kind; else `end`.
  var headStart: Int {
    get { Int(narrowHeadStart) }
    set { narrowHeadStart = Int32(truncatingIfNeeded: newValue) }
  }
}

/// Kinds of features. Each has 4,096 values.
enum Template: Int, CaseIterable {
  case kind, context, kindLeft, kindRight, nameCost, roleBefore, termAfter, wordLeft, repetition, borders
  case head, startKind, startLeft, lengthStart, innerWords, beforeHead, right, left, firstCode, lastCode
  case quoteLength, quoteContext, quoteHead, launch, quoteMarks, quoteWord, heading, division, divisionContext
  case divisionWord, bareHead, headRight, nested, listing, headStart
  case leftWord, rightWord, leftCode, rightCode, firstWord, wordBeforeHead, neighbours, rival, lastTwo
  case innerWord, headRole, leftPair, rightPair, wordCost
}

/// Candidates of an article.
struct CandidateBuffer {
  var candidates: [Candidate] = []

  /// - Parameter capacity: about how many candidates to expect.
  init(capacity: Int = 0) { candidates.reserveCapacity(capacity) }

  mutating func append(_ candidate: Candidate) { candidates.append(candidate) }

  /// Gives the candidates from an index on the numbers of their letters.
  mutating func number(from first: Int, in codes: UnsafeBufferPointer<UInt32>, by names: inout PageNames) {
    candidates.withUnsafeMutableBufferPointer { candidates in
      var (start, end) = (0, 0)
      var key = LetterHash.empty
      for index in first..<candidates.count {
        let candidate = candidates[index]
        // Many have the end of the one before and start earlier.
        if candidate.end != end || candidate.start > start {
          (start, end) = (candidate.end, candidate.end)
          key = LetterHash.empty
        }
        while start > candidate.start {
          start &-= 1
          key = LetterHash.extend(key, by: codes[start])
        }
        candidates[index].name = names.number(of: key)
      }
    }
  }
}

extension EntityType {
  /// 0 person, 1 unit, 2 place, 3 programme.
  var order: Int {
    switch self {
    case .person: 0
    case .unit: 1
    case .place: 2
    case .programme: 3
    }
  }
}
