import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: gateways, endpoints and what is beyond the VPC")
struct TopologyFileEdgeTests {
  @Test("NAT gateways, zonal and regional")
  func natGateways() throws {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          internetGateway: true
          subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
          natGateways:
            short: a
            fixed: {subnet: a, privateIp: 10.0.1.4, publicIp: 203.0.113.9}
            inner: {subnet: b, connectivityType: private}
            wide: {availabilityMode: regional}
            manual: {availabilityMode: regional, addresses: {a: 203.0.113.10}, routes: {10.9.0.0/16: inner}}
      """)
    let addresses = topology.natGateways.map { gateway in
      gateway.addresses.map { "\($0.privateAddress?.description ?? "-") \($0.publicAddress?.description ?? "-")" }
    }
    #expect(
      addresses == [
        ["10.0.1.5 198.51.100.1"], ["10.0.1.4 203.0.113.9"], ["10.0.2.4 -"], ["- 198.51.100.2", "- 198.51.100.3"],
        ["- 203.0.113.10"],
      ])
    #expect(topology.natGateways.map(\.isAutomatic) == [true, true, true, true, false])
    #expect(topology.natGateways[3].addresses.map(\.availabilityZone) == ["us-east-1a", "us-east-1b"])
    let table = try #require(topology.routeTables.first { $0.id == "manual/route-table" })
    #expect(table.routes.map(\.target) == [.local, .natGateway("inner"), .internetGateway("igw")])
    #expect(topology.natGateways[4].routeTableId == table.id)
    let interface = try #require(topology.networkInterfaces.first { $0.id == "short/eth0" })
    #expect(interface.interfaceType == .natGateway && interface.groupIds == [] && !interface.sourceDestCheck)
  }

  @Test("endpoints, endpoint services and load balancers")
  func endpoints() throws {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
          routeTables: {rt: {subnets: [a, b]}}
          loadBalancers:
            nlb: {type: network, subnets: [a, b], listeners: [{port: 443, targetGroups: tg}]}
          targetGroups:
            tg: {protocol: tcp, port: 443, targets: ["app:8443", {id: app, health: unhealthy}]}
            ips: {targetType: ip, targets: ["10.0.9.1:80", "10.0.9.2"]}
          endpointServices:
            svc: {loadBalancers: nlb}
          instances: {app: a}
          endpoints:
            s3: {service: s3, routeTables: rt}
            ecr: {service: ecr.api, subnets: [a, b]}
            own: {service: svc, subnets: a}
          functions: {f: {subnets: [a, b]}}
      """)
    #expect(
      topology.vpcEndpoints.map(\.serviceName) == [
        "com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.ecr.api", "com.amazonaws.vpce.us-east-1.svc",
      ])
    #expect(topology.vpcEndpoints.map(\.endpointType) == [.gateway, .interface, .interface])
    #expect(topology.vpcEndpoints.map(\.privateDnsEnabled) == [false, true, false])
    #expect(topology.vpcEndpoints[0].routeTableIds == ["rt"] && topology.vpcEndpoints[0].prefixListId == "pl-s3")
    #expect(topology.vpcEndpoints[1].networkInterfaceIds == ["ecr/eth0", "ecr/eth1"])
    #expect(topology.prefixLists.map(\.id) == ["pl-s3"])
    let table = try #require(topology.routeTables.first { $0.id == "rt" })
    #expect(table.routes[1].destination == .prefixList("pl-s3") && table.routes[1].target == .vpcEndpoint("s3"))
    #expect(topology.vpcEndpointServices[0].availabilityZones == ["us-east-1a", "us-east-1b"])
    #expect(topology.targetGroups[0].targets?.map(\.port) == [8443, 443])
    #expect(topology.targetGroups[1].targets?.map(\.id) == ["10.0.9.1", "10.0.9.2"])
    #expect(topology.loadBalancers[0].listeners?[0].protocol == "TCP" && topology.loadBalancers[0].groupIds == [])
    let types = topology.networkInterfaces.map(\.interfaceType)
    #expect(types.filter { $0 == .networkLoadBalancer }.count == 2 && types.filter { $0 == .lambda }.count == 2)
    #expect(topology.managedResources.map(\.resourceKind) == [.function])
    #expect(Set(topology.networkInterfaces.flatMap(\.privateAddresses)).count == topology.networkInterfaces.count)
  }

  static let hub = """
    vpcs:
      a: {cidr: 10.1.0.0/16, subnets: {sa: 10.1.0.0/24}}
      b: {cidr: 10.2.0.0/16, subnets: {sb: 10.2.0.0/24}}
    sites: {dc: 192.168.0.0/16, office: 172.20.0.0/16}
    vpnConnections:
      v1: {site: office}
      v2: {site: office}
    directConnectGateways: {dx: {associations: {hub: [10.0.0.0/8]}}}
    virtualInterfaces: {vif: {directConnectGateway: dx, site: dc}}

    """

  @Test("a transit gateway without tables has one that everything is associated with")
  func defaultTable() throws {
    let topology = readTopology(
      Self.hub + """
        transitGateways:
          hub:
            attachments:
              ta: {vpc: a, subnets: sa}
              tv2: {vpnConnection: v2}
              tv1: {vpnConnection: v1}
              tb: {vpc: b, subnets: sb}
              td: {directConnectGateway: dx}
        """)
    let table = try #require(topology.transitGatewayRouteTables.first)
    #expect(table.id == "hub/default" && topology.transitGateways[0].defaultAssociationRouteTableId == "hub/default")
    #expect(
      topology.transitGatewayAttachments.map(\.associatedRouteTableId) == Array(repeating: "hub/default", count: 5))
    #expect(
      table.routes?.map { route in route.attachmentIds } == [["ta"], ["tb"], ["td"], ["tv2", "tv1"]])
    #expect(table.routes?.map(\.type) == Array(repeating: .propagated, count: 4))
    #expect(topology.vpnConnections.map(\.transitGatewayId) == ["hub", "hub"])
    #expect(topology.virtualInterfaces[0].type == .transit)
    #expect(topology.virtualInterfaces[0].advertisedPrefixes == topology.sites[0].prefixes)
  }

  @Test("written tables say it all; a static route hides a propagated one")
  func writtenTables() throws {
    let topology = readTopology(
      Self.hub.replacing("  v1: {site: office}\n  v2: {site: office}\n", with: "") + """
        transitGateways:
          hub:
            attachments:
              ta: {vpc: a, subnets: sa, routeTable: t, propagateTo: u}
              tb: {vpc: b, subnets: sb, applianceModeSupport: true, ipv6Support: true}
              td: {directConnectGateway: dx}
              other: {transitGateway: far}
            routeTables:
              t: {propagations: [tb, td], routes: {10.2.0.0/16: blackhole, 0.0.0.0/0: tb, 10.9.0.0/16: {attachments: other}}}
              u: {associations: [tb, other]}
          far:
            region: eu-west-1
            routeTables:
              f: {associations: other, routes: [{destination: 10.0.0.0/8, attachments: other}]}
        """)
    let tables = topology.transitGatewayRouteTables
    #expect(tables.map(\.id) == ["t", "u", "f"])
    #expect(tables[0].routes?.map(\.type) == [.static, .static, .static, .propagated])
    #expect(tables[0].routes?.map(\.state) == [.blackhole, .active, .active, .active])
    #expect(tables[1].routes?.map(\.attachmentIds) == [["ta"]])
    let attachments = topology.transitGatewayAttachments
    #expect(attachments.map(\.id) == ["ta", "tb", "td", "hub/other", "far/other"])
    #expect(attachments.map(\.associatedRouteTableId) == ["t", "u", nil, "u", "f"])
    #expect(attachments[3].resourceId == "far" && attachments[4].resourceId == "hub")
    #expect(attachments[3].peerRegion == "eu-west-1")
    #expect(attachments[1].applianceModeSupport && attachments[1].ipv6Support)
    #expect(tables[2].routes?.map(\.attachmentIds) == [["far/other"]])
  }

  @Test("a virtual private gateway propagates what its connections tell it")
  func propagation() throws {
    let topology = readTopology(
      """
      vpcs:
        a:
          cidr: 10.1.0.0/16
          subnets: {sa: 10.1.0.0/24}
          routeTables: {main: {propagatingVpnGateways: vgw}}
      vpnGateways: {vgw: a}
      customerGateways: {cgw: {ipAddress: 198.51.100.1, site: office}}
      sites: {office: 172.20.0.0/16, dc: 192.168.0.0/16}
      vpnConnections: {v: {customerGateway: cgw, vpnGateway: vgw, staticRoutes: [172.20.1.0/24], tunnels: [up, down]}}
      directConnectGateways: {dx: {associations: {vgw: }}}
      virtualInterfaces: {vif: {directConnectGateway: dx, site: dc}}
      """)
    let routes = topology.routeTables[0].routes
    #expect(routes.map(\.target) == [.local, .vpnGateway("vgw"), .vpnGateway("vgw")])
    #expect(routes[1].destination == .prefix(Prefix("192.168.0.0/16")!))
    #expect(routes[2].destination == .prefix(Prefix("172.20.1.0/24")!))
    #expect(routes[1].origin == .enableVgwRoutePropagation)
    #expect(topology.vpnConnections[0].staticRoutesOnly && topology.vpnConnections[0].tunnelsUp == [true, false])
    #expect(topology.directConnectGateways[0].associations[0].allowedPrefixes == topology.vpcs[0].cidrBlocks)
    #expect(topology.virtualInterfaces[0].type == .private)
  }

  @Test("hosts of sites: addresses, blocks or both, all of the site")
  func siteHosts() {
    let topology = readTopology(
      """
      sites:
        dc: {prefixes: [192.168.0.0/16, 2001:db8:d::/48], hosts: {server: 192.168.0.20, people: [192.168.64.0/18, 2001:db8:d::7]}}
        office: {prefixes: 172.20.0.0/16, hosts: {server: 172.20.0.9}}
      """)
    #expect(topology.siteHosts.map(\.siteId) == ["dc", "dc", "office"])
    #expect(topology.siteHosts.map(\.identity.name) == ["server", "people", "server"])
    #expect(topology.siteHosts.map(\.id) == ["dc/server", "people", "office/server"])
    #expect(
      topology.siteHosts.map { $0.prefixes.map(\.description) } == [
        ["192.168.0.20/32"], ["192.168.64.0/18", "2001:db8:d::7/128"], ["172.20.0.9/32"],
      ])
  }

  @Test("what is wrong with hosts of sites is said at its place")
  func wrongSiteHosts() {
    let (_, diagnostics) = TopologyFileReader.read(
      """
      canreach: 1
      sites:
        dc: {prefixes: 192.168.0.0/16, hosts: {a: 10.0.0.1, b: printer, c: 192.168.1.0/16}}
      """, file: "t.yaml")
    #expect(
      diagnostics.map(\.description) == [
        "t.yaml:3:45: error: `10.0.0.1/32` is not in the site, which has 192.168.0.0/16; write addresses of the site, "
          + "or add their block to its `prefixes`",
        "t.yaml:3:58: error: `printer` is not an address block; write it like `10.0.0.0/16` or `2001:db8::/56`",
        "t.yaml:3:70: error: `192.168.1.0/16` has address bits after its length; write `192.168.0.0/16`",
      ])
  }

  @Test("sites with routes and a firewall, Block Public Access")
  func sites() {
    let topology = readTopology(
      """
      blockPublicAccess: {mode: off, exclusions: {a: allow-egress}}
      vpcs: {a: {cidr: 10.1.0.0/16}}
      vpnGateways: {vgw: a}
      vpnConnections: {v: {site: office, vpnGateway: vgw}}
      sites:
        office:
          prefixes: [172.20.0.0/16]
          routes: {10.0.0.0/8: v, 10.9.0.0/16: any}
          isFirewallStateful: no
          firewall:
            - allow in tcp 443,8443 from 10.0.0.0/8
            - {action: allow, direction: out, protocol: udp, ports: 53}
            - deny all
      """)
    let site = topology.sites[0]
    #expect(site.routes?.map(\.connectionId) == ["v", nil])
    #expect(site.firewall.map(\.isInbound) == [true, true, false, nil])
    #expect(site.firewall.map(\.portRange?.description) == ["443", "8443", "53", nil])
    #expect(!site.isFirewallStateful && site.identity.region == "")
    #expect(topology.blockPublicAccess[0].mode == .off)
    #expect(topology.blockPublicAccess[0].exclusions.map(\.resourceId) == ["a"])
    #expect(topology.customerGateways.map(\.id) == ["v/customer-gateway"])
  }

  @Test("prefix lists take over others; aliases and merge keys are written out")
  func prefixLists() {
    let topology = readTopology(
      """
      prefixLists: {a: [10.0.0.0/8, b], b: 192.168.0.0/16}
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {s: 10.0.1.0/24}
          instances:
            one: &web {subnet: s, state: stopped}
            two: *web
            three: {<<: *web, state: running, platform: windows}
            multi: {networkInterfaces: [{subnet: s}, {subnet: s, privateIp: [10.0.1.100, 10.0.1.101]}]}
      """)
    #expect(topology.prefixLists[0].entries?.map(\.description) == ["10.0.0.0/8", "192.168.0.0/16"])
    #expect(topology.instances.map(\.state) == ["stopped", "stopped", "running", "running"])
    #expect(topology.instances[2].isWindows)
    #expect(topology.networkInterfaces.map(\.id).suffix(2) == ["multi/eth0", "multi/eth1"])
    #expect(topology.networkInterfaces[4].privateAddresses.count == 2)
  }
}
