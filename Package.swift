// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "guanxi",
  products: [
    .executable(name: "guanxi", targets: ["guanxi"]),
    .library(name: "EntityModel", targets: ["EntityModel"]),
    .library(name: "ExtractionPipeline", targets: ["ExtractionPipeline"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "EntityModel"),
    .target(name: "TextIngestion", dependencies: ["EntityModel"]),
    .target(name: "ExtractionPipeline", dependencies: ["EntityModel", "TextIngestion"]),
    .target(
      name: "GuanxiCommand",
      dependencies: [
        "EntityModel", "TextIngestion", "ExtractionPipeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "guanxi", dependencies: ["GuanxiCommand"]),
    .testTarget(name: "TextIngestionTests", dependencies: ["TextIngestion"]),
    .testTarget(name: "ExtractionPipelineTests", dependencies: ["ExtractionPipeline"]),
    .testTarget(name: "GuanxiCommandTests", dependencies: ["guanxi", "GuanxiCommand"]),
  ],
  swiftLanguageModes: [.v6]
)
