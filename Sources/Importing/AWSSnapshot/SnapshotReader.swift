import NetworkModel

/// Reads an AWS snapshot: raw output of the AWS CLI, one file a call (CONTRACT 1.1), or Batfish's layout of the same.
enum SnapshotReader {
  /// Reads every account and Region below `root`, each as an input of its own.
  static func read(_ root: String, _ problems: inout LoadProblems) -> [InputPart] {
    var unread = LoadProblems()
    let folders = SnapshotFolder.find(in: root, &unread)
    problems.add(unread)
    let interner = StringInterner()
    var parts: [InputPart] = []
    var isSnapshot = false
    for folder in folders {
      var reader = SnapshotFolderReader(
        folder, scope: Scope(account: folder.account, region: folder.region), interner: interner)
      reader.read()
      if let scope = betterScope(folder, reader.reading) {
        reader = SnapshotFolderReader(folder, scope: scope, interner: interner)
        reader.read()
      }
      problems.add(reader.problems)
      guard reader.isSnapshot || !reader.problems.isEmpty else { continue }
      isSnapshot = true
      var topology = reader.reading.topology
      sort(&topology.coverage)
      parts.append(InputPart(topology: topology, scope: reader.reading.scope))
    }
    if !isSnapshot, unread.isEmpty {
      let isEmpty = folders.isEmpty
      problems.add(
        Diagnostic(
          .error, file: root,
          message: isEmpty ? "the folder is empty" : "no file in the folder is an answer of the AWS CLI",
          remedy: remedy(folders)), status: 66)
    }
    return parts
  }

  /// What to name in place of a folder that is no snapshot, by what it holds.
  private static func remedy(_ folders: [SnapshotFolder]) -> String {
    func paths(_ suffix: String) -> [String] {
      folders.flatMap { folder in
        folder.files.filter { $0.hasSuffix(suffix) }.map { Folder.join(folder.path, $0) }
      }
    }
    let topologies = paths(InputLoader.suffix)
    if let first = topologies.first {
      let others = topologies.count == 1 ? "" : ", or another of the \(topologies.count) that it holds"
      return "it is no snapshot: name the topology file, `-t \(first)`\(others)"
    }
    if !paths(".tf").isEmpty {
      return "Terraform is read as the output of `terraform show -json`: write it to a file, and name that"
    }
    return "expected ACCOUNT/REGION/ec2-describe-vpcs.json and so on below it"
  }

  /// The account and Region that the resources themselves name, where the folders do not.
  private static func betterScope(_ folder: SnapshotFolder, _ reading: ScopeReading) -> Scope? {
    var scope = reading.scope
    if scope.account.isEmpty {
      scope.account = reading.callerAccount ?? mostFrequent(reading.topology.vpcs.map(\.identity.account)) ?? ""
    }
    if scope.region.isEmpty, !folder.isPlaced {
      scope.region = mostFrequent(reading.topology.subnets.map { region(ofZone: $0.availabilityZone) }) ?? ""
    }
    return scope == reading.scope ? nil : scope
  }

  /// The most frequent text that is not empty, the first in order among equals.
  private static func mostFrequent(_ texts: [String]) -> String? {
    let counts = Dictionary(texts.filter { !$0.isEmpty }.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  /// `us-east-1` of `us-east-1a` and of `us-east-1-bos-1a`: up to the first digit.
  static func region(ofZone zone: String) -> String {
    guard let digit = zone.firstIndex(where: \.isNumber) else { return "" }
    return String(zone[...digit])
  }

  private static func sort(_ coverage: inout Coverage) {
    coverage.calls.sort {
      ($0.account, $0.region, $0.call, $0.file ?? "") < ($1.account, $1.region, $1.call, $1.file ?? "")
    }
  }
}
