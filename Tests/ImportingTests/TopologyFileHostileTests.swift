import Foundation
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: hostile input")
struct TopologyFileHostileTests {
  /// A generator whose numbers are the same at every run (SplitMix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let valid = """
    canreach: 1
    account: "1"
    defaults: &tags {tier: web}
    vpcs:
      v:
        cidr: [10.0.0.0/16, 2001:db8::/56]
        internetGateway: true
        subnets: {s: [10.0.1.0/24, 2001:db8::/64], t: {cidr: 10.0.2.0/24, zone: b}}
        securityGroups: {g: [tcp 443 from self, all to pl-s3]}
        networkAcls: {a: {subnets: t, ingress: [100 allow tcp 1-2 from 10.0.0.0/8]}}
        routeTables: {r: {subnets: [s], routes: {0.0.0.0/0: igw, 10.3.0.0/16: {target: p}}}}
        natGateways: {n: s, m: {availabilityMode: regional}}
        endpoints: {e: {service: s3, routeTables: r}, f: {service: sqs, subnets: s}}
        instances: {i: {subnet: s, publicIp: true, ipv6: true, tags: *tags}}
        loadBalancers: {l: {type: network, subnets: [s, t], listeners: [{port: 80, targetGroups: tg}]}}
        targetGroups: {tg: {targets: ["i:80"]}}
        firewalls: {fw: {subnets: t}}
      w: {cidr: 10.3.0.0/16}
    peerings: {p: [v, w]}
    prefixLists: {c: [10.0.0.0/8, d], d: 1.0.0.0/8}
    sites: {o: {prefixes: 172.16.0.0/16, routes: {10.0.0.0/8: x}, firewall: [allow in tcp 1 from 10.0.0.0/8]}}
    vpnConnections: {x: {site: o}}
    transitGateways:
      hub:
        attachments: {a: {vpc: v, subnets: [s]}, b: {vpnConnection: x}, c: {transitGateway: far}}
        routeTables: {t: {associations: [a, b], propagations: [b], routes: {10.9.0.0/16: c}}}
      far: {}
    expect: [{from: i, to: o}]

    """

  @Test("a file with random changes is read or refused, never worse", arguments: 0..<8)
  func mutations(seed: Int) {
    var generator = Generator(state: UInt64(seed))
    let original = Array(Self.valid.utf8)
    let telling = Array("{}[]:,-&*?|>'\"#!%@` \n\t0.a/<~\\".utf8)
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[at] = telling.randomElement(using: &generator) ?? 0
        case 2: bytes.remove(at: at)
        case 3: bytes.insert(telling.randomElement(using: &generator) ?? 0, at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 1...40, using: &generator))
          let piece = bytes[at..<end]
          bytes.insert(contentsOf: piece, at: Int.random(in: 0..<bytes.count, using: &generator))
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let first = TopologyFileReader.read(text, file: "t.yaml").diagnostics
      #expect(first.allSatisfy { ($0.line ?? 0) >= 1 && ($0.column ?? 0) >= 1 })
      #expect(first == TopologyFileReader.read(text, file: "t.yaml").diagnostics)
    }
  }

  @Test("every beginning of a file is read or refused")
  func truncations() {
    let text = Self.valid
    for count in stride(from: 0, to: text.count, by: 7) {
      _ = TopologyFileReader.read(String(text.prefix(count)), file: "t.yaml")
    }
  }

  @Test("aliases of aliases do not multiply without bound")
  func aliasBomb() {
    var text = "canreach: 1\nexpect:\n- &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      text += "- &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let diagnostics = TopologyFileReader.read(text, file: "t.yaml").diagnostics
    #expect(diagnostics.map(\.message) == ["more than 500000 values once the aliases are written out"])
    let asKey = TopologyFileReader.read(text + "- ? *a20\n  : 1\n", file: "t.yaml").diagnostics
    #expect(asKey.map(\.message) == ["a key is an alias, a list or a mapping, in a file with aliases"])
    let inKey = TopologyFileReader.read(text + "- {[*a20]: 1}\n", file: "t.yaml").diagnostics
    #expect(inKey.map(\.message) == ["a key is an alias, a list or a mapping, in a file with aliases"])
  }

  @Test("deep nesting is refused", arguments: [70, 900, 5_000, 100_000])
  func depth(levels: Int) {
    let text = "canreach: 1\nexpect: " + String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    let diagnostics = TopologyFileReader.read(text, file: "t.yaml").diagnostics
    #expect(diagnostics.count == 1 && diagnostics[0].message.contains("nested"), "\(diagnostics)")
  }

  @Test("a large file is read in good time")
  func largeFile() {
    var text =
      "canreach: 1\nvpcs:\n  v:\n    cidr: 10.0.0.0/16\n    subnets: {s: 10.0.0.0/17}\n    securityGroups: {g: [tcp 443 from self]}\n    instances:\n"
    for index in 0..<5_000 { text += "      i\(index): {subnet: s, securityGroups: g}\n" }
    let clock = ContinuousClock()
    let took = clock.measure {
      let (topology, diagnostics) = TopologyFileReader.read(text, file: "t.yaml")
      #expect(topology.networkInterfaces.count == 5_000 && diagnostics == [])
    }
    #expect(took < .seconds(60))
  }

  @Test("all mistakes at once, in the order of their places")
  func allAtOnce() {
    let text = """
      canreach: 1
      regoin: us-east-1
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {s: 10.1.0.0/24, t: 10.0.2.0/24, t: 10.0.3.0/24}
          securityGroups: {g: [tpc 443 from self, tcp 1 from nobody]}
          routeTables: {r: {subnets: u, routes: {0.0.0.0/0: igw}}}
          instances: {i: {subnet: t, privateIp: 10.0.2.300}}
      """
    #expect(
      TopologyFileReader.read(text, file: "t.yaml").diagnostics.map(\.description) == [
        "t.yaml:2:1: error: a topology file has no key `regoin`; did you mean `region`?",
        "t.yaml:6:18: error: `10.1.0.0/24` is not in the VPC `v`, which has `10.0.0.0/16`",
        "t.yaml:6:47: error: the key `t` is already written at line 6; rename or remove one of them",
        "t.yaml:7:26: error: `tpc` is not a protocol; did you mean `tcp`?",
        "t.yaml:7:45: error: there is no security group or prefix list `nobody` in `v`; there are `g` and `default`",
        "t.yaml:8:32: error: there is no subnet `u` in `v`; there are `s` and `t`",
        "t.yaml:8:55: error: there is no target `igw` in `v`; write `internetGateway: true` in `v`",
        "t.yaml:9:43: error: found `10.0.2.300`, expected an IPv4 address",
      ])
  }
}
