import Foundation
import GraphStorage
import TestSupport

/// A folder of pages and the graph that was built of it.
struct LivingGraph {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let exports = ["guanxi.graphml", "guanxi.dot", "guanxi.svg"]

  func run(_ arguments: String...) throws -> Tool.Outcome { try Tool.run(arguments, in: folder.path) }

  var store: GraphStore { get throws { try GraphStore(path: folder.file("graphs/guanxi.sqlite"), creating: false) } }

  func dump() throws -> [String] {
    var lines: [String] = []
    try store.dump { lines.append($0) }
    return lines
  }

  func exported() throws -> [Data] {
    try Self.exports.map { try Data(contentsOf: URL(fileURLWithPath: folder.file("graphs/\($0)"))) }
  }

  /// Builds anew what lies in `pages`.
  func buildAfresh() throws -> Tool.Outcome {
    try FileManager.default.removeItem(atPath: folder.file("graphs"))
    return try run("build", "pages", "--jobs", "1")
  }

  /// A page of a few reports; pages of other seeds share some of its names, some print the same report.
  func write(_ name: String, seed: UInt64, reports: Int = 3) throws {
    try folder.write("pages/\(name)", Self.page(seed: seed, reports: reports).utf8)
  }

  static func page(seed: UInt64, reports: Int) -> String {
    var generator = SeededGenerator(seed: seed)
    func pick(_ names: [String]) -> String { names.randomElement(using: &generator) ?? "" }
    var text = "2024年\(Int.random(in: 1...9, using: &generator))月11日 星期五\n\n"
    for _ in 0..<reports {
      let county = pick(["金乡县", "嘉祥县", "鱼台县", "微山县", "泗水县"])
      let unit = county + pick(["供电公司", "人民医院", "农业农村局", "教育和体育局", "公安局"])
      let person = pick(["周启山", "刘丽", "陈明", "王立明"])
      text += """
        \(county)推行“\(pick(["社区合伙人", "红色物业", "暖心驿站"]))”
        本报\(county.dropLast())讯 \(unit)局长\(person)到\(pick(["金乡县", "嘉祥县"]))调研。
        \(unit)与\(county)\(pick(["人民法院", "税务局"]))、\(county)民政局签约。

        """
    }
    return text
  }
}
