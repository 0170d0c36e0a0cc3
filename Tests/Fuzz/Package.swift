// swift-tools-version: 6.1
import PackageDescription

// A package of its own: libFuzzer brings its own main function and instruments all that it is linked with.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "guanxi", path: "../..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "EntityModel", package: "guanxi"), .product(name: "TextIngestion", package: "guanxi"),
        .product(name: "AdministrativeDivisions", package: "guanxi"),
        .product(name: "ModelWeights", package: "guanxi"),
        .product(name: "ExtractionPipeline", package: "guanxi"), .product(name: "GraphStorage", package: "guanxi"),
        .product(name: "GraphExport", package: "guanxi"), .product(name: "GraphExplorer", package: "guanxi"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
