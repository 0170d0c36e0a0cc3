import EntityModel
import GraphStorage

/// `/api/graph`. Written by hand: there are ten thousands of numbers, and an encoder takes a second for them.
enum GraphAnswer {
  static let mostEdges = 20_000

  static func response(_ map: GraphMap) -> ExplorerResponse {
    ExplorerResponse(type: "application/json; charset=utf-8", body: json(map))
  }

  /// `{"nodes": [{"address": …, "documents": …}], "edges": [{"source": 0, "target": 1, "ties": {…}}], …}`, one a line.
  static func json(_ map: GraphMap) -> [UInt8] {
    var bytes = Array("{\"matching\":\(map.matching),\"joining\":\(map.joining),\"nodes\":[".utf8)
    for (position, node) in map.nodes.enumerated() {
      bytes += (position == 0 ? "\n{\"address\":" : ",\n{\"address\":").utf8
      append(node.address.description, to: &bytes)
      bytes += ",\"name\":".utf8
      append(node.address.name, to: &bytes)
      bytes += ",\"type\":\"\(node.address.type.rawValue)\",\"documents\":\(node.documents)}".utf8
    }
    bytes += "],\n\"edges\":[".utf8
    for (position, edge) in map.edges.enumerated() {
      bytes += (position == 0 ? "\n" : ",\n").utf8
      bytes += "{\"source\":\(edge.source),\"target\":\(edge.target),\"ties\":{".utf8
      var isFirst = true
      for kind in TieKind.allCases where edge.counts[kind] > 0 {
        bytes += "\(isFirst ? "" : ",")\"\(kind.name)\":\(edge.counts[kind])".utf8
        isFirst = false
      }
      bytes += "}}".utf8
    }
    bytes += "]}\n".utf8
    return bytes
  }

  /// Appends a string of JSON.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
