import EntityModel

/// A range of a text that may be a name, with what speaks for and against it.
struct Candidate {
  /// How it came to be proposed.
  enum Kind: UInt8 {
    case shortName, longName, compoundName, spacedName, dottedName, foreignName, bylineName
    case headed, quoted, quotedHeaded, brand, division, bookTitle, lexicon, familiar, masthead, wordName
  }

  var start: Int
  var end: Int
  var type: EntityType
  var kind: Kind
  /// Start of its last word, where it has one that names its kind; else `end`.
  var headStart: Int
  /// Number of that word in the term table; 0 where none.
  var head: UInt16 = 0
  /// Index of its first feature in the buffer, and how many there are.
  var features = 0
  var featureCount = 0
  var score: Int32 = 0
}

/// Kinds of features. Each has 4,096 values.
enum Template: Int, CaseIterable {
  case kind, context, kindLeft, kindRight, nameCost, roleBefore, termAfter, wordLeft, repetition, borders
  case head, startKind, startLeft, lengthStart, innerWords, beforeHead, right, left, firstCode, lastCode
  case quoteLength, quoteContext, quoteHead, launch, quoteMarks, quoteWord, heading, division, divisionContext
  case divisionWord, bareHead, headRight, nested, listing, headStart
  case leftWord, rightWord, leftCode, rightCode, firstWord, wordBeforeHead, neighbours, rival, lastTwo
  case innerWord, headRole, leftPair, rightPair
}

/// Candidates of an article and the features of all of them, one after the other.
struct CandidateBuffer {
  var candidates: [Candidate] = []
  var features: [Int32] = []

  static let featureSpace = typeCount * Template.allCases.count * 4096

  /// Number of types; a number in writing, for the list of them would be asked for with every feature.
  private static var typeCount: Int { 4 }

  /// Number of a feature. A template that is added at the end leaves all others their numbers.
  @inline(__always)
  static func feature(_ type: EntityType, _ template: Template, _ value: Int) -> Int32 {
    Int32((template.rawValue * typeCount + type.order) << 12 | (value & 4095))
  }

  mutating func begin() { candidates[candidates.count - 1].features = features.count }

  /// Makes room for the features of all candidates, of which most have about thirty.
  mutating func reserveFeatures() { features.reserveCapacity(features.count + candidates.count * 32) }

  mutating func append(_ candidate: Candidate) {
    candidates.append(candidate)
  }

  /// Starts the features of a candidate.
  mutating func open(_ index: Int) { candidates[index].features = features.count }

  /// Ends the features of a candidate.
  mutating func close(_ index: Int) { candidates[index].featureCount = features.count - candidates[index].features }

  @inline(__always)
  mutating func add(_ type: EntityType, _ template: Template, _ value: Int) {
    features.append(Self.feature(type, template, value))
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
