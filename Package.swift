// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "guanxi",
  products: [
    .library(name: "EntityModel", targets: ["EntityModel"]),
    .library(name: "GraphStorage", targets: ["GraphStorage"]),
    .library(name: "GraphExport", targets: ["GraphExport"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "EntityModel"),
    .target(
      name: "GraphStorage",
      dependencies: [
        "EntityModel", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "GraphExport", dependencies: ["EntityModel", "CLibXML2"]),
    .target(name: "TestSupport", dependencies: ["EntityModel"], path: "Tests/TestSupport"),
    .testTarget(name: "EntityModelTests", dependencies: ["EntityModel"]),
    .testTarget(
      name: "GraphStorageTests",
      dependencies: [
        "GraphStorage", "GraphExport", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "GraphExportTests", dependencies: ["GraphExport", "TestSupport"], exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6]
)
