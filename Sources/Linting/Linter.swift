import NetworkModel
import Reachability

/// Holds the rules against a topology. What the input does not show makes no finding.
///
/// Each family of rules is an extension in a file of its own.
public struct Linter: Sendable {
  let topology: Topology
  let network: Network
  let index: LintIndex
  let calls: [LintedCall]
  /// Target groups that lead to endpoints, in the order of load balancers and listeners.
  let frontedGroups: [FrontedGroup]
  private var findings: Set<LintFinding> = []

  private init(_ topology: Topology, _ calls: [ClientCall]) {
    self.topology = topology
    network = Network(topology)
    index = LintIndex(topology)
    frontedGroups = index.frontedGroups(topology)
    self.calls = calls.compactMap { [network, index] in LintedCall($0, network, index) }
  }

  /// What the rules find, less what the topology silences.
  ///
  /// - Parameter calls: what clients are expected to call. Rules about clients are silent without.
  public static func lint(_ topology: Topology, calls: [ClientCall] = []) -> LintResult {
    var linter = Linter(topology, calls)
    linter.checkPolicies()
    linter.checkNames()
    linter.checkCalledNames()
    linter.checkEndpoints()
    linter.checkWays()
    linter.checkDomainNames()
    linter.checkTLS()
    linter.checkIntegrations()
    linter.checkVPCLinks()
    linter.checkLoadBalancers()
    linter.checkRegions()
    linter.checkBrowsers()
    linter.checkCallers()
    return linter.result
  }

  mutating func report(
    _ rule: LintRule, _ resource: some Resource, at source: SourceLocation? = nil, _ message: String
  ) {
    report(rule, Component(resource.identity, kind: Linter.kind(of: resource)), at: source, message)
  }

  mutating func report(
    _ rule: LintRule, _ component: Component, at source: SourceLocation? = nil, _ message: String
  ) {
    findings.insert(
      LintFinding(rule: rule, component: component, source: source ?? component.source, message: message))
  }

  private static func kind<Value: Resource>(of resource: Value) -> ResourceKind {
    (resource as? ManagedResource)?.resourceKind ?? Value.kind
  }

  /// Without what is silenced, and with the silences that nothing needs.
  private var result: LintResult {
    var result = LintResult()
    var used: Set<LintSilence> = []
    for finding in findings.sorted() {
      let covering = topology.lintSilences.filter { $0.covers(finding) }
      used.formUnion(covering)
      if let silence = covering.first {
        result.silenced.append(SilencedFinding(finding, silence))
      } else {
        result.findings.append(finding)
      }
    }
    let unused = topology.lintSilences.filter { !used.contains($0) }.map { silence in
      LintFinding(
        rule: .unusedSilence, component: nil, source: silence.source, message: Linter.unused(silence))
    }
    result.findings = (result.findings + unused).sorted()
    return result
  }

  private static func unused(_ silence: LintSilence) -> String {
    guard LintRule.named(silence.rule) != nil else { return "no rule has the id `\(silence.rule)`" }
    let place = silence.component.map { " at `\($0)`" } ?? ""
    return "\(silence.rule.uppercased()) finds nothing\(place) (because: \(silence.reason))"
  }
}

extension LintSilence {
  fileprivate func covers(_ finding: LintFinding) -> Bool {
    guard rule.uppercased() == finding.rule.id else { return false }
    guard let component else { return true }
    return component == finding.component?.id || component == finding.component?.name
  }
}
