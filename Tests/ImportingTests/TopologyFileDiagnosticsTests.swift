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

    """,
    "t.yaml:2:1: error: a topology file has no key `vpc`; did you mean `vpcs`?"),
  Mistake(
    "an unknown key, without",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        frobnicate: 1

    """,
    "t.yaml:5:5: error: a VPC has no key `frobnicate`; its keys are `cidr`, `cidrBlocks`, `isDefault`, `enableDnsSupport`, `enableDnsHostnames`, `dhcpOptions`, `subnets` and 22 more"
  ),
  Mistake(
    "a missing key",
    """
    vpcs:
      v: {}

    """,
    "t.yaml:3:3: error: a VPC needs `cidr`: the VPC's address blocks"),
  Mistake(
    "a wrong type",
    """
    vpcs: [a, b]

    """,
    "t.yaml:2:7: error: `vpcs` is a list, expected a mapping from names"),
  Mistake(
    "a wrong type inside",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: {cidr: {a: 1}}}

    """,
    "t.yaml:5:25: error: found a mapping, expected an address block; write it like `10.0.0.0/16`"),
  Mistake(
    "not a mapping",
    """
    vpcs: {v: 10.0.0.0/16}

    """,
    "t.yaml:2:11: error: found `10.0.0.0/16` where a VPC is described, expected a mapping; its keys are `cidr`, `cidrBlocks`, `isDefault`, `enableDnsSupport`, `enableDnsHostnames`, `dhcpOptions`, `subnets` and 22 more"
  ),
  Mistake(
    "a block that is none",
    """
    vpcs: {v: {cidr: 10.0.0/16}}

    """,
    "t.yaml:2:18: error: `10.0.0/16` is not an address block; write it like `10.0.0.0/16` or `2001:db8::/56`"),
  Mistake(
    "a block with bits after its length",
    """
    vpcs: {v: {cidr: 10.0.1.0/16}}

    """,
    "t.yaml:2:18: error: `10.0.1.0/16` has address bits after its length; write `10.0.0.0/16`"),
  Mistake(
    "a boolean that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        enableDnsSupport: maybe

    """,
    "t.yaml:5:23: error: `enableDnsSupport` is `maybe`, expected true or false"),
  Mistake(
    "overlapping blocks of a VPC",
    """
    vpcs: {v: {cidr: [10.0.0.0/16, 10.0.128.0/17]}}

    """,
    "t.yaml:2:32: error: `10.0.128.0/17` overlaps `10.0.0.0/16` of the same VPC"),
  Mistake(
    "a block too large for AWS",
    """
    vpcs: {v: {cidr: 10.0.0.0/8}}

    """,
    "t.yaml:2:18: error: `10.0.0.0/8` is no block for a VPC: AWS takes /16 to /28"),
  Mistake(
    "a subnet outside its VPC",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.1.0.0/24}

    """,
    "t.yaml:5:18: error: `10.1.0.0/24` is not in the VPC `v`, which has `10.0.0.0/16`"),
  Mistake(
    "overlapping subnets",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: 10.0.0.0/23
          b: 10.0.1.0/24

    """,
    "t.yaml:7:10: error: `10.0.1.0/24` overlaps `10.0.0.0/23` of the subnet `a`, line 6"),
  Mistake(
    "two IPv4 blocks of a subnet",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: [10.0.0.0/24, 10.0.1.0/24]}

    """,
    "t.yaml:5:32: error: a subnet has one IPv4 block, `10.0.1.0/24` is another; make it a subnet of its own"),
  Mistake(
    "an address outside its subnet",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, privateIp: 10.0.2.9}}

    """,
    "t.yaml:6:43: error: `10.0.2.9` is not in the subnet `s`, which has `10.0.1.0/24`"),
  Mistake(
    "an address that AWS keeps",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, privateIp: 10.0.1.1}}

    """,
    "t.yaml:6:43: error: `10.0.1.1` is kept by AWS: the first four addresses of a subnet and its last; use one from `10.0.1.4` on"
  ),
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

    """,
    "t.yaml:8:33: error: `10.0.1.9` already belongs to `i/eth0`, line 7"),
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

    """,
    "t.yaml:8:32: error: `203.0.113.5` already belongs to `i/eth0`, line 7"),
  Mistake(
    "a subnet that is full",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/28}
        services: {s0: {subnets: s}, s1: {subnets: s}, s2: {subnets: s}, s3: {subnets: s}, s4: {subnets: s}, s5: {subnets: s}, s6: {subnets: s}, s7: {subnets: s}, s8: {subnets: s}, s9: {subnets: s}, s10: {subnets: s}, s11: {subnets: s}}

    """,
    "t.yaml:6:215: error: `10.0.1.0/28` has no free address left; use a larger subnet"),
  Mistake(
    "IPv6 where there is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, ipv6: true}}

    """,
    "t.yaml:6:17: error: `i/eth0` wants an IPv6 address, and the subnet `s` has no IPv6 block; add one to the subnet's `cidr`"
  ),
  Mistake(
    "a dangling reference with a near one",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {web: 10.0.1.0/24}
        instances: {i: wbe}

    """,
    "t.yaml:6:20: error: there is no subnet `wbe` in `v`; did you mean `web`?"),
  Mistake(
    "a dangling reference with others",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {web: 10.0.1.0/24}
        instances: {i: something-else}

    """,
    "t.yaml:6:20: error: there is no subnet `something-else` in `v`; the only one is `web`"),
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

    """,
    "t.yaml:5:20: error: the subnet `theirs` stands in `w`, expected one of `v`"),
  Mistake(
    "a route to nothing",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables: {main: {routes: {0.0.0.0/0: igw}}}

    """,
    "t.yaml:5:46: error: there is no target `igw` in `v`; write `internetGateway: true` in `v`"),
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

    """,
    "t.yaml:8:46: error: `out` may be the NAT gateway `out` or the internet gateway `out`; rename one of them"),
  Mistake(
    "a name in two other VPCs",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443 from web]}
      a: {cidr: 10.1.0.0/16, securityGroups: {web: {}}}
      b: {cidr: 10.2.0.0/16, securityGroups: {web: {}}}

    """,
    "t.yaml:5:26: error: `web` may be the security group `a/web` or the security group `b/web`; write the VPC's name and a slash before it"
  ),
  Mistake(
    "a group of another VPC on an instance",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, securityGroups: web}}
      w: {cidr: 10.1.0.0/16, securityGroups: {web: {}}}

    """,
    "t.yaml:6:48: error: the security group `web` belongs to the VPC `w`, which is another; write a group of `v`, or `vpcAssociations` in that group"
  ),
  Mistake(
    "peered VPCs with overlapping blocks",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
      w: {cidr: 10.0.0.0/17}
    peerings: {p: [v, w]}

    """,
    "t.yaml:6:12: error: the peering `p` joins VPCs with overlapping blocks: `10.0.0.0/16` of `v` and `10.0.0.0/17` of `w`; AWS refuses it; give one of them another block"
  ),
  Mistake(
    "a peering with itself",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    peerings: {p: [v, v]}

    """,
    "t.yaml:5:12: error: the peering `p` joins `v` with itself"),
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

    """,
    "t.yaml:8:3: error: `w` and `v` are already joined by `p`"),
  Mistake(
    "prefix lists in a circle",
    """
    prefixLists:
      a: [10.0.0.0/8, b]
      b: [a]

    """,
    "t.yaml:4:7: error: a prefix list contains itself: `a` takes over `b` takes over `a`"),
  Mistake(
    "an entry that is nothing",
    """
    prefixLists: {a: [corp]}

    """,
    "t.yaml:2:19: error: `corp` is neither an address block nor a prefix list of the file"),
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

    """,
    "t.yaml:9:13: error: the rule number 100 is already taken at line 8; AWS tries the rules in the order of their numbers; give one another"
  ),
  Mistake(
    "an entry without a number",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [allow all from 0.0.0.0/0]}}

    """,
    "t.yaml:5:33: error: `allow all from 0.0.0.0/0` does not begin with a rule number from 1 to 32766; write it like `100 allow tcp 443 from 0.0.0.0/0`"
  ),
  Mistake(
    "an entry without an action",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [100 permit all from 0.0.0.0/0]}}

    """,
    "t.yaml:5:33: error: the entry 100 says neither `allow` nor `deny`; write it like `100 allow tcp 443 from 0.0.0.0/0`"
  ),
  Mistake(
    "an entry with a group",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [100 allow all from web]}}

    """,
    "t.yaml:5:33: error: `web` is not an address block: a network ACL knows no groups and no prefix lists; write it like `10.0.0.0/16`"
  ),
  Mistake(
    "an entry of the other direction",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {egress: [100 allow all from 0.0.0.0/0]}}

    """,
    "t.yaml:5:32: error: an egress entry has `to`, found `from`; move it to `ingress`, or change the word"),
  Mistake(
    "a protocol that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tpc 443 from self]}

    """,
    "t.yaml:5:26: error: `tpc` is not a protocol; did you mean `tcp`?"),
  Mistake(
    "a port that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443x from self]}

    """,
    "t.yaml:5:26: error: `443x` is not a port; write a port or a range of ports, the smaller first: `443`, `8000-8999`"),
  Mistake(
    "ports in the wrong order",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 9000-80 from self]}

    """,
    "t.yaml:5:26: error: `9000-80` is not a port; write a port or a range of ports, the smaller first: `443`, `8000-8999`"
  ),
  Mistake(
    "ports without a protocol",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [all 443 from self]}

    """,
    "t.yaml:5:26: error: `all` has no ports, found `443`; write `from` or `to` before a peer"),
  Mistake(
    "a rule without a peer",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443]}

    """,
    "t.yaml:5:26: error: the rule `tcp 443` does not say from whom; end it with `from` and a block, a prefix list, a group or `self`"
  ),
  Mistake(
    "a rule of the other direction",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: {egress: [tcp 443 from self]}}

    """,
    "t.yaml:5:35: error: an egress rule has `to`, found `from`; move it to `ingress`, or change the word"),
  Mistake(
    "an ICMP type that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [icmp echo from self]}

    """,
    "t.yaml:5:26: error: `echo` is not an ICMP type; write a type, or a type and a code: `8`, `3/4`"),
  Mistake(
    "ports with a protocol that has none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: {ingress: [{protocol: icmp, ports: 8, from: self}]}}

    """,
    "t.yaml:5:60: error: `ports` are of `tcp` and `udp` only; write `protocol: tcp` or `protocol: udp`"),
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

    """,
    "t.yaml:8:20: error: the subnet `s` already has the route table `a`, line 5; a subnet has one; remove one of them"),
  Mistake(
    "two main tables",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables:
          a: {isMain: true}
          b: {isMain: true}

    """,
    "t.yaml:7:7: error: a VPC has one main route table, `a` already is"),
  Mistake(
    "a local route for a foreign block",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables: {main: {routes: {10.9.0.0/16: local}}}

    """,
    "t.yaml:5:35: error: `10.9.0.0/16` is no block of the VPC `v`, so its route cannot be `local`"),
  Mistake(
    "a route without a target",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        routeTables: {main: {routes: {10.9.0.0/16: {state: active}}}}

    """,
    "t.yaml:5:35: error: a route needs `target`: where the route leads"),
  Mistake(
    "a choice that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        natGateways: {n: {subnet: s, connectivityType: pubic}}

    """,
    "t.yaml:6:52: error: `connectivityType` is `pubic`, expected one of `public` and `private`; did you mean `public`?"),
  Mistake(
    "two ids alike",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a: {cidr: 10.0.1.0/24, id: subnet-1}
          b: {cidr: 10.0.2.0/24, id: subnet-1}

    """,
    "t.yaml:7:7: error: two subnets have the id `subnet-1`, the other at line 6; give one another name or `id`"),
  Mistake(
    "keys of one interface beside several",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24}
        instances: {i: {subnet: s, networkInterfaces: [{subnet: s}]}}

    """,
    "t.yaml:6:21: error: `subnet` of an instance with `networkInterfaces` belongs to none of them; write it in the item of `networkInterfaces` it is for"
  ),
  Mistake(
    "an attachment of nothing",
    """
    transitGateways: {hub: {attachments: {a: {}}}}

    """,
    "t.yaml:2:39: error: the attachment `a` does not say what it attaches; write one of `vpc`, `vpnConnection`, `directConnectGateway`, `transitGateway` and `connect`"
  ),
  Mistake(
    "two subnets of a zone",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {a: 10.0.1.0/24, b: 10.0.2.0/24}
    transitGateways: {hub: {attachments: {t: {vpc: v, subnets: [a, b]}}}}

    """,
    "t.yaml:6:60: error: `a` and `b` are both in us-east-1a, expected one subnet in each zone"),
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

    """,
    "t.yaml:11:25: error: the attachment `t` is already associated with `x`, line 8; an attachment has one table; remove one of them"
  ),
  Mistake(
    "an association without prefixes",
    """
    transitGateways: {hub: {}}
    directConnectGateways: {dx: {associations: {hub: }}}

    """,
    "t.yaml:3:45: error: the association with the transit gateway `hub` has no allowed prefixes: nothing is advertised; write the blocks after it: `hub: [10.0.0.0/8]`"
  ),
  Mistake(
    "an interface that ends nowhere",
    """
    virtualInterfaces: {vif: {}}

    """,
    "t.yaml:2:21: error: a virtual interface needs `directConnectGateway`: the gateway it ends on, or `vpnGateway`"),
  Mistake(
    "a site's route through another's connection",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {vgw: v}
    sites: {a: {prefixes: 192.168.0.0/16, routes: {10.0.0.0/8: c}}, b: 172.20.0.0/16}
    vpnConnections: {c: {site: b, vpnGateway: vgw}}

    """,
    "t.yaml:6:48: error: the route of the site `a` to `10.0.0.0/8` leads through `c`, which does not end there; write `site: a` in that connection, or another connection"
  ),
  Mistake(
    "a site called internet",
    """
    sites: {internet: 192.168.0.0/16}

    """,
    "t.yaml:2:9: error: a site cannot be called `internet`; the word stands for the internet; choose another"),
  Mistake(
    "a name with a blank",
    """
    sites: {my office: 192.168.0.0/16}

    """,
    "t.yaml:2:9: error: `my office` is not a name; names have no blanks and no commas"),
  Mistake(
    "expectations that are no list",
    """
    expect: {from: a}

    """,
    "t.yaml:2:9: error: `expect` is a mapping, expected a list; begin each expectation with `- `"),
  Mistake(
    "an expectation that is no mapping",
    """
    expect: [a]

    """,
    "t.yaml:2:10: error: an expectation is `a`, expected a mapping with `from`, `to` and `verdict`"),
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

    """,
    "t.yaml:8:7: error: the key `s` is already written at line 6; rename or remove one of them"),
  Mistake(
    "a key twice in braces",
    """
    sites: {a: 10.0.0.0/8, b: 10.0.0.0/8, a: 10.0.0.0/8}

    """,
    "t.yaml:2:39: error: the key `a` is already written at line 2; rename or remove one of them"),
  Mistake(
    "not YAML",
    """
    vpcs: {v: [}

    """,
    "t.yaml:2:12: error: not YAML: while parsing a flow node did not find expected node content"),
  Mistake(
    "a tab",
    """
    vpcs:
    \tv: 1

    """,
    "t.yaml:3:1: error: nested too deeply; flatten it"),
  Mistake(
    "an alias to nothing",
    """
    vpcs: *nothing

    """,
    "t.yaml:2:7: error: not YAML: found undefined alias"),
  Mistake(
    "an alias as a key",
    """
    sites: &a {}
    ? *a
    : 1

    """,
    "t.yaml:3:1: error: a key is an alias, a list or a mapping, in a file with aliases; write the key out as plain text"
  ),
  Mistake(
    "one thing under two names",
    """
    vpcs: {v: {cidr: 10.0.0.0/16, cidrBlocks: [10.0.0.0/16]}}

    """,
    "t.yaml:2:31: error: `cidr` and `cidrBlocks` say the same; keep one of them"),
  Mistake(
    "a number out of its range",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [{ruleNumber: 0, action: allow, cidr: 10.0.0.0/8}]}}

    """,
    "t.yaml:5:46: error: `ruleNumber` is `0`, expected a number from 1 to 32766"),
  Mistake(
    "text that is a list",
    """
    account: [1]

    """,
    "t.yaml:2:10: error: `account` is a list, expected text"),
  Mistake(
    "text that is empty",
    """
    region: ''

    """,
    "t.yaml:2:9: error: `region` is empty, expected text"),
  Mistake(
    "a peering of three",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
      w: {cidr: 10.1.0.0/16}
    peerings: {p: [v, w, v]}

    """,
    "t.yaml:6:15: error: a peering joins two VPCs, found 3; write `p: [one, other]`"),
  Mistake(
    "a peering with one end",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    peerings: {p: {requester: v}}

    """,
    "t.yaml:5:12: error: a peering needs `accepter`: a VPC"),
  Mistake(
    "a NAT gateway nowhere",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        natGateways: {n: {}}

    """,
    "t.yaml:5:19: error: a NAT gateway needs `subnet`: the subnet it stands in, or `availabilityMode: regional`"),
  Mistake(
    "a zonal NAT gateway with a regional one's keys",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        natGateways: {n: {subnet: s, addresses: {a: 203.0.113.1}}}

    """,
    "t.yaml:6:34: error: `addresses` is of a regional NAT gateway only; remove it"),
  Mistake(
    "a private NAT gateway with a public address",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        natGateways: {n: {subnet: s, connectivityType: private, publicIp: 203.0.113.1}}

    """,
    "t.yaml:6:61: error: `publicIp` is not of a private NAT gateway; remove it"),
  Mistake(
    "a regional NAT gateway that is private",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        natGateways: {n: {availabilityMode: regional, connectivityType: private}}

    """,
    "t.yaml:6:69: error: a regional NAT gateway is public"),
  Mistake(
    "an endpoint without a service",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        endpoints: {e: {subnets: s}}

    """,
    "t.yaml:6:17: error: a VPC endpoint needs `service`: `s3`, a service's name, or an endpoint service of the file"),
  Mistake(
    "a gateway endpoint of another service",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        endpoints: {e: {type: gateway, service: sqs}}

    """,
    "t.yaml:6:45: error: there is no gateway endpoint for `sqs`; write `s3` or `dynamodb`, or another `type`"),
  Mistake(
    "a gateway endpoint with groups",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        endpoints: {e: {service: s3, securityGroups: []}}

    """,
    "t.yaml:6:34: error: `securityGroups` is not of a gateway endpoint; remove it"),
  Mistake(
    "a route to an interface endpoint",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        endpoints: {e: {service: sqs, subnets: s}}
        routeTables: {r: {routes: {0.0.0.0/0: e}}}

    """,
    "t.yaml:7:32: error: a route cannot lead to `e`, which is an interface endpoint; remove the route: its addresses are inside the VPC"
  ),
  Mistake(
    "a block through a gateway endpoint",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        endpoints: {e: {service: s3}}
        routeTables: {r: {routes: {0.0.0.0/0: e}}}

    """,
    "t.yaml:7:32: error: `0.0.0.0/0` cannot lead to the gateway endpoint `e`; write its prefix list, such as `pl-s3`"),
  Mistake(
    "a route to a part of a subnet",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        instances: {i: s}
        routeTables: {r: {routes: {10.0.1.0/25: i}}}

    """,
    "t.yaml:7:32: warning: `10.0.1.0/25` is inside the VPC `v`, and no subnet has this block: AWS refuses such a route"),
  Mistake(
    "routes that are one word",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        routeTables: {r: {routes: igw}}

    """,
    "t.yaml:6:31: error: `routes` is `igw`, expected a mapping from destinations to targets"),
  Mistake(
    "a gateway's main table",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        internetGateway: true
        routeTables: {main: {gateways: igw}}

    """,
    "t.yaml:7:26: error: the main route table cannot be a gateway's; write a table of its own for the gateway"),
  Mistake(
    "a port with two listeners",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        loadBalancers: {l: {subnets: s, listeners: [{port: 80}, {port: 80}]}}

    """,
    "t.yaml:6:68: error: the port 80 already has a listener, line 6"),
  Mistake(
    "a target that is no address",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        targetGroups: {g: {targetType: ip, targets: [web]}}

    """,
    "t.yaml:6:50: error: `web` is not an address, which a target of type `ip` is"),
  Mistake(
    "a type of interface that is none",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        networkInterfaces: {e: {subnet: s, interfaceType: nic}}

    """,
    "t.yaml:6:55: error: `nic` is not a type of network interface; write AWS's word, such as `interface`"),
  Mistake(
    "a public address of a function",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        functions: {f: {subnets: s, publicIp: true}}

    """,
    "t.yaml:6:43: error: a function's interfaces have no public address, even in a public subnet; remove `publicIp`"),
  Mistake(
    "more addresses than subnets",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        services: {f: {subnets: s, privateIp: [10.0.1.8, 10.0.1.9]}}

    """,
    "t.yaml:6:54: error: `privateIp` has 2 addresses for 1 subnets; write one for each subnet"),
  Mistake(
    "a public address without IPv4",
    """
    vpcs: {v: {cidr: [10.0.0.0/16, 2001:db8::/56], subnets: {s: 2001:db8::/64}, instances: {i: {subnet: s, publicIp: true}}}}

    """,
    "t.yaml:2:89: error: `i/eth0` wants a public IPv4 address, and its subnet has no IPv4 block"),
  Mistake(
    "a group twice",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
        securityGroups: {g: {}}
        instances: {i: {subnet: s, securityGroups: [g, g]}}

    """,
    "t.yaml:7:52: error: `g` is written twice; remove one of them"),
  Mistake(
    "a name server that is none",
    """
    dhcpOptions: {d: {domainNameServers: resolver}}

    """,
    "t.yaml:2:38: error: `resolver` is no name server, expected an address or `AmazonProvidedDNS`"),
  Mistake(
    "two virtual private gateways of a VPC",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways:
      a: v
      b: v

    """,
    "t.yaml:7:3: error: the VPC `v` already has the virtual private gateway `a`"),
  Mistake(
    "a VPN on two gateways",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {g: v}
    transitGateways: {h: {}}
    sites: {o: 192.168.0.0/16}
    vpnConnections: {c: {site: o, vpnGateway: g, transitGateway: h}}

    """,
    "t.yaml:8:46: error: `transitGateway` cannot be beside `vpnGateway`: a connection ends on one; remove it"),
  Mistake(
    "a VPN to nobody",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {g: v}
    vpnConnections: {c: {vpnGateway: g}}

    """,
    "t.yaml:6:18: error: a VPN connection needs `customerGateway`: the far end, or `site`"),
  Mistake(
    "a tunnel neither up nor down",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {g: v}
    sites: {o: 192.168.0.0/16}
    vpnConnections: {c: {site: o, vpnGateway: g, tunnels: [left]}}

    """,
    "t.yaml:7:56: error: a tunnel is `left`, expected `up` or `down`"),
  Mistake(
    "a Direct Connect gateway with both kinds",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {g: v}
    transitGateways: {h: {}}
    directConnectGateways: {d: {associations: {g: , h: 10.0.0.0/8}}}

    """,
    "t.yaml:7:25: error: `d` is associated with a transit gateway and a virtual private gateway; AWS takes one kind for a Direct Connect gateway; write another gateway"
  ),
  Mistake(
    "a public interface with a gateway",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {g: v}
    virtualInterfaces: {i: {type: public, vpnGateway: g}}

    """,
    "t.yaml:6:39: error: `vpnGateway` is not of a public virtual interface; remove it"),
  Mistake(
    "a site's rule without an action",
    """
    sites: {o: {prefixes: 192.168.0.0/16, firewall: [tcp 443]}}

    """,
    "t.yaml:2:50: error: the rule `tcp 443` begins with neither `allow` nor `deny`; write it like `allow in tcp 443 from 10.0.0.0/8`"
  ),
  Mistake(
    "a site without prefixes",
    """
    sites: {o: {}}

    """,
    "t.yaml:2:9: error: a site needs `prefixes`: the site's address blocks"),
  Mistake(
    "Block Public Access without a mode",
    """
    blockPublicAccess: {}

    """,
    "t.yaml:2:20: error: Block Public Access needs `mode`: off, block-bidirectional or block-ingress"),
  Mistake(
    "Block Public Access twice",
    """
    blockPublicAccess: [{mode: off}, {mode: off}]

    """,
    "t.yaml:2:34: error: Block Public Access of this account and Region is already written"),
  Mistake(
    "an exclusion of no kind",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    blockPublicAccess: {mode: block-ingress, exclusions: {v: allow}}

    """,
    "t.yaml:5:58: error: the exclusion is `allow`, expected `allow-bidirectional` or `allow-egress`"),
  Mistake(
    "an attachment of two things",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
    vpnConnections: {}
    transitGateways: {h: {attachments: {a: {vpc: v, subnets: s, connect: a}}}}

    """,
    "t.yaml:7:61: error: `connect` cannot be beside `vpc`: an attachment attaches one thing; remove it"),
  Mistake(
    "an attachment without subnets",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets: {s: 10.0.1.0/24, t: {cidr: 10.0.2.0/24, zone: b}}
    transitGateways: {h: {attachments: {a: {vpc: v}}}}

    """,
    "t.yaml:6:37: error: an attachment needs `subnets`: one subnet of the VPC in each zone"),
  Mistake(
    "a transit gateway peered with itself",
    """
    transitGateways: {h: {attachments: {a: {transitGateway: h}}}}

    """,
    "t.yaml:2:57: error: the transit gateway `h` is peered with itself"),
  Mistake(
    "a VPN attached where it does not end",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
    vpnGateways: {g: v}
    sites: {o: 192.168.0.0/16}
    vpnConnections: {c: {site: o, vpnGateway: g}}
    transitGateways: {h: {attachments: {a: {vpnConnection: c}}}}

    """,
    "t.yaml:8:56: error: the VPN connection `c` ends on another gateway"),
  Mistake(
    "a transit gateway route without a target",
    """
    transitGateways: {h: {routeTables: {t: {routes: {10.0.0.0/8: {state: active}}}}}}

    """,
    "t.yaml:2:50: error: a transit gateway route needs `attachments`: where the route leads, or `state: blackhole`"),
  Mistake(
    "two default ACLs",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls:
          a: {isDefault: true}
          b: {isDefault: true}

    """,
    "t.yaml:7:7: error: a VPC has one default network ACL, `a` already is"),
  Mistake(
    "an entry with two blocks",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: ['100 allow all from 10.0.0.0/8, 11.0.0.0/8']}}

    """,
    "t.yaml:5:33: error: the entry 100 needs one address block; write it like `100 allow tcp 443 from 0.0.0.0/0`"),
  Mistake(
    "an entry with two ports",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: ['100 allow tcp 80,443 from 10.0.0.0/8']}}

    """,
    "t.yaml:5:33: error: the entry 100 has several ports, expected one range; write an entry for each"),
  Mistake(
    "an entry that lacks keys",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        networkAcls: {a: {ingress: [{ruleNumber: 100}]}}

    """,
    "t.yaml:5:33: error: an entry of a network ACL needs `action`: allow or deny",
    "t.yaml:5:33: error: an entry of a network ACL needs `cidr`: an address block"),
  Mistake(
    "a rule with a word too many",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [tcp 443 only from self]}

    """,
    "t.yaml:5:26: error: `only` after the ports is not understood; write `from` or `to` before it"),
  Mistake(
    "a rule without a protocol",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: [from self]}

    """,
    "t.yaml:5:26: error: the rule names no protocol; write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number first"),
  Mistake(
    "an ICMP type of TCP",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        securityGroups: {g: {ingress: [{protocol: tcp, icmpType: 8, from: self}]}}

    """,
    "t.yaml:5:62: error: `icmpType` is of `icmp` and `icmpv6` only"),
  Mistake(
    "an item of a suite that is no path",
    """
    topology: [{a: b}]

    """,
    "t.yaml:2:12: error: an item of `topology` is a mapping, expected a path"),
  Mistake(
    "an endpoint service without load balancers",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        endpointServices: {s: {}}

    """,
    "t.yaml:5:24: error: an endpoint service needs `loadBalancers`: the load balancers behind it"),
  Mistake(
    "a firewall without subnets",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        firewalls: {f: {}}

    """,
    "t.yaml:5:17: error: a firewall needs `subnets`: the subnets it has an endpoint in"),
  Mistake(
    "a VPN on no gateway",
    """
    sites: {o: 192.168.0.0/16}
    vpnConnections: {c: {site: o}}

    """,
    "t.yaml:3:18: warning: the VPN connection `c` ends on no gateway; write `vpnGateway`, or attach it to a transit gateway"
  ),
  Mistake(
    "a tag that is a list",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        tags: {a: [b]}

    """,
    "t.yaml:5:15: error: the tag `a` is a list, expected text"),
  Mistake(
    "an id that is a list",
    """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        id: [b]

    """,
    "t.yaml:5:9: error: `id` is a list, expected text"),
]

