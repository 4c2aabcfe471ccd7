import Foundation
import Importing
import NetworkModel
import Reachability
import TestKit

/// A measurement that runs in a process of its own and prints `name value` lines.
enum Part: String {
  /// INTERFACES VPCS FOLDER: writes a snapshot.
  case write
  /// INTERFACES VPCS FOLDER: writes `ec2-describe-network-interfaces.json` alone, with tags.
  case writeInterfaces
  /// RESOURCES FILE: writes a Terraform plan.
  case writePlan
  /// FOLDER or FILE: reads it into the model.
  case read
  /// FILE: the same with Foundation's JSONDecoder.
  case decode
  /// INTERFACES VPCS: compiles.
  case compile
  /// INTERFACES VPCS: compiles and asks.
  case ask
  /// INTERFACES VPCS COUNT: questions as lines of a batch.
  case batch

  func run(_ arguments: [String]) {
    switch self {
    case .write: SnapshotWriter(Part.topology(arguments)).write(toFolder: arguments[2])
    case .writeInterfaces: Part.writeInterfaces(arguments)
    case .writePlan: Part.writePlan(arguments)
    case .read: Part.read(arguments[0])
    case .decode: Decoding.run(arguments[0])
    case .compile: Part.compile(Part.topology(arguments))
    case .ask: Asking(Part.topology(arguments)).run()
    case .batch: Asking(Part.topology(arguments)).printBatch(count: Int(arguments[2]) ?? 0)
    }
  }

  private static func topology(_ arguments: [String]) -> Topology {
    guard arguments.count > 1, let interfaces = Int(arguments[0]), let vpcs = Int(arguments[1]) else {
      Bench.stop("expected the numbers of interfaces and VPCs")
    }
    return SyntheticTopology.make(interfaces: interfaces, vpcs: vpcs)
  }

  /// Interfaces with no, one, … four tags in turn, as accounts have them.
  private static func writeInterfaces(_ arguments: [String]) {
    var topology = topology(arguments)
    for index in topology.networkInterfaces.indices {
      let tags = [
        Tag("Name", "host-\(index)"), Tag("cost-centre", "\(1000 + index % 37)"),
        Tag("environment", ["production", "staging", "development"][index % 3]), Tag("team", "team-\(index % 53)"),
      ]
      topology.networkInterfaces[index].identity.tags = Array(tags.prefix(index % 5))
    }
    let wanted = "ec2-describe-network-interfaces.json"
    let path = "\(arguments[2])/\(wanted)"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    guard let file = FileHandle(forWritingAtPath: path) else { Bench.stop("cannot write \(path)") }
    SnapshotWriter(topology).write { name, text in if name == wanted { file.write(Data(text.utf8)) } }
  }

  private static func writePlan(_ arguments: [String]) {
    guard arguments.count > 1, let resources = Int(arguments[0]) else { Bench.stop("expected a number and a file") }
    let text = TerraformPlanWriter(resources: resources).text
    do { try text.write(toFile: arguments[1], atomically: false, encoding: .utf8) } catch {
      Bench.stop("cannot write \(arguments[1])")
    }
  }

  private static func read(_ folder: String) {
    let start = memory()
    let (loaded, processor, wall) = measured { () -> Loaded in
      do { return try Importer.load([folder]) } catch { Bench.stop("\(error)") }
    }
    print("processor", processor)
    print("wall", wall)
    print("interfaces", loaded.topology.networkInterfaces.count)
    print("peak", peakMemory() - start)
    withExtendedLifetime(loaded) {}
  }

  private static func compile(_ topology: Topology) {
    let before = memory()
    let (network, processor, _) = measured { Network(topology) }
    print("processor", processor)
    print("added", max(0, memory() - before))
    print("peak", peakMemory())
    withExtendedLifetime(network) {}
  }
}
