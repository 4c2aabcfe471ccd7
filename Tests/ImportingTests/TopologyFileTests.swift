import Addressing
import NetworkModel
import Testing

@testable import Importing

/// Reads a file that has to be right.
func readTopology(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) -> Topology {
  let (topology, diagnostics) = TopologyFileReader.read("canreach: 1\n" + text, file: "t.yaml")
  #expect(diagnostics.map(\.description) == [], sourceLocation: sourceLocation)
  return topology
}

@Suite("Topology file: defaults")
struct TopologyFileDefaultsTests {
  let topology = readTopology(
    """
    account: "111111111111"
    vpcs:
      app:
        cidr: [10.0.0.0/16, 2001:db8::/56]
        subnets:
          web: [10.0.1.0/24, 2001:db8:0:1::/64]
          db: 10.0.2.0/24
        securityGroups:
          sg: {}
          silent: {egress: []}
        networkAcls:
          strict: {subnets: db}
        instances:
          web-1: web
          web-2: {subnet: web, privateIp: 10.0.1.4, ipv6: true, publicIp: true, securityGroups: sg}
          db-1: {subnet: db, securityGroups: [sg, silent]}
    """)

  @Test("a VPC has a main table with a local route for each block")
  func mainTable() {
    #expect(topology.routeTables.map(\.id) == ["app/main"])
    let table = topology.routeTables[0]
    #expect(table.isMain && table.subnetIds == [])
    #expect(table.routes.map(\.target) == [.local, .local])
    #expect(table.routes.map(\.origin) == [.createRouteTable, .createRouteTable])
    #expect(table.routes.map(\.destination) == topology.vpcs[0].cidrBlocks.map { .prefix($0) })
  }

  @Test("the default ACL lets both families pass; a custom one without entries refuses")
  func networkACLs() {
    #expect(topology.networkACLs.map(\.id) == ["strict", "app/default-acl"])
    #expect(topology.networkACLs[0].entries == [])
    #expect(topology.networkACLs[0].subnetIds == ["db"])
    #expect(topology.networkACLs[1].subnetIds == ["web"])
    #expect(topology.networkACLs[1].isDefault)
    #expect(topology.networkACLs[1].entries.map(\.action) == [.allow, .allow, .allow, .allow])
    #expect(topology.networkACLs[1].entries.map(\.cidrBlock.description) == ["0.0.0.0/0", "::/0", "0.0.0.0/0", "::/0"])
  }

  @Test("groups: the default one admits itself, a new one nothing, both send everything")
  func securityGroups() {
    #expect(topology.securityGroups.map(\.id) == ["sg", "silent", "app/default"])
    #expect(topology.securityGroups.map(\.ingress.count) == [0, 0, 1])
    #expect(topology.securityGroups.map(\.egress.count) == [2, 0, 2])
    #expect(topology.securityGroups[2].ingress[0].peer == .securityGroup(SecurityGroupReference("app/default")))
    #expect(topology.networkInterfaces.map(\.groupIds) == [["app/default"], ["sg"], ["sg", "silent"]])
  }

  @Test("addresses are the first free ones, in the order of the file, beside those written")
  func addresses() {
    #expect(topology.networkInterfaces.map(\.id) == ["web-1/eth0", "web-2/eth0", "db-1/eth0"])
    #expect(topology.networkInterfaces.map(\.instanceId) == ["web-1", "web-2", "db-1"])
    #expect(
      topology.networkInterfaces.map { $0.privateAddresses.map(\.description) } == [
        ["10.0.1.5"], ["10.0.1.4", "2001:db8:0:1::4"], ["10.0.2.4"],
      ])
    #expect(
      topology.networkInterfaces[1].publicAddresses == [PublicAddress(.ipv4(198, 51, 100, 1), for: .ipv4(10, 0, 1, 4))])
  }

  @Test("zone, DNS, DHCP options, scopes and places")
  func others() {
    #expect(topology.subnets.map(\.availabilityZone) == ["us-east-1a", "us-east-1a"])
    #expect(topology.vpcs[0].enableDnsSupport == true && topology.vpcs[0].enableDnsHostnames == false)
    #expect(topology.dhcpOptions.map(\.id) == ["app/default-dhcp-options"])
    #expect(topology.dhcpOptions[0].domainNameServers == ["AmazonProvidedDNS"])
    #expect(topology.visibility.covers(account: "111111111111", region: "us-east-1"))
    #expect(topology.visibility.covers(account: "", region: ""))
    #expect(topology.visibility.covers(account: "111111111111", region: "global"))
    #expect(topology.vpcs[0].identity.account == "111111111111")
    #expect(topology.vpcs[0].identity.source == SourceLocation(file: "t.yaml", line: 4, column: 3))
    #expect(topology.instances[1].identity.source == SourceLocation(file: "t.yaml", line: 16, column: 7))
  }

  @Test("a public subnet gives its instances public addresses unasked, and IPv6 where it says so")
  func unasked() {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: [10.0.0.0/16, 2001:db8::/56]
          subnets:
            p: {cidr: [10.0.1.0/24, 2001:db8::/64], mapPublicIpOnLaunch: true, assignIpv6AddressOnCreation: true}
            six: 2001:db8:0:6::/64
          instances: {a: p, b: {subnet: p, publicIp: false, ipv6: false}, c: six}
      """)
    #expect(topology.networkInterfaces.map(\.publicAddresses.count) == [1, 0, 0])
    #expect(
      topology.networkInterfaces.map { $0.privateAddresses.map(\.description) } == [
        ["10.0.1.4", "2001:db8::4"], ["10.0.1.5"], ["2001:db8:0:6::4"],
      ])
  }

  @Test("DNS64 is off where a subnet does not say otherwise")
  func dns64() {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: [10.0.0.0/16, 2001:db8::/56]
          subnets: {web: 10.0.1.0/24, six: {cidr: 2001:db8:0:6::/64, enableDns64: true}}
      """)
    #expect(topology.subnets.map(\.enableDns64) == [false, true])
  }

  @Test("a name used by two VPCs has the VPC's name before it in its id")
  func ids() {
    let topology = readTopology(
      """
      vpcs:
        a:
          cidr: 10.0.0.0/16
          internetGateway: true
          subnets: {web: 10.0.1.0/24, only: 10.0.2.0/24}
          routeTables: {main: {routes: {0.0.0.0/0: igw}}}
          instances: {x: web}
        b:
          cidr: 10.1.0.0/16
          internetGateway: true
          subnets: {web: {cidr: 10.1.1.0/24, id: subnet-0b}}
          routeTables: {main: {routes: {0.0.0.0/0: igw}}}
          instances: {x: {subnet: web, id: i-0b, tags: {tier: web, env: dev}}}
      """)
    #expect(topology.subnets.map(\.id) == ["a/web", "only", "subnet-0b"])
    #expect(topology.subnets.map(\.identity.name) == ["web", "only", "web"])
    #expect(topology.instances.map(\.id) == ["a/x", "i-0b"])
    #expect(topology.instances[1].identity.tags == [Tag("env", "dev"), Tag("tier", "web")])
    #expect(topology.networkInterfaces.map(\.id) == ["a/x/eth0", "b/x/eth0"])
    #expect(topology.routeTables.map { $0.routes[1].target.id } == ["a/igw", "b/igw"])
  }
}
