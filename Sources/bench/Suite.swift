import Foundation

/// Runs the measurements one after the other, each in a process of its own.
struct Suite {
  struct Size {
    var interfaces: Int
    var vpcs: Int
    /// Questions of the batch.
    var questions: Int
  }

  struct Sizes {
    var topologies: [Size]
    /// Interfaces of the file that is also read by JSONDecoder: 200 MB.
    var file: Size
    /// Snapshots that one question is asked of by a whole process, with 1 000 and 5 000 instances.
    var small: Size
    var medium: Size
  }

  static let full = Sizes(
    topologies: [
      Size(interfaces: 1_000, vpcs: 20, questions: 20_000), Size(interfaces: 10_000, vpcs: 50, questions: 20_000),
      Size(interfaces: 100_000, vpcs: 200, questions: 20_000),
    ], file: Size(interfaces: 116_000, vpcs: 200, questions: 0), small: Size(interfaces: 1_250, vpcs: 20, questions: 1),
    medium: Size(interfaces: 6_250, vpcs: 50, questions: 1))

  static let quick = Sizes(
    topologies: [
      Size(interfaces: 1_000, vpcs: 20, questions: 2_000), Size(interfaces: 5_000, vpcs: 25, questions: 2_000),
    ], file: Size(interfaces: 9_000, vpcs: 50, questions: 0), small: Size(interfaces: 1_250, vpcs: 20, questions: 1),
    medium: Size(interfaces: 6_250, vpcs: 50, questions: 1))

  let sizes: Sizes

  func run() -> Report {
    var report = Report()
    for size in sizes.topologies { report.columns.append(column(size)) }
    compareReading(&report)
    readPlan(&report)
    if let last = report.columns.last {
      report.aims.append(
        Aim(what: "compile \(last.title)", wanted: 2, unit: "s of CPU", measured: last["compile, CPU"]))
      report.aims.append(
        Aim(what: "compile \(last.title)", wanted: 1_000, unit: "MB at the peak", measured: last["compile, peak"]))
    }
    askWhole(&report)
    if let last = report.columns.last {
      report.aims.append(
        Aim(
          what: "one question, \(last.title)", wanted: 100, unit: "µs in the median",
          measured: last["one question, median"]))
    }
    return report
  }

  /// A Terraform plan that creates 5 000 resources.
  private func readPlan(_ report: inout Report) {
    withFolder { folder, _ in
      let file = folder + "/plan.json"
      _ = Child.part(.writePlan, "5000", file)
      let read = Child.part(.read, file)
      report.aims.append(
        Aim(what: "read a Terraform plan of 5000 resources", wanted: 2, unit: "s of CPU", measured: read["processor"]))
    }
  }

  // MARK: By size

  private func column(_ size: Size) -> Column {
    var column = Column(title: "\(size.interfaces) interfaces")
    let (count, vpcs) = ("\(size.interfaces)", "\(size.vpcs)")
    withFolder { folder, scope in
      _ = Child.part(.write, count, vpcs, scope)
      let bytes = Double(folderSize(folder))
      let read = Child.part(.read, folder)
      column.add("snapshot", bytes / 1e6, "MB")
      column.add("read, CPU", read["processor"], "s")
      column.add("read", bytes / 1e6 / read["processor"], "MB/s")
      column.add("read, peak", read["peak"] / 1e6, "MB")
      let compile = Child.part(.compile, count, vpcs)
      column.add("compile, CPU", compile["processor"], "s")
      column.add("compile, added", compile["added"] / 1e6, "MB")
      column.add("compile, peak", compile["peak"] / 1e6, "MB")
      let ask = Child.part(.ask, count, vpcs)
      column.add("first question", ask["first"] * 1e3, "ms")
      column.add("one question, median", ask["median"] * 1e6, "µs")
      column.add("one question, 99 %", ask["late"] * 1e6, "µs")
      column.add("of the questions reachable", ask["reachable"] / max(1, ask["asked"]) * 100, "%")
      column.add("rules tried", ask["rules"], "a question")
      column.add("set operations", ask["operations"], "a question")
      column.add("hops", ask["hops"], "a question")
      batch(size, folder, &column)
    }
    return column
  }

