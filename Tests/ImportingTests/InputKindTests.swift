import Foundation
import NetworkModel
import Testing

@testable import Importing

/// What an input is, is seen from its content (CONTRACT section 1).
@Suite struct InputKindTests {
  @Test func missing() throws {
    let found = failure("/no/such/place")
    #expect(found?.status == 66)
    #expect(found?.diagnostics.map(\.description) == ["/no/such/place: error: no such file or folder"])
  }

  @Test("an empty folder, or one of other things, is not found, with a hint")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    #expect(failure(folder.path)?.status == 66)
    #expect(failure(folder.path)?.diagnostics.first?.message == "the folder is empty")
    try folder.write("package.json", "{\"name\": \"x\"}")
    try folder.write("broken.json", "{")
    let found = failure(folder.path)
    #expect(found?.status == 66)
    #expect(found?.diagnostics.map(\.message) == ["no file in the folder is an answer of the AWS CLI"])
    #expect(found?.diagnostics.first?.remedy?.contains("ACCOUNT/REGION") == true)
  }

  @Test("a folder that holds something else to read is answered with what to name")
  func otherFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("infra/main.tf", "")
    #expect(
      failure(folder.path)?.diagnostics.map(\.remedy) == [
        "Terraform is read as the output of `terraform show -json`: write it to a file, and name that"
      ])
    let path = try folder.write("nets/a.canreach.yaml", "canreach: 1\n")
    #expect(failure(folder.path)?.status == 66)
    #expect(
      failure(folder.path)?.diagnostics.map(\.remedy) == ["it is no snapshot: name the topology file, `-t \(path)`"])
    try folder.write("nets/b.canreach.yaml", "canreach: 1\n")
    #expect(failure(folder.path)?.diagnostics.first?.remedy?.hasSuffix("or another of the 2 that it holds") == true)
  }

  @Test("folders are looked into once, and no further than a snapshot has them")
  func manyFolders() throws {
    let folder = try TemporaryFolder()
    for number in 1...5 { try folder.write("\(number)/x.json", "{}") }
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/1/again", withDestinationPath: folder.path)
    var problems = LoadProblems()
    #expect(SnapshotFolder.find(in: folder.path, limit: 6, &problems).count == 5)
    #expect(problems.isEmpty)
    #expect(SnapshotFolder.find(in: folder.path, limit: 5, &problems).isEmpty)
    #expect(problems.diagnostics.map(\.message) == ["more than 5 folders are in the folder and below it"])
  }

  @Test("a suite that names itself, or one that names it, is an error at the place")
  func suiteOfItself() throws {
    let folder = try TemporaryFolder()
    let own = try folder.write("own.canreach.yaml", "canreach: 1\ntopology: own.canreach.yaml\n")
    #expect(
      failure(own)?.diagnostics.map(\.description) == [
        "\(own):2:11: error: `topology` leads back to `\(own)`; name what the suite is about"
      ])
    let one = try folder.write("one.canreach.yaml", "canreach: 1\ntopology: [two.canreach.yaml]\n")
    let two = try folder.write("two.canreach.yaml", "canreach: 1\ntopology: [one.canreach.yaml]\n")
    #expect(failure(one)?.status == 65)
    #expect(failure(one)?.diagnostics.map(\.file) == [two])
  }

  @Test("the folder of Terraform's root module has to be there")
  func sourceRoot() throws {
    let folder = try TemporaryFolder()
    let plan = try folder.write(
      "plan.json", "{\"format_version\": \"1.2\", \"terraform_version\": \"1\", \"planned_values\": {}}")
    #expect(throws: LoadFailure.self) { try Importer.load([plan], LoadOptions(sourceRoot: "\(folder.path)/gone")) }
    #expect(try Importer.load([plan], LoadOptions(sourceRoot: folder.path)).hasPlan)
  }

  @Test("any parent of a Region's folder, and the folder itself, is the snapshot")
  func anyDepth() throws {
    let whole = "\(fixtures)/snapshots/01-basic"
    for path in [whole, "\(whole)/111111111111", "\(whole)/111111111111/us-east-1", "\(whole)/"] {
      let topology = try load(path).topology
      #expect(topology.vpcs[id: "vpc-c2987f1cd02614107"]?.identity.account == "111111111111", "\(path)")
      #expect(topology.vpcs[id: "vpc-c2987f1cd02614107"]?.identity.region == "us-east-1", "\(path)")
    }
  }

  @Test func terraform() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "plan.json", "{\"format_version\": \"1.2\", \"terraform_version\": \"1\", \"planned_values\": {}}")
    let loaded = try load(path)
    #expect(loaded.topology.vpcs.isEmpty && loaded.warnings.isEmpty)
  }

  @Test("a single answer of the AWS CLI is pointed to the folder it belongs in")
  func singleAnswer() throws {
    let found = failure("\(fixtures)/real-aws/123456789012/eu-west-1/ec2-describe-vpcs.json")
    #expect(found?.status == 65)
    #expect(found?.diagnostics.first?.remedy?.contains("snapshot folder") == true)
  }

  @Test("a text that is no topology file", arguments: ["vpcs: []\n", "- a\n", "hello", "", "{"])
  func otherText(_ text: String) throws {
    let folder = try TemporaryFolder()
    let found = failure(try folder.write("topology.yaml", text))
    #expect(found?.status == 65)
    #expect(found?.diagnostics.first?.message.hasPrefix("expected `canreach: 1` as the first key, found") == true)
  }

  @Test("a suite stands for the topologies it names, seen from its folder; each is read once")
  func suite() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "snap/111111111111/us-east-1/ec2-describe-vpcs.json", "{\"Vpcs\": [{\"VpcId\": \"vpc-00000001\"}]}")
    let suite = try folder.write(
      "tests/net.canreach.yaml", "canreach: 1\ntopology: [../snap, ../snap/]\nexpect: []\n")
    #expect(try load(suite).topology.vpcs.count == 1)
    #expect(try load(suite, "\(folder.path)/snap").topology.coverage.calls.filter { $0.state == .read }.count == 1)
    let one = try folder.write("tests/one.canreach.yaml", "canreach: 1\ntopology: ../snap\n")
    #expect(try load(one).topology.vpcs.count == 1)
  }

  @Test func suiteWithMissingTopology() throws {
    let folder = try TemporaryFolder()
    let suite = try folder.write("net.canreach.yaml", "canreach: 1\ntopology:\n  - gone\n")
    let found = failure(suite)
    #expect(found?.status == 66)
    #expect(found?.diagnostics.first?.file == "\(folder.path)/gone")
    #expect(found?.diagnostics.first?.remedy == "\(suite):3:5 names it")
  }
}
