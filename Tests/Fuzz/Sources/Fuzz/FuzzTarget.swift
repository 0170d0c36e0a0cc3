import AdministrativeDivisions
import EntityModel
import ExtractionPipeline
import Foundation
import GraphStorage
import ModelWeights
import TextIngestion

/// What is fuzzed. Refusals are expected; a broken law is a trap.
enum FuzzTarget: String, CaseIterable {
  /// Bytes to code points, in the encoding that is found and in each that may be told.
  case decode
  /// Web pages to text.
  case html
  /// What is packed to text.
  case gzip
  /// Lines of JSON to documents.
  case lines
  /// Text to articles and sentences.
  case split
  /// Text to entities and ties, and JSON of them.
  case recognise
  /// The table of divisions.
  case divisions
  /// Files of weights.
  case weights
  /// A user's table of names.
  case lexicon
  /// The log of corrections.
  case corrections
  /// Names in every format of export.
  case export
  /// Requests to the server, as far as they are ours to read.
  case http

  func run(_ bytes: [UInt8]) {
    switch self {
    case .decode: checkDecoding(bytes)
    case .html: checkFile("p.html", bytes)
    case .gzip: checkFile("p.txt.gz", bytes)
    case .lines: checkLines(bytes)
    case .split: checkSplitting(bytes)
    case .recognise: checkRecognition(bytes)
    case .divisions: checkDivisions(bytes)
    case .weights: checkWeights(bytes)
    case .lexicon: checkLexicon(bytes)
    case .corrections: checkCorrections(bytes)
    case .export: checkExports(bytes)
    case .http: checkAnswers(bytes)
    }
  }
}

/// A law that must hold whatever the input.
func law(_ holds: @autoclosure () -> Bool, _ name: StaticString) {
  precondition(holds(), "\(name)")
}

/// Bytes as text, broken UTF-8 mended.
func document(_ bytes: [UInt8]) -> Document {
  let codes = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
  return Document(name: "p.txt", sha256: "", date: nil, codePoints: codes)
}

private func checkDecoding(_ bytes: [UInt8]) {
  for encoding in [nil] + TextEncoding.allCases {
    do {
      check(try DocumentReader().document(named: "p.txt", bytes: bytes, encoding: encoding), of: bytes.count)
    } catch {
      law(!error.description.contains("\n"), "a refusal takes one line")
    }
  }
}

/// A character takes a byte at least.
private func check(_ document: Document, of byteCount: Int) {
  law(document.codePoints.count <= byteCount, "a code point takes a byte")
  law(!document.codePoints.contains { $0 == 0 || Unicode.Scalar($0) == nil }, "code points are characters")
  law(document.confidence >= 0.9 && document.confidence <= 1, "a document is read where its encoding is likely")
}

private func checkFile(_ name: String, _ bytes: [UInt8]) {
  do {
    let document = try DocumentReader().read(bytes, of: InputFile(path: name, name: name))
    law(document?.codePoints.allSatisfy { Unicode.Scalar($0) != nil } == true, "code points are characters")
  } catch {
    law(!error.description.contains("\n"), "a refusal takes one line")
  }
}

private func checkLines(_ bytes: [UInt8]) {
  for line in bytes.split(separator: 0x0A) {
    do {
      let document = try DocumentReader().read(DocumentLine(place: "d.jsonl:1", bytes: Array(line)))
      check(document, of: line.count)
      let again = try DocumentReader().read(DocumentLine(place: "d.jsonl:1", bytes: DocumentJSON.line(document)))
      law(again.name == document.name && again.codePoints == document.codePoints, "a document is read as it is written")
    } catch {
      law(!error.description.contains("\n"), "a refusal takes one line")
    }
  }
}

private func checkSplitting(_ bytes: [UInt8]) {
  let document = document(bytes)
  let articles = ArticleSplitter().articles(of: document)
  for (index, article) in articles.enumerated() {
    law(article.span.end <= document.codePoints.count, "an article lies in its page")
    law(article.headingLength <= article.text.codes.count, "a heading lies in its article")
    var last = 0
    for sentence in SentenceSplitter().sentences(of: article, index: index) {
      law(sentence.range.lowerBound >= last && !sentence.range.isEmpty, "sentences follow one another")
      law(sentence.range.upperBound <= article.text.codes.count, "a sentence lies in its article")
      last = sentence.range.upperBound
    }
  }
  for (article, next) in zip(articles, articles.dropFirst()) {
    law(article.span.start <= next.span.start, "articles are in order")
  }
}

