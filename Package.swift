// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "guanxi",
  products: [
    .library(name: "EntityModel", targets: ["EntityModel"]),
    .library(name: "AdministrativeDivisions", targets: ["AdministrativeDivisions"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CDivisionTable", exclude: ["make_table", "division_table.bin"]),
    .target(name: "EntityModel"),
    .target(name: "AdministrativeDivisions", dependencies: ["CDivisionTable", "EntityModel"]),
    .testTarget(
      name: "AdministrativeDivisionsTests", dependencies: ["AdministrativeDivisions", "CDivisionTable", "EntityModel"]),
  ],
  swiftLanguageModes: [.v6]
)
