import Addressing
import NetworkModel
import Testing

@testable import Importing

/// Topologies that are another one with changes (RFC 7396).
@Suite("Topology file: a base and its changes")
struct TopologyFileBaseTests {
  private let base = """
    canreach: 1
    region: eu-west-1
    vpcs:
      app:
        cidr: 10.0.0.0/16
        subnets: {web: 10.0.1.0/24, db: 10.0.2.0/24}
        securityGroups:
          web:
            - tcp 443 from 0.0.0.0/0
          db: [tcp 5432 from web]
        instances: {web-1: {subnet: web, securityGroups: web}, db-1: {subnet: db, securityGroups: db}}
    expect:
      - {from: internet, to: web-1, verdict: unreachable}

    """

  private func write(_ folder: TemporaryFolder, _ changes: String) throws -> String {
    try folder.write("shop/topology.canreach.yaml", base)
    return try folder.write("shop/broken/1-x.canreach.yaml", "canreach: 1\nbase: ../topology.canreach.yaml\n" + changes)
  }

  private func said(_ path: String, _ folder: TemporaryFolder) -> [String]? {
    failure(path)?.diagnostics.map { $0.description.replacing("\(folder.path)/shop/", with: "") }
  }

  @Test("a policy that the changes bring is written in their file")
  func policy() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "shop/topology.canreach.yaml",
      base + "apis: {orders: {methods: {GET /x: mock}, policy: {Statement: {Effect: Allow, Principal: \"*\", "
        + "Action: execute-api:Invoke, Resource: execute-api:/*}}}}\n")
    let path = try folder.write(
      "shop/broken/1-x.canreach.yaml",
      """
      canreach: 1
      base: ../topology.canreach.yaml
      changes:
        apis:
          orders:
            policy:
              Statement:
                - {Effect: Deny, Principal: "*", Action: execute-api:Invoke, Resource: execute-api:/*}
      """)
    let api = try #require(try load(path).topology.restAPIs.first)
    #expect(
      api.policySource?.statements.map { "\($0)".replacing("\(folder.path)/", with: "") } == [
        "shop/broken/1-x.canreach.yaml:8:11"
      ])
  }

  @Test("mappings merge, lists and text are replaced, null takes away; each names the file it is written in")
  func merging() throws {
    let folder = try TemporaryFolder()
    let path = try write(
      folder,
      """
      changes:
        vpcs:
          app:
            securityGroups: {db: [tcp 5432 from 10.9.0.0/16, tcp 22 from self]}
            instances:
              web-1: null
              web-2: {subnet: web, securityGroups: web}
      """)
    let topology = try load(path).topology
    let patch = path.replacing("\(folder.path)/", with: "")
    #expect(topology.vpcs.map(\.identity.region) == ["eu-west-1"])
    #expect(topology.instances.map(\.id) == ["db-1", "web-2"])
    let groups = Dictionary(uniqueKeysWithValues: topology.securityGroups.map { ($0.identity.shortLabel, $0) })
    #expect(groups["db"]?.ingress.map(\.portRange) == [PortRange(5432), PortRange(22)])
    func places(_ group: String) -> [String] {
      (groups[group]?.ingress ?? []).compactMap { $0.source?.description.replacing("\(folder.path)/", with: "") }
    }
    #expect(places("web") == ["shop/topology.canreach.yaml:9:11"])
    #expect(places("db") == ["\(patch):6:29", "\(patch):6:56"])
    #expect(topology.vpcs.first?.identity.source?.description == "\(folder.path)/shop/topology.canreach.yaml:4:3")
  }

  @Test("the base's expectations are the base's; a patch without changes asks the base")
  func expectations() throws {
    let folder = try TemporaryFolder()
    let path = try write(folder, "expect:\n  - {from: web-1, to: \"db-1:5432\", verdict: reachable}\n")
    let loaded = try load(path)
    #expect(loaded.expectations.map(\.from) == ["web-1"])
    #expect(loaded.topology.instances.count == 2)
  }

  @Test("a base may have a base")
  func chain() throws {
    let folder = try TemporaryFolder()
    let first = try write(folder, "changes: {region: us-west-2, vpcs: {app: {instances: {web-1: null}}}}\n")
    let second = try folder.write(
      "shop/broken/2-y.canreach.yaml",
      "canreach: 1\nbase: 1-x.canreach.yaml\nchanges: {vpcs: {app: {instances: {db-1: {subnet: web}}}}}\n")
    let topology = try load(second).topology
    #expect(topology.vpcs.map(\.identity.region) == ["us-west-2"])
    #expect(topology.instances.map(\.id) == ["db-1"])
    #expect(topology.networkInterfaces.map(\.subnetId) == ["web"])
    #expect(try load(first).topology.instances.map(\.id) == ["db-1"])
  }

  @Test("addresses stay as they are in the base when something is added")
  func addresses() throws {
    let folder = try TemporaryFolder()
    let path = try write(folder, "changes: {vpcs: {app: {instances: {a-new: {subnet: web}}}}}\n")
    func addresses(_ path: String) throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try load(path).topology.networkInterfaces.map {
          ($0.id, $0.privateAddresses.map(\.description).joined(separator: " "))
        })
    }
    let before = try addresses("\(folder.path)/shop/topology.canreach.yaml")
    let after = try addresses(path)
    #expect(after.count == before.count + 1)
    #expect(after.filter { before[$0.key] != nil } == before)
  }

  @Test(
    "every mistake with its place, in the file that it is made in",
    arguments: [
      (
        "changes: {vpcs: {app: {instances: {web-9: null}}}}",
        ["broken/1-x.canreach.yaml:3:36: error: there is no `web-9` to take away; did you mean `web-1`?"]
      ),
      (
        "changes: {vpcs: {app: {routeTables: {rt: }}}}",
        [
          "broken/1-x.canreach.yaml:3:38: error: there is no `rt` to take away; to add one whose keys all have defaults, write `{}`"
        ]
      ),
      (
        "changes: [vpcs]",
        ["broken/1-x.canreach.yaml:3:10: error: `changes` is a list, expected a mapping with the keys of a topology"]
      ),
      (
        "changes: {expect: []}\nvpcs: {}",
        [
          "broken/1-x.canreach.yaml:3:11: error: `expect` stands under `changes`, and is no part of a topology",
          "broken/1-x.canreach.yaml:4:1: error: `vpcs` stands beside `base`: such a file has `canreach`, `base`, `changes`, `expect` and `lint` only; write it under `changes`",
        ]
      ),
      (
        "changes: {vpcs: {app: {subnets: {web: 10.1.1.0/24, more: 10.0.2.0/25}}}}",
        [
          "broken/1-x.canreach.yaml:3:39: error: `10.1.1.0/24` is not in the VPC `app`, which has `10.0.0.0/16`",
          "broken/1-x.canreach.yaml:3:58: error: `10.0.2.0/25` overlaps `10.0.2.0/24` of the subnet `db`, line 6 of `topology.canreach.yaml`",
        ]
      ),
      (
        "changes: {vpcs: {app: {subnets: {db: null}}}}",
        ["topology.canreach.yaml:11:75: error: there is no subnet `db` in `app`; did you mean `web`?"]
      ),
    ])
  func mistakes(changes: String, expected: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try write(folder, changes + "\n")
    let found = said(path, folder)
    #expect(found?.map { $0.replacing("\(folder.path)/shop/", with: "") } == expected)
    #expect(failure(path)?.status == 65)
  }

  @Test("a base that is not there, is no topology, or leads back")
  func bases() throws {
    let folder = try TemporaryFolder()
    func status(_ base: String, _ text: String? = nil) throws -> (Int32?, [String]?) {
      if let text { try folder.write("shop/\(base)", text) }
      let path = try folder.write("shop/a.canreach.yaml", "canreach: 1\nbase: \(base)\n")
      return (failure(path)?.status, said(path, folder))
    }
    #expect(try status("gone.yaml") == (66, ["gone.yaml: error: no such file or folder; a.canreach.yaml:2:7 names it"]))
    #expect(
      try status("a.canreach.yaml") == (
        65,
        [
          "a.canreach.yaml:2:7: error: `base` leads back to `a.canreach.yaml`; name a topology file that is whole"
        ]
      ))
    #expect(
      try status("b.yaml", "canreach: 1\nbase: a.canreach.yaml\n") == (
        65,
        ["b.yaml:2:7: error: `base` leads back to `a.canreach.yaml`; name a topology file that is whole"]
      ))
    #expect(
      try status("suite.yaml", "canreach: 1\ntopology: [x]\n") == (
        65, ["a.canreach.yaml:2:7: error: the base `suite.yaml` is a suite; name a topology file"]
      ))
    #expect(
      try status("other.yaml", "services: {}\n") == (
        65,
        [
          "other.yaml:1: error: expected `canreach: 1` as the first key, found `services`; an input is a topology file, a snapshot folder or the output of `terraform show -json`"
        ]
      ))
    #expect(
      try status("bad.yaml", "canreach: 1\nvpcs: {a: {cidr: 10.0.0.0/16}, a: 1}\n") == (
        65, ["bad.yaml:2:32: error: the key `a` is already written at line 2; rename or remove one of them"]
      ))
    #expect(
      try status("[]") == (65, ["a.canreach.yaml:2:7: error: `base` is a list, expected the path of a topology file"]))
    let path = try folder.write("shop/c.canreach.yaml", "canreach: 1\nchanges: {vpcs: {}}\n")
    #expect(
      said(path, folder) == [
        "c.canreach.yaml:2:1: error: `changes` stands without `base`; name under `base` the topology that it changes"
      ])
  }
}
