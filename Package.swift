// swift-tools-version: 6.1
import PackageDescription

/// Libraries import FoundationEssentials at most, and only downwards; CONTRIBUTING.md draws the rooms.
let package = Package(
  name: "canreach",
  products: [
    .executable(name: "canreach", targets: ["canreach"]),
    .library(name: "Reachability", targets: ["Addressing", "NetworkModel", "Reachability", "Importing", "Reports"]),
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
    .target(name: "Reports", dependencies: ["Addressing", "NetworkModel", "Reachability"]),
    .executableTarget(
      name: "canreach",
      dependencies: [
        "Addressing", "NetworkModel", "Reachability", "Importing", "Reports",
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
    .testTarget(
      name: "ImportingTests",
      dependencies: ["Importing", "Reachability", "TestKit", .product(name: "Yams", package: "Yams")]),
    .testTarget(
      name: "CommandTests", dependencies: ["canreach", "Reports", "Importing", "Reachability"], exclude: ["Goldens"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
