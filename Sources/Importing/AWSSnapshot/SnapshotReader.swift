import NetworkModel

/// Reads an AWS snapshot: raw output of the AWS CLI, one file a call (CONTRACT 1.1), or Batfish's layout of the same.
enum SnapshotReader {
  /// Reads every account and Region below `root`, each as an input of its own.
  static func read(_ root: String, _ problems: inout LoadProblems) -> [InputPart] {
    let folders: [SnapshotFolder]
    do { folders = try SnapshotFolder.find(in: root) } catch {
      problems.add(error, path: root)
      return []
    }
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
    if !isSnapshot {
      let isEmpty = folders.isEmpty
      problems.add(
        Diagnostic(
          .error, file: root,
          message: isEmpty ? "the folder is empty" : "no file in the folder is an answer of the AWS CLI",
          remedy: "expected ACCOUNT/REGION/ec2-describe-vpcs.json and so on below it, as `canreach collect` writes them"
        ),
        status: 66)
    }
    return parts
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
