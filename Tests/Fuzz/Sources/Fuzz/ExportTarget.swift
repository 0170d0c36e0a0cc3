import EntityModel
import Foundation
import FoundationXML
import GraphExport

/// Writes a graph whose every text is the input or a part of it, and reads what has a reader.
func checkExports(_ bytes: [UInt8]) {
  let graph = FuzzedGraph(text: String(decoding: bytes, as: UTF8.self))
  for writer in [GraphMLWriter(), GEXFWriter()] as [any GraphWriter] {
    let parser = XMLParser(data: written(graph, by: writer))
    law(parser.parse(), "what is written is well-formed XML")
  }
  law(
    (try? JSONSerialization.jsonObject(with: written(graph, by: NodeLinkWriter()))) != nil, "what is written is JSON")
  for line in written(graph, by: NodeLinkWriter(isLines: true)).split(separator: UInt8(ascii: "\n")) {
    law((try? JSONSerialization.jsonObject(with: line)) != nil, "every line is JSON")
  }
  for table in [CSVWriter.Table.nodes, .edges] {
    check(csv: Array(written(graph, by: CSVWriter(table))), isDefused: true)
    check(csv: Array(written(graph, by: CSVWriter(table, dialect: .neo4j))), isDefused: false)
  }
  check(dot: Array(written(graph, by: DOTWriter())))
  check(dot: Array(written(graph, by: DOTWriter(hasClusters: true))))
  law(!written(graph, by: CypherWriter()).isEmpty, "a script is written")
}

private func written(_ graph: FuzzedGraph, by writer: any GraphWriter) -> Data {
  var data = Data()
  do {
    try writer.write(graph) { data.append(contentsOf: $0) }
  } catch {
    preconditionFailure("a graph in memory cannot be written: \(error)")
  }
  return data
}

/// RFC 4180: rows of one width, quotes closed; and, where spreadsheets read it, no cell that begins a formula.
private func check(csv bytes: [UInt8], isDefused: Bool) {
  var rows = [[[UInt8]]]()
  var row = [[UInt8]]()
  var cell = [UInt8]()
  var isQuoted = false
  var at = 0
  while at < bytes.count {
    let byte = bytes[at]
    at += 1
    if isQuoted {
      if byte != 0x22 {
        cell.append(byte)
      } else if at < bytes.count, bytes[at] == 0x22 {
        cell.append(byte)
        at += 1
      } else {
        isQuoted = false
      }
    } else if byte == 0x22 {
      law(cell.isEmpty, "a quote opens a cell")
      isQuoted = true
    } else if byte == 0x2C || byte == 0x0A {
      row.append(cell)
      cell = []
      if byte == 0x0A {
        rows.append(row)
        row = []
      }
    } else {
      cell.append(byte)
    }
  }
  law(!isQuoted && row.isEmpty && cell.isEmpty, "the last row ends")
  law(Set(rows.map(\.count)).count == 1, "every row has all columns")
  guard isDefused else { return }
  for cell in rows.dropFirst().joined() {
    guard let first = cell.first, [0x3D, 0x2B, 0x40, 0x09, 0x0D].contains(first) || first == 0x2D else { continue }
    law(Double(String(decoding: cell, as: UTF8.self)) != nil, "no cell begins a formula")
  }
}

/// Outside strings there is nothing but the language itself; every string ends on its line.
private func check(dot bytes: [UInt8]) {
  var isQuoted = false
  var isEscaped = false
  for byte in bytes {
    if isQuoted {
      law(byte != 0x0A && byte != 0, "a string ends on its line")
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte == 0x22 {
        isQuoted = false
      }
    } else if byte == 0x22 {
      isQuoted = true
    } else {
      law(byte < 0x80, "names stand in quotes")
    }
  }
  law(!isQuoted, "every string ends")
}

/// Two nodes and an edge, made of one text.
private struct FuzzedGraph: GraphSource {
  let text: String

  func forEachNode(_ body: (GraphNode) throws -> Void) throws {
    let parts = text.unicodeScalars.split(separator: "\n").map { String($0) }
    for (id, type) in EntityType.allCases.enumerated() {
      try body(
        GraphNode(
          id: id, type: type, name: text, anchor: parts.first ?? "", aliases: parts, level: .site, code: text,
          parent: text, roles: parts, districts: parts, townships: [text], firstDate: text, lastDate: text))
    }
  }

  func forEachEdge(_ body: (GraphEdge) throws -> Void) throws {
    var counts = TieCounts()
    counts[.relation(.runs)] = 1
    try body(
      GraphEdge(
        source: 0, target: 1, counts: counts, role: text,
        evidence: Quote(document: text, start: 0, end: 1, text: text)))
  }
}
