import ArgumentParser
import EntityModel
import ExtractionPipeline
import Foundation
import TextIngestion

/// `guanxi-benchmark`: how fast each part of the program is on this machine.
@main
struct GuanxiBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guanxi-benchmark",
    abstract: "Measure extraction, storage, answers and export.",
    discussion: """
      The pages of a folder are repeated with other names of people, counties, towns and villages until there is as \
      much text as asked for. Build with -c release.

      With --write, the pages are written to a folder, one file for each article or, with --whole, each page, and \
      nothing is measured.

      Examples:
        swift run -c release guanxi-benchmark --characters 3500000
        swift run -c release guanxi-benchmark --write /tmp/pages --documents 50000
        swift run -c release guanxi-benchmark --write /tmp/pages --documents 300 --whole
        swift run -c release guanxi-benchmark --store 50000
      """)

  @Option(help: "Characters of text to read.")
  var characters = 3_500_000

  @Option(help: ArgumentHelp("Pages to repeat.", valueName: "folder"))
  var pages = "seeds"

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Also extract so many megabytes of files, once each, smallest first.", valueName: "MB"))
  var megabytes: [Int] = []

  @Option(help: "How often each stage is measured; the median counts.")
  var runs = 3

  @Option(help: "Seed of the names.")
  var seed: UInt64 = 1

  @Option(help: "Nodes of the graph that is only exported.")
  var nodes = 100_000

  @Option(help: "Edges of the graph that is only exported.")
  var edges = 500_000

  @Option(help: ArgumentHelp("Weights that guanxi train wrote, in place of those inside.", valueName: "file"))
  var model: String?

  @Option(help: ArgumentHelp("Folder to write pages to, of one article each.", valueName: "folder"))
  var write: String?

  @Option(help: "Pages to write.")
  var documents = 50_000

  @Flag(help: "With --write, write whole pages of several articles.")
  var whole = false

  @Option(help: ArgumentHelp("Only make, ask and add to a store of so many pages.", valueName: "documents"))
  var store: Int?

  @Flag(help: "Measure input that nobody prints instead: how time and memory grow, and what is refused.")
  var limits = false

  @Flag(help: "With --limits, fail where eight times as much takes more than 32 times as long.")
  var check = false

  @Option(help: ArgumentHelp("With --limits, a part of every size: 4 for a quarter.", valueName: "n"))
  var part = 1

  @Option(help: ArgumentHelp("Only limits whose name holds this.", valueName: "text"))
  var only: String?

  @Flag(help: "Print JSON.")
  var json = false

  /// With it, 50,000 documents have a million mentions.
  private static let charactersADocument = 700

  func validate() throws {
    let counts = [characters, runs, nodes, documents, store ?? 1, part] + megabytes
    guard counts.allSatisfy({ $0 > 0 }), edges >= 0 else {
      throw ValidationError(
        "all numbers must be above 0; --edges may be 0")
    }
  }

  func run() async throws {
    if let write { return try writePages(to: write) }
    if limits {
      let benchmark = LimitsBenchmark(pipeline: try Pipeline(), texts: try texts(), part: part)
      let steep = try benchmark.run(only: only) { FileHandle.standardOutput.write(Data("\($0)\n".utf8)) }
      if check, !steep.isEmpty { throw ValidationError("more than linear: \(steep.joined(separator: ", "))") }
      return
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guanxi-benchmark-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report =
      if let store { try measureStore(of: store, in: folder) } else { try await measure(in: folder) }
    FileHandle.standardOutput.write(json ? try report.json() + Data("\n".utf8) : Data(report.text.utf8))
  }

  /// The bytes of the pages to repeat.
  private func texts() throws -> [[UInt8]] {
    let texts = try InputFiles.expand([pages]).map { try Data(contentsOf: URL(fileURLWithPath: $0.get().path)) }
    guard !texts.isEmpty else { throw ValidationError("no pages in \(pages)") }
    return texts.map(Array.init)
  }

  /// A folder for every thousand files.
  private func writePages(to folder: String) throws {
    let renamed = try RenamedPages(repeating: try texts(), cut: !whole, seed: seed, pipeline: try Pipeline())
    for index in 0..<documents {
      let part = URL(fileURLWithPath: "\(folder)/\(index / 1000)")
      if index % 1000 == 0 { try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true) }
      let (name, bytes) = renamed.page(index)
      try Data(bytes).write(to: part.appendingPathComponent(name))
    }
  }

  private func measureStore(of documents: Int, in folder: String) throws -> BenchmarkReport {
    let pipeline = try Pipeline()
    let pages = try RenamedPages(
      repeating: try texts(), cut: true, minimumCharacters: Self.charactersADocument, seed: seed, pipeline: pipeline)
    let figures = try StoreBenchmark(pages: pages, pipeline: pipeline, folder: folder).figures(documents: documents)
    return BenchmarkReport(
      processor: BenchmarkReport.processorName(), cores: ProcessInfo.processInfo.activeProcessorCount,
      characters: 0, pages: documents, figures: figures)
  }

  private func measure(in folder: String) async throws -> BenchmarkReport {
    // First, for the most memory a process has held cannot be asked for later.
    let graph = GraphBenchmark(folder: folder)
    var figures = try graph.synthetic(nodes: nodes, edges: edges, runs: runs)
    let model = try model.map(PipelineModel.init(path:)) ?? .bundled()
    let pipeline = try Pipeline(model: model)
    let renamed = try RenamedPages(repeating: try texts(), seed: seed, pipeline: pipeline)
    let extraction = try ExtractionBenchmark(pages: renamed, pipeline: pipeline, model: model)
    let (range, total) = pagesNeeded(renamed)
    figures += try await sizeFigures(extraction, folder: folder)
    figures += try FloorBenchmark(pages: renamed).figures(range, runs: runs)
    figures += try stageFigures(extraction, range, total)
    let whole = try (0..<runs).map { _ in Double(total) / (try extraction.whole(range)) }
    figures.append(Figure("extract, one core", "characters/s", runs: whole))
    let cores = ProcessInfo.processInfo.activeProcessorCount
    for jobs in Set([1, cores]).sorted() {
      var streamed: [Double] = []
      for _ in 0..<runs {
        streamed.append(Double(total) / (try await extraction.stream(range, jobs: jobs, folder: folder)))
      }
      figures.append(Figure("extract files, \(jobs) at a time", "characters/s", runs: streamed))
    }
    figures.append(Figure("peak memory of extraction", "MB", runs: [peakMemory()]))
    figures += try graph.figures(extraction, range, characters: total)
    figures.append(Figure("peak memory", "MB", runs: [peakMemory()]))
    return BenchmarkReport(
      processor: BenchmarkReport.processorName(), cores: cores, characters: total, pages: range.count,
      figures: figures)
  }

  /// The first pages that together have the characters asked for.
  private func pagesNeeded(_ pages: RenamedPages) -> (Range<Int>, characters: Int) {
    var total = 0
    var count = 0
    while total < characters {
      total += pages.page(count).bytes.count { $0 & 0xC0 != 0x80 }
      count += 1
    }
    return (0..<count, total)
  }

  /// Time and memory of each size, ascending.
  private func sizeFigures(_ extraction: ExtractionBenchmark, folder: String) async throws -> [Figure] {
    var figures: [Figure] = []
    for size in megabytes.sorted() {
      var bytes = 0
      var count = 0
      while bytes < size * 1_000_000 {
        bytes += extraction.pages.page(count).bytes.count
        count += 1
      }
      let cores = ProcessInfo.processInfo.activeProcessorCount
      try resetPeakMemory()
      let time = try await extraction.stream(0..<count, jobs: cores, folder: folder)
      figures.append(Figure("extract \(size) MB, \(cores) at a time", "s", runs: [time]))
      figures.append(Figure("peak memory of \(size) MB", "MB", runs: [peakMemory()]))
    }
    return figures
  }

  private func stageFigures(_ extraction: ExtractionBenchmark, _ range: Range<Int>, _ total: Int) throws -> [Figure] {
    let measured = try (0..<runs).map { _ in try extraction.stages(range).seconds }
    return ExtractionBenchmark.stages.enumerated().map { stage, name in
      Figure(name, "characters/s", runs: measured.map { Double(total) / $0[stage] })
    }
  }
}
