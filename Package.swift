// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "guanxi",
  products: [
    .executable(name: "guanxi", targets: ["guanxi"]),
    .executable(name: "guanxi-benchmark", targets: ["GuanxiBenchmark"]),
    .library(name: "EntityModel", targets: ["EntityModel"]),
    .library(name: "TextIngestion", targets: ["TextIngestion"]),
    .library(name: "AdministrativeDivisions", targets: ["AdministrativeDivisions"]),
    .library(name: "ModelWeights", targets: ["ModelWeights"]),
    .library(name: "ExtractionPipeline", targets: ["ExtractionPipeline"]),
    .library(name: "GraphStorage", targets: ["GraphStorage"]),
    .library(name: "GraphExport", targets: ["GraphExport"]),
    .library(name: "GraphExplorer", targets: ["GraphExplorer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
    .package(url: "https://github.com/hummingbird-project/hummingbird", .upToNextMinor(from: "2.28.1"), traits: []),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CDivisionTable", exclude: ["make_table", "division_table.bin"]),
    .target(name: "EntityModel"),
    .target(name: "CSimplifiedForms", exclude: ["make_forms.py", "simplified_forms.tsv"]),
    .target(name: "CSHA256"),
    .target(
      name: "TextIngestion", dependencies: ["EntityModel", "CLibXML2", "CSHA256", "CSimplifiedForms", "CZlib"]),
    .target(name: "CLexicon", exclude: ["make_words.py", "tables"]),
    .target(name: "CPinyin", exclude: ["make_initials.py", "initials.tsv"]),
    .target(name: "AdministrativeDivisions", dependencies: ["CDivisionTable", "EntityModel"]),
    .target(name: "ModelWeights"),
    .target(name: "JSONText"),
    .target(
      name: "EntityRecognition", dependencies: ["EntityModel", "AdministrativeDivisions", "CLexicon", "ModelWeights"]),
    .target(name: "EntityResolution", dependencies: ["EntityModel", "AdministrativeDivisions"]),
    .target(name: "RelationExtraction", dependencies: ["EntityModel", "ModelWeights"]),
    .target(
      name: "ExtractionPipeline",
      dependencies: [
        "EntityModel", "TextIngestion", "AdministrativeDivisions", "EntityRecognition", "EntityResolution",
        "RelationExtraction", "CLexicon", "JSONText", "ModelWeights",
      ]),
    .target(name: "ExtractionEvaluation", dependencies: ["EntityModel"]),
    .target(
      name: "GraphStorage",
      dependencies: [
        "EntityModel", "CPinyin", "JSONText", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "GraphExport", dependencies: ["EntityModel", "CLibXML2", "CZlib"]),
    .target(name: "CExplorerPage", exclude: ["page"]),
    .target(name: "GraphExplorer", dependencies: ["CExplorerPage", "EntityModel", "GraphStorage", "GraphExport"]),
    .target(
      name: "GraphServer",
      dependencies: [
        "GraphExplorer",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOCore", package: "swift-nio"),
      ]),
    .target(
      name: "GuanxiCommand",
      dependencies: [
        "EntityModel", "TextIngestion", "ExtractionPipeline", "ExtractionEvaluation", "GraphStorage", "GraphExport",
        "GraphExplorer", "GraphServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "guanxi", dependencies: ["GuanxiCommand"]),
    .target(name: "CGraphMLReference", dependencies: ["CLibXML2"]),
    .target(name: "CScanReference"),
    .executableTarget(
      name: "GuanxiBenchmark",
      dependencies: [
        "CDivisionTable", "CGraphMLReference", "CScanReference", "EntityModel", "TextIngestion",
        "AdministrativeDivisions", "EntityRecognition",
        "EntityResolution", "RelationExtraction", "ExtractionPipeline", "GraphStorage", "GraphExport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", dependencies: ["EntityModel", "TextIngestion"], path: "Tests/TestSupport"),
    .testTarget(
      name: "AdministrativeDivisionsTests", dependencies: ["AdministrativeDivisions", "CDivisionTable", "EntityModel"]),
    .testTarget(name: "EntityModelTests", dependencies: ["EntityModel", "TestSupport"]),
    .testTarget(
      name: "EntityRecognitionTests",
      dependencies: [
        "EntityRecognition", "AdministrativeDivisions", "TextIngestion", "ExtractionPipeline", "TestSupport",
      ]),
    .testTarget(
      name: "EntityResolutionTests",
      dependencies: ["EntityResolution", "AdministrativeDivisions", "EntityModel", "TestSupport"]),
    .testTarget(
      name: "RelationExtractionTests",
      dependencies: [
        "RelationExtraction", "EntityResolution", "AdministrativeDivisions", "EntityModel", "TestSupport",
      ]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .testTarget(name: "ModelWeightsTests", dependencies: ["ModelWeights", "TestSupport"]),
    .testTarget(
      name: "TextIngestionTests", dependencies: ["TextIngestion", "CSimplifiedForms", "EntityModel", "TestSupport"]),
    .testTarget(
      name: "ExtractionPipelineTests", dependencies: ["ExtractionPipeline", "CSimplifiedForms", "TestSupport"]),
    .testTarget(
      name: "ExtractionEvaluationTests",
      dependencies: ["ExtractionEvaluation", "ExtractionPipeline", "TextIngestion", "TestSupport"],
      exclude: ["score.py"]),
    .testTarget(
      name: "GraphStorageTests",
      dependencies: [
        "GraphStorage", "GraphExport", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "GraphExportTests", dependencies: ["GraphExport", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(name: "GraphExplorerTests", dependencies: ["GraphExplorer", "GraphStorage", "TestSupport"]),
    .testTarget(
      name: "GuanxiCommandTests",
      dependencies: [
        "guanxi", "GuanxiCommand", "GraphStorage", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ], exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)
