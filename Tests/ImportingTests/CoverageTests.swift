import Foundation
import NetworkModel
import Testing

@testable import Importing

/// Every record of every file is in the topology, or the coverage says why not.
@Suite struct CoverageTests {
  static let snapshots = [
    "snapshots/01-basic", "snapshots/02-cross-account", "snapshots/03-on-premises", "snapshots/04-multi-region",
    "snapshots/05-ecs-private-integration", "snapshots/06-cross-account-privatelink",
    "snapshots/07-cross-account-peering", "snapshots/08-cross-account-tgw", "real-aws",
    "services",
  ]

  /// Records that add to resources of other calls, or are part of them: their call is read, they are no resources.
  static let details: Set<String> = [
    "ec2-describe-security-group-rules", "ec2-describe-security-group-vpc-associations",
    "ec2-get-managed-prefix-list-entries", "ec2-describe-vpc-endpoint-service-permissions",
    "ec2-get-transit-gateway-route-table-associations", "ec2-get-transit-gateway-route-table-propagations",
    "ec2-search-transit-gateway-routes", "ec2-describe-vpc-block-public-access-exclusions",
    "elbv2-describe-load-balancer-attributes", "elbv2-describe-target-group-attributes",
    "elbv2-describe-target-health", "elbv2-describe-rules", "elbv2-describe-listeners", "ecs-describe-tasks",
    "elb-describe-instance-health", "ec2-describe-vpc-endpoint-connections", "ecs-describe-container-instances",
    "vpc-lattice-list-resource-gateways",
    "directconnect-describe-direct-connect-gateway-associations",
  ]

  /// Calls that return no resources of the account.
  static let facts: Set<String> = [
    "ec2-describe-regions", "ec2-describe-availability-zones", "ec2-describe-account-attributes",
    "ec2-describe-vpc-endpoint-services", "ec2-describe-launch-template-versions",
    "elbv2-describe-listener-certificates", "route53-list-hosted-zones-by-vpc", "route53-get-hosted-zone",
    "route53resolver-list-resolver-endpoint-ip-addresses", "resourcegroupstaggingapi-get-resources",
  ]

  /// Every id of the topology that a record can be found by.
  private func ids(_ topology: Topology) -> Set<String> {
    var ids: Set<String> = []
    func add(_ resources: [some Resource]) {
      for resource in resources {
        ids.insert(resource.id)
        if let name = resource.identity.name { ids.insert(name) }
      }
    }
    add(topology.vpcs)
    add(topology.dhcpOptions)
    add(topology.subnets)
    add(topology.routeTables)
    add(topology.prefixLists)
    add(topology.networkACLs)
    add(topology.securityGroups)
    add(topology.networkInterfaces)
    add(topology.instances)
    add(topology.internetGateways)
    add(topology.egressOnlyInternetGateways)
    add(topology.natGateways)
    add(topology.vpcPeeringConnections)
    add(topology.transitGateways)
    add(topology.transitGatewayAttachments)
    add(topology.transitGatewayRouteTables)
    add(topology.coreNetworks)
    add(topology.vpnGateways)
    add(topology.customerGateways)
    add(topology.vpnConnections)
    add(topology.virtualInterfaces)
    add(topology.directConnectGateways)
    add(topology.vpcEndpoints)
    add(topology.vpcEndpointServices)
    add(topology.loadBalancers)
    add(topology.targetGroups)
    add(topology.networkFirewalls)
    add(topology.firewallPolicies)
    add(topology.firewallRuleGroups)
    add(topology.resourceConfigurations)
    add(topology.managedResources)
    ids.formUnion(topology.coverage.unmodelled.map(\.component))
    return ids
  }

  @Test("every record is accounted for", arguments: snapshots)
  func records(_ name: String) throws {
    let topology = try fixture(name)
    let known = ids(topology)
    var count = 0
    for file in try files(name) {
      let base = String(file.lastPathComponent.dropLast(5).split(separator: "__").first ?? "")
      guard base != "manifest", !Self.details.contains(base), !Self.facts.contains(base) else { continue }
      let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
      for (key, value) in document ?? [:] {
        for record in (value as? [[String: Any]]) ?? [] {
          let records =
            (record["Instances"] as? [[String: Any]]).map { key == "Reservations" ? $0 : [record] } ?? [record]
          for record in records {
            count += 1
            let texts = record.values.compactMap { $0 as? String }
            #expect(texts.contains { known.contains($0) }, "\(file.path): a record of \(key) is lost: \(texts)")
          }
        }
      }
    }
    #expect(count > 30)
  }

  @Test("every file is a call of the coverage", arguments: snapshots)
  func calls(_ name: String) throws {
    let topology = try fixture(name)
    let rows = Dictionary(grouping: topology.coverage.calls.filter { $0.file != nil }, by: { $0.file ?? "" })
    for file in try files(name) where file.lastPathComponent != "manifest.json" {
      let found = rows[file.path] ?? []
      #expect(found.count == 1, "\(file.path)")
      #expect(found.allSatisfy { $0.state == .read || ($0.state == .ignored && $0.reason != nil) }, "\(file.path)")
    }
    #expect(
      topology.coverage.calls.filter { $0.state == .notVisible }.allSatisfy { $0.reason?.isEmpty == false })
  }

  @Test("what the manifest says failed is in the coverage, with its reason", arguments: snapshots)
  func failures(_ name: String) throws {
    let topology = try fixture(name)
    for file in try files(name) where file.lastPathComponent == "manifest.json" {
      let entries = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]] ?? []
      let failed = entries.filter { $0["rc"] as? Int != 0 }
      let rows = topology.coverage.calls.filter { $0.file == file.path }
      #expect(rows.count == failed.count, "\(file.path)")
      #expect(rows.allSatisfy { $0.reason?.isEmpty == false })
    }
  }

  @Test("records of a call that does not exist yet are unknown, not lost")
  func future() throws {
    let topology = try fixture("real-aws")
    let row = try #require(topology.coverage.unmodelled.first { $0.component == "qgw-1" })
    #expect(row.state == .unknown)
    #expect(row.kind == "QuantumGateways")
    #expect(row.name == "from the future")
    #expect(
      topology.coverage.calls.contains { $0.call == "ec2-describe-quantum-gateways.json" && $0.state == .ignored })
  }

  private func files(_ name: String) throws -> [URL] {
    let root = URL(filePath: "\(fixtures)/\(name)")
    let all = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    return all.filter { $0.pathExtension == "json" }.map { URL(filePath: "\(root.path)/" + relative($0, to: root)) }
  }

  private func relative(_ file: URL, to root: URL) -> String {
    file.standardizedFileURL.path.components(separatedBy: "/\(root.lastPathComponent)/").dropFirst()
      .joined(separator: "/\(root.lastPathComponent)/")
  }
}
