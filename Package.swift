// swift-tools-version: 6.1
import PackageDescription

/// Libraries import FoundationEssentials at most, and only downwards; CONTRIBUTING.md draws the rooms.
let package = Package(
  name: "canreach",
  products: [
    .executable(name: "canreach", targets: ["canreach"]),
    .library(
      name: "Reachability", targets: ["Addressing", "NetworkModel", "Reachability", "Linting", "Importing", "Reports"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "Addressing"),
    .target(name: "AccessPolicies", dependencies: ["Addressing"]),
    .target(name: "NetworkModel", dependencies: ["Addressing"]),
    .target(name: "Reachability", dependencies: ["Addressing", "AccessPolicies", "NetworkModel"]),
    .target(
      name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "Importing",
      dependencies: ["Addressing", "NetworkModel", "CSimdjson", .product(name: "Yams", package: "Yams")]),
    .target(name: "Linting", dependencies: ["Addressing", "AccessPolicies", "NetworkModel", "Reachability"]),
    .target(name: "Reports", dependencies: ["Addressing", "NetworkModel", "Reachability", "Linting"]),
    // Graphviz is opened when it is needed (`dlopen`): only its headers are needed here.
    .target(name: "CGraphviz", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "Diagrams", dependencies: ["Addressing", "NetworkModel", "Reachability", "Reports", "CGraphviz"]),
    .executableTarget(
      name: "canreach",
      dependencies: [
        "Addressing", "NetworkModel", "Reachability", "Linting", "Importing", "Reports", "Diagrams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "TestKit", dependencies: ["Addressing", "NetworkModel", "Reachability"]),
    .executableTarget(
      name: "bench", dependencies: ["Addressing", "NetworkModel", "Reachability", "Importing", "Reports", "TestKit"]),
    .testTarget(name: "AddressingTests", dependencies: ["Addressing", "TestKit"]),
    .testTarget(name: "AccessPoliciesTests", dependencies: ["AccessPolicies", "Addressing", "TestKit"]),
    .testTarget(name: "NetworkModelTests", dependencies: ["Addressing", "NetworkModel"]),
    .testTarget(name: "ReachabilityTests", dependencies: ["Reachability", "Importing", "TestKit"]),
    .testTarget(name: "ImportingTests", dependencies: ["Importing", "Reachability", "TestKit"]),
    .testTarget(name: "LintingTests", dependencies: ["Linting", "Importing", "Reachability"]),
    .testTarget(
      name: "DiagramsTests",
      dependencies: ["Diagrams", "Importing", "Reachability", "TestKit", .product(name: "Yams", package: "Yams")]),
    .testTarget(
      name: "CommandTests", dependencies: ["canreach", "Diagrams", "Reports", "Linting", "Importing", "Reachability"],
      exclude: ["Goldens"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
