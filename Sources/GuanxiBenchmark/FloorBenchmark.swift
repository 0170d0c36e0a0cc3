import AdministrativeDivisions
import CDivisionTable
import CScanReference
import EntityModel
import TextIngestion

/// What extraction can never be faster than: reading the text once, and the steps of the automaton that finds names.
struct FloorBenchmark {
  let pages: RenamedPages

  /// Characters a second over a range of pages, all of them in memory.
  func figures(_ range: Range<Int>, runs: Int) throws -> [Figure] {
    let reader = DocumentReader()
    let texts = range.map { pages.page($0).bytes }
    let documents = try texts.enumerated().map { try reader.document(named: "\($0)", bytes: $1).codePoints }
    let characters = Double(documents.reduce(0) { $0 + $1.count })
    let gazetteer = try Gazetteer.bundled()
    let table = division_table_bytes().assumingMemoryBound(to: UInt8.self)
    // What is counted is used, or the compiler would leave the loops out.
    var counted = 0
    func speeds(_ body: () -> Int) -> [Double] {
      (0..<runs).map { _ in
        let (count, time) = seconds(body)
        counted &+= count
        return characters / time
      }
    }
    let scan = speeds {
      texts.reduce(0) { sum, text in
        sum
          + text.withUnsafeBufferPointer { pointer in
            pointer.baseAddress.map { scan_reference_count($0, pointer.count) } ?? 0
          }
      }
    }
    let automaton = speeds {
      documents.reduce(0) { sum, codes in
        sum
          + codes.withUnsafeBufferPointer { pointer in
            pointer.baseAddress.map { scan_reference_match(table, $0, pointer.count) } ?? 0
          }
      }
    }
    let swift = speeds {
      documents.reduce(0) { sum, codes in
        var count = 0
        gazetteer.forEachMatch(in: codes) { _ in count += 1 }
        return sum + count
      }
    }
    precondition(counted > 0, "pages hold names")
    return [
      Figure("read the bytes once, in C", "characters/s", runs: scan),
      Figure("automaton of divisions, in C", "characters/s", runs: automaton),
      Figure("find divisions", "characters/s", runs: swift),
    ]
  }
}
