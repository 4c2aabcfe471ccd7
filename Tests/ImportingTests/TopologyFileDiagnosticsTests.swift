import NetworkModel
import Testing

@testable import Importing

/// A file with a mistake, and the words for it.
private struct Mistake: CustomTestStringConvertible, Sendable {
  var name: String
  var text: String
  var expected: [String]
  var testDescription: String { name }

  init(_ name: String, _ text: String, _ expected: String...) {
    (self.name, self.text, self.expected) = (name, text, expected)
  }
}

private let mistakes: [Mistake] = [
  Mistake(
    "an unknown key, with the nearest",
    """
    vpc:
      a: {}

    """),
  Mistake(
    "an unknown key, without",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        frobnicate: 1

    """),
  Mistake(
    "a missing key",
    """
    vpcs:
      v: {}

    """),
  Mistake(
    "a wrong type",
    """
    vpcs: [a, b]

    """),
  Mistake(
    "a wrong type inside",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: {cidr: {a: 1}}}

    """),
  Mistake(
    "not a mapping",
    """
    vpcs: {v: 10.0.0.0/16}

    """),
  Mistake(
    "a block that is none",
    """
    vpcs: {v: {cidr: 10.0.0/16}}

    """),
  Mistake(
    "a block with bits after its length",
    """
    vpcs: {v: {cidr: 10.0.1.0/16}}

    """),
  Mistake(
    "a boolean that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        enableDnsSupport: maybe

    """),
  Mistake(
    "overlapping blocks of a VPC",
    """
    vpcs: {v: {cidr: [10.0.0.0/16, 10.0.128.0/17]}}

    """),
  Mistake(
    "a block too large for AWS",
    """
    vpcs: {v: {cidr: 10.0.0.0/8}}

    """),
  Mistake(
    "a subnet outside its VPC",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.1.0.0/24}

    """),
  Mistake(
    "overlapping subnets",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: 10.0.0.0/23
          b: 10.0.1.0/24

    """),
  Mistake(
    "two IPv4 blocks of a subnet",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: [10.0.0.0/24, 10.0.1.0/24]}

    """),
  Mistake(
    "an address outside its subnet",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, privateIp: 10.0.2.9}}

    """),
  Mistake(
    "an address that AWS keeps",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, privateIp: 10.0.1.1}}

    """),
  Mistake(
    "an address twice",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances:
          i: {subnet: s, privateIp: 10.0.1.9}
          j: {subnet: s, privateIp: 10.0.1.9}

    """),
  Mistake(
    "a public address twice",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances:
          i: {subnet: s, publicIp: 203.0.113.5}
          j: {subnet: s, publicIp: 203.0.113.5}

    """),
  Mistake(
    "a subnet that is full",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/28}
        services: {s0: {subnets: s}, s1: {subnets: s}, s2: {subnets: s}, s3: {subnets: s}, s4: {subnets: s}, s5: {subnets: s}, s6: {subnets: s}, s7: {subnets: s}, s8: {subnets: s}, s9: {subnets: s}, s10: {subnets: s}, s11: {subnets: s}}

    """),
  Mistake(
    "IPv6 where there is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, ipv6: true}}

    """),
  Mistake(
    "a dangling reference with a near one",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {web: 10.0.1.0/24}
        instances: {i: wbe}

    """),
  Mistake(
    "a dangling reference with others",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {web: 10.0.1.0/24}
        instances: {i: something-else}

    """),
  Mistake(
    "a reference to another VPC's resource",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        instances: {i: theirs}
      w:
        cidr: 10.1.0.0/16
        subnets: {theirs: 10.1.0.0/24}

    """),
  Mistake(
    "a route to nothing",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables: {main: {routes: {0.0.0.0/0: igw}}}

    """),
  Mistake(
    "an ambiguous route",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        internetGateway: out
        subnets: {s: 10.0.1.0/24}
        natGateways: {out: s}
        routeTables: {main: {routes: {0.0.0.0/0: out}}}

    """),
  Mistake(
    "a name in two other VPCs",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443 from web]}
      a: {cidr: 10.1.0.0/16, securityGroups: {web: {}}}
      b: {cidr: 10.2.0.0/16, securityGroups: {web: {}}}

    """),
  Mistake(
    "a group of another VPC on an instance",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, securityGroups: web}}
      w: {cidr: 10.1.0.0/16, securityGroups: {web: {}}}

    """),
  Mistake(
    "peered VPCs with overlapping blocks",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
      w: {cidr: 10.0.0.0/17}
    peerings: {p: [v, w]}

    """),
  Mistake(
    "a peering with itself",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    peerings: {p: [v, v]}

    """),
  Mistake(
    "a second peering",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
      w: {cidr: 10.1.0.0/16}
    peerings:
      p: [v, w]
      q: [w, v]

    """),
  Mistake(
    "prefix lists in a circle",
    """
    prefixLists:
      a: [10.0.0.0/8, b]
      b: [a]

    """),
  Mistake(
    "an entry that is nothing",
    """
    prefixLists: {a: [corp]}

    """),
  Mistake(
    "a rule number twice",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls:
          a:
            ingress:
              - 100 allow all from 0.0.0.0/0
              - 100 deny all from 10.0.0.0/8

    """),
  Mistake(
    "an entry without a number",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [allow all from 0.0.0.0/0]}}

    """),
  Mistake(
    "an entry without an action",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [100 permit all from 0.0.0.0/0]}}

    """),
  Mistake(
    "an entry with a group",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [100 allow all from web]}}

    """),
  Mistake(
    "an entry of the other direction",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {egress: [100 allow all from 0.0.0.0/0]}}

    """),
  Mistake(
    "a protocol that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tpc 443 from self]}

    """),
  Mistake(
    "a port that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443x from self]}

    """),
  Mistake(
    "ports in the wrong order",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 9000-80 from self]}

    """),
  Mistake(
    "ports without a protocol",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [all 443 from self]}

    """),
  Mistake(
    "a rule without a peer",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443]}

    """),
  Mistake(
    "a rule of the other direction",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: {egress: [tcp 443 from self]}}

    """),
  Mistake(
    "an ICMP type that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [icmp echo from self]}

    """),
  Mistake(
    "ports with a protocol that has none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: {ingress: [{protocol: icmp, ports: 8, from: self}]}}

    """),
  Mistake(
    "two tables of a subnet",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: {cidr: 10.0.1.0/24, routeTable: a}}
        routeTables:
          a: {}
          b: {subnets: s}

    """),
  Mistake(
    "two main tables",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables:
          a: {isMain: true}
          b: {isMain: true}

    """),
  Mistake(
    "a local route for a foreign block",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables: {main: {routes: {10.9.0.0/16: local}}}

    """),
  Mistake(
    "a route without a target",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables: {main: {routes: {10.9.0.0/16: {state: active}}}}

    """),
  Mistake(
    "a choice that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        natGateways: {n: {subnet: s, connectivityType: pubic}}

    """),
  Mistake(
    "two ids alike",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: {cidr: 10.0.1.0/24, id: subnet-1}
          b: {cidr: 10.0.2.0/24, id: subnet-1}

    """),
  Mistake(
    "keys of one interface beside several",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, networkInterfaces: [{subnet: s}]}}

    """),
  Mistake(
    "an attachment of nothing",
    """
    transitGateways: {hub: {attachments: {a: {}}}}

    """),
  Mistake(
    "two subnets of a zone",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: 10.0.1.0/24, b: 10.0.2.0/24}
    transitGateways: {hub: {attachments: {t: {vpc: v, subnets: [a, b]}}}}

    """),
  Mistake(
    "two tables of an attachment",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: 10.0.1.0/24}
    transitGateways:
      hub:
        attachments: {t: {vpc: v, subnets: a, routeTable: x}}
        routeTables:
          x: {}
          y: {associations: t}

    """),
  Mistake(
    "an association without prefixes",
    """
    transitGateways: {hub: {}}
    directConnectGateways: {dx: {associations: {hub: }}}

    """),
  Mistake(
    "an interface that ends nowhere",
    """
    virtualInterfaces: {vif: {}}

    """),
  Mistake(
    "a site's route through another's connection",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {vgw: v}
    sites: {a: {prefixes: 192.168.0.0/16, routes: {10.0.0.0/8: c}}, b: 172.20.0.0/16}
    vpnConnections: {c: {site: b, vpnGateway: vgw}}

    """),
  Mistake(
    "a site called internet",
    """
    sites: {internet: 192.168.0.0/16}

    """),
  Mistake(
    "a name with a blank",
    """
    sites: {my office: 192.168.0.0/16}

    """),
  Mistake(
    "expectations that are no list",
    """
    expect: {from: a}

    """),
  Mistake(
    "an expectation that is no mapping",
    """
    expect: [a]

    """),
  Mistake(
    "a key twice",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          s: 10.0.1.0/24
          t: 10.0.2.0/24
          s: 10.0.3.0/24

    """),
  Mistake(
    "a key twice in braces",
    """
    sites: {a: 10.0.0.0/8, b: 10.0.0.0/8, a: 10.0.0.0/8}

    """),
  Mistake(
    "not YAML",
    """
    vpcs: {v: [}

    """),
  Mistake(
    "a tab",
    """
    vpcs:
    \tv: 1

    """),
  Mistake(
    "an alias to nothing",
    """
    vpcs: *nothing

    """),
  Mistake(
    "an alias as a key",
    """
    sites: &a {}
    ? *a
    : 1

    """),
]