  /// The rate is that of the questions after the first, whose cost is that of reading, compiling and indexing.
  private func batch(_ size: Size, _ folder: String, _ column: inout Column) {
    let lines = Child.part(.batch, "\(size.interfaces)", "\(size.vpcs)", "\(size.questions)").output
    let file = folder + "/batch.jsonl"
    let single = folder + "/single.jsonl"
    try? lines.write(toFile: file, atomically: false, encoding: .utf8)
    try? String(lines.prefix { $0 != "\n" }).write(toFile: single, atomically: false, encoding: .utf8)
    let one = Child.canreach(["check", "--batch", single, "-t", folder])
    let all = Child.canreach(["check", "--batch", file, "-t", folder])
    column.add("whole process, 1 question, CPU", one.processor, "s")
    column.add("--batch", Double(size.questions) / max(0.000_1, all.wall - one.wall), "questions/s")
    column.add("--batch, CPU", (all.processor - one.processor) / Double(size.questions) * 1e6, "µs a question")
    column.add("--batch, peak", Double(all.peak) / 1e6, "MB")
  }

  // MARK: Aims

  private func compareReading(_ report: inout Report) {
    withFolder { folder, scope in
      _ = Child.part(.writeInterfaces, "\(sizes.file.interfaces)", "\(sizes.file.vpcs)", scope)
      let path = scope + "/ec2-describe-network-interfaces.json"
      let bytes = Double(folderSize(folder))
      let own = (0..<5).map { _ in Child.part(.read, folder) }.min { $0["processor"] < $1["processor"] }
      let other = (0..<3).map { _ in Child.part(.decode, path) }.min { $0["processor"] < $1["processor"] }
      guard let own, let other else { return }
      report.notes.append(
        "\(Int(bytes / 1e6)) MB of describe-network-interfaces: canreach \(number(own["processor"])) s of CPU "
          + "(\(Int(bytes / 1e6 / own["processor"])) MB/s, wall \(number(own["wall"])) s), JSONDecoder "
          + "\(number(other["processor"])) s (\(Int(bytes / 1e6 / other["processor"])) MB/s), "
          + "peaks \(Int(own["peak"] / 1e6)) and \(Int(other["peak"] / 1e6)) MB")
      report.aims.append(
        Aim(
          what: "reading interfaces", wanted: 8, unit: "times as fast as JSONDecoder, CPU",
          measured: other["processor"] / own["processor"], isAtLeast: true))
      report.aims.append(
        Aim(what: "reading interfaces", wanted: 2.5, unit: "times the file at the peak", measured: own["peak"] / bytes))
    }
  }

  private func askWhole(_ report: inout Report) {
    let fixture = "Tests/Fixtures/snapshots/01-basic"
    if FileManager.default.fileExists(atPath: fixture) {
      let times = (0..<5).map { _ in
        Child.canreach(["check", "basic-client-0", "basic-bastion", "-t", fixture]).processor
      }
      report.aims.append(Aim(what: "process, 01-basic", wanted: 0.1, unit: "s of CPU", measured: times.min() ?? 0))
    }
    for (size, wanted, title) in [(sizes.small, 0.3, "1 000"), (sizes.medium, 1, "5 000")] {
      withFolder { folder, scope in
        _ = Child.part(.write, "\(size.interfaces)", "\(size.vpcs)", scope)
        let times = (0..<5).map { _ in
          Child.canreach(["check", "host-1-1", "host-2-3", "--port", "5432", "-t", folder]).processor
        }
        report.aims.append(
          Aim(what: "process, \(title) instances", wanted: wanted, unit: "s of CPU", measured: times.min() ?? 0))
      }
    }
  }

  /// Calls with a temporary folder and the folder of one account and Region in it; removes both.
  private func withFolder(_ body: (_ folder: String, _ scope: String) -> Void) {
    let folder = NSTemporaryDirectory() + "canreach-bench-\(getpid())"
    let scope = folder + "/111111111111/us-east-1"
    try? FileManager.default.createDirectory(atPath: scope, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    body(folder, scope)
  }
}