private let wholes: [Mistake] = [
  Mistake(
    "another version",
    """
    canreach: 2

    """,
    "t.yaml:1:11: error: the version of the format is `2`, expected 1"),
  Mistake(
    "no version",
    """
    vpcs: {}

    """,
    "t.yaml:1:1: error: `canreach: 1` is missing, the version of the format; write it as the first key"),
  Mistake(
    "the version later",
    """
    vpcs: {}
    canreach: 1

    """,
    "t.yaml:2:1: error: `canreach: 1` is not the first key; move it before `vpcs`"),
  Mistake(
    "nothing",
    """

    """,
    "t.yaml:1:1: error: the file is empty, expected a topology; begin it with `canreach: 1`"),
  Mistake(
    "a list",
    """
    - 1

    """,
    "t.yaml:1:1: error: found a list where a topology file is described, expected a mapping; its keys are `canreach`, `account`, `region`, `vpcs`, `peerings`, `vpcPeeringConnections`, `transitGateways` and 12 more"
  ),
  Mistake(
    "a word",
    """
    hello

    """,
    "t.yaml:1:1: error: found `hello` where a topology file is described, expected a mapping; its keys are `canreach`, `account`, `region`, `vpcs`, `peerings`, `vpcPeeringConnections`, `transitGateways` and 12 more"
  ),
  Mistake(
    "two documents",
    """
    canreach: 1
    ---
    canreach: 1

    """,
    "t.yaml:2:1: error: not YAML: expected a single document in the stream but found another document"),
]

@Suite("Topology file: mistakes")
struct TopologyFileDiagnosticsTests {
  @Test("the message, its place and what to do", arguments: mistakes)
  fileprivate func mistakesAre(_ row: Mistake) {
    let (_, diagnostics) = TopologyFileReader.read("canreach: 1\n" + row.text, file: "t.yaml")
    #expect(diagnostics.map(\.description) == row.expected, "\(row.name)")
  }

  @Test("files that are none", arguments: wholes)
  fileprivate func wholesAre(_ row: Mistake) {
    let (_, diagnostics) = TopologyFileReader.read("" + row.text, file: "t.yaml")
    #expect(diagnostics.map(\.description) == row.expected, "\(row.name)")
  }
}