private let wholes: [Mistake] = [
  Mistake(
    "another version",
    """
    canreach: 2

    """),
  Mistake(
    "no version",
    """
    vpcs: {}

    """),
  Mistake(
    "the version later",
    """
    vpcs: {}
    canreach: 1

    """),
  Mistake(
    "nothing",
    """

    """),
  Mistake(
    "a list",
    """
    - 1

    """),
  Mistake(
    "a word",
    """
    hello

    """),
  Mistake(
    "two documents",
    """
    canreach: 1
    ---
    canreach: 1

    """),
]

@Suite("Topology file: mistakes")
struct TopologyFileDiagnosticsTests {
  @Test("the message, its place and what to do", arguments: mistakes)
  fileprivate func mistakesAre(_ row: Mistake) {
    let (_, diagnostics) = TopologyFileReader.read("canreach: 1\n" + row.text, file: "t.yaml")
    #expect(diagnostics.map(\.description) == row.expected, "\(row.name)")
    print((["##\(row.name)"] + diagnostics.map { ">>\($0.description)" }).joined(separator: "\n"))
  }

  @Test("files that are none", arguments: wholes)
  fileprivate func wholesAre(_ row: Mistake) {
    let (_, diagnostics) = TopologyFileReader.read("" + row.text, file: "t.yaml")
    #expect(diagnostics.map(\.description) == row.expected, "\(row.name)")
    print((["##\(row.name)"] + diagnostics.map { ">>\($0.description)" }).joined(separator: "\n"))
  }
}