private let pipeline = Result { try Pipeline() }

private func checkRecognition(_ bytes: [UInt8]) {
  guard case .success(let pipeline) = pipeline else { preconditionFailure("the tables are damaged") }
  let document = document(bytes)
  let extraction = pipeline.extract(document)
  for mention in extraction.mentions {
    law(mention.span.start < mention.span.end, "a mention is not empty")
    law(mention.span.end <= document.codePoints.count, "a mention lies in its page")
    law(mention.text == document.text(in: mention.span), "a mention has the text of its span")
  }
  for (mention, next) in zip(extraction.mentions, extraction.mentions.dropFirst()) {
    law(mention.span < next.span || mention.span == next.span, "mentions are in order")
  }
  for relation in extraction.relations {
    law(extraction.entities.indices.contains(relation.source), "a relation begins at an entity")
    law(extraction.entities.indices.contains(relation.target), "a relation ends at an entity")
    law(relation.evidence.end <= document.codePoints.count, "evidence lies in its page")
  }
  let line = ExtractionJSON.line(extraction)
  law((try? JSONSerialization.jsonObject(with: Data(line))) != nil, "a line is JSON")
}

/// Damaged bytes as they are, and once more with the header and checksum that fit them.
private func checkDivisions(_ bytes: [UInt8]) {
  let words = (bytes.count + 31) / 32 * 32 + 32
  withUnsafeTemporaryAllocation(byteCount: words, alignment: 32) { table in
    table.initializeMemory(as: UInt8.self, repeating: 0)
    table.copyBytes(from: bytes)
    _ = try? Gazetteer(unsafeTable: UnsafeRawBufferPointer(rebasing: table[..<bytes.count]))
    table.copyBytes(from: "GUANXIDV".utf8)
    table.storeBytes(of: UInt32(1).littleEndian, toByteOffset: 8, as: UInt32.self)
    table.storeBytes(of: UInt32(20).littleEndian, toByteOffset: 12, as: UInt32.self)
    table.storeBytes(of: UInt64(words).littleEndian, toByteOffset: 16, as: UInt64.self)
    let sum = Gazetteer.checksum(UnsafeRawBufferPointer(rebasing: table[32...]))
    table.storeBytes(of: sum.littleEndian, toByteOffset: 24, as: UInt64.self)
    _ = try? Gazetteer(unsafeTable: UnsafeRawBufferPointer(table))
  }
}

/// The bytes as a file, and as the rows of a table whose header and checksum fit them.
private func checkWeights(_ bytes: [UInt8]) {
  for file in [bytes, headed(bytes)] {
    guard let file = try? WeightFile(bytes: file, path: "w") else { continue }
    for features in [0, 4, 1000] {
      guard let weights = try? file.weights("mentions", features: features) else { continue }
      law(weights.count == features, "a table has the features of its header")
    }
  }
}

private func headed(_ rows: [UInt8]) -> [UInt8] {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in rows { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let count = rows.count { $0 == 0x0A }
  return Array(
    "# guanxi weights format=1 table=mentions features=1000 rows=\(count) checksum=\(String(hash, radix: 16))\n".utf8)
    + rows
}

private func checkLexicon(_ bytes: [UInt8]) {
  let (lexicon, problems) = bytes.withUnsafeBufferPointer { LexiconReader().read($0, path: "l") }
  for problem in problems { law(!problem.description.contains("\n"), "a problem takes one line") }
  let codes = document(bytes).codePoints
  codes.withUnsafeBufferPointer { codes in
    for start in codes.indices {
      lexicon.forEachMatch(in: codes, at: start) { end, _ in law(end > start && end <= codes.count, "a name is text") }
    }
  }
}

private func checkCorrections(_ bytes: [UInt8]) {
  do {
    for entry in try CorrectionLog(bytes: bytes, path: "c").entries {
      law((try? Correction(line: entry.correction.line)) == entry.correction, "a correction is read as it is written")
    }
  } catch {
    law(!"\(error)".contains("\n"), "a refusal takes one line")
  }
}
