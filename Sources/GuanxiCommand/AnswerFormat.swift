import ArgumentParser
import EntityModel
import Foundation
import GraphStorage

/// How answers are printed.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  /// For the eye.
  case table
  /// One array of answers, keys sorted.
  case json
  /// RFC 4180 with plain line feeds: one header, one line a row; several values of a cell stand apart by `;`.
  case csv

  /// The answers with a line feed at the end.
  func text(_ answers: [WhoAnswer]) throws -> String {
    switch self {
    case .table: answers.map(Self.table).joined(separator: "\n")
    case .json: try Self.json(answers.flatMap(\.list))
    case .csv: Self.csv(answers)
    }
  }

  /// One answer of equal rows: columns for the eye and for CSV, the values themselves for JSON.
  ///
  /// - Parameter table: what the eye sees; nil for the rows in columns.
  func text(_ values: some Encodable, header: [String], rows: [[String]], table: String? = nil) throws -> String {
    switch self {
    case .json: return try Self.json(values)
    case .csv:
      return ([header] + rows).map { $0.map(Self.csvCell).joined(separator: ",") + "\n" }.joined()
    case .table:
      if let table { return table }
      var columns = TextTable(header.map { $0.uppercased() })
      for row in rows { columns.add(row) }
      return columns.lines.map { $0 + "\n" }.joined()
    }
  }

  private static func table(_ answer: WhoAnswer) -> String {
    let subject = answer.subject
    var text = "\(TerminalStyle.ofOutput.bold(subject.name)) (\(subject.type.rawValue))"
    let facts = [subject.roles, subject.units, subject.districts, subject.townships].filter { !$0.isEmpty }
    for fact in facts { text += ", " + fact.joined(separator: "、") }
    text += "\n\n"
    if answer.rows.isEmpty { return text + "No page ties anybody to it.\n" }
    var table = TextTable("NAME", "TYPE", "ROLE", "UNIT", "DISTRICT", "TOWNSHIP", "WEIGHT")
    for row in answer.rows {
      table.add(
        [
          row.name, row.type.rawValue, row.roles.joined(separator: "、"), row.units.joined(separator: "、"),
          row.districts.joined(separator: "、"), row.townships.joined(separator: "、"), String(row.weight),
        ], note: row.evidence.first.map { "\($0.document): \($0.text)" } ?? "")
    }
    text += table.lines.map { $0 + "\n" }.joined()
    return answer.isCut ? text + "\nThese are the \(answer.rows.count) best supported; --limit shows more.\n" : text
  }

  private static func json(_ answers: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(answers), as: UTF8.self) + "\n"
  }

  private static func csv(_ answers: [WhoAnswer]) -> String {
    var lines = ["subject,name,type,roles,units,districts,townships,relations,weight,doc,start,end,evidence"]
    for answer in answers {
      for row in answer.rows {
        let quote = row.evidence.first
        let relations = row.relations.map { "\($0.source) \($0.relation.rawValue) \($0.target)" }
        let cells = [
          answer.subject.name, row.name, row.type.rawValue, row.roles.joined(separator: ";"),
          row.units.joined(separator: ";"), row.districts.joined(separator: ";"),
          row.townships.joined(separator: ";"), relations.joined(separator: ";"), String(row.weight),
          quote?.document ?? "", quote.map { String($0.start) } ?? "", quote.map { String($0.end) } ?? "",
          quote?.text ?? "",
        ]
        lines.append(cells.map(csvCell).joined(separator: ","))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// `a,b` as `"a,b"`, `"` doubled inside; an apostrophe before what a spreadsheet would run as a formula.
  static func csvCell(_ text: String) -> String {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    if let first, "=+-@＝＋－＠".unicodeScalars.contains(first), Double(text) == nil { return quoted("'" + text) }
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    return quoted(text)
  }

  private static func quoted(_ text: String) -> String { "\"" + text.replacingASCII("\"", with: "\"\"") + "\"" }
}
