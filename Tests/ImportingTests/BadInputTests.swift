import Foundation
import NetworkModel
import Testing

@testable import Importing

@Suite struct BadInputTests {
  private let region = "111111111111/us-east-1"

  private func snapshot(_ file: String, _ text: String) throws -> (TemporaryFolder, LoadFailure?) {
    let folder = try TemporaryFolder()
    try folder.write("\(region)/\(file)", text)
    return (folder, failure(folder.path))
  }

  @Test("a file that is no JSON is an error with its place")
  func truncated() throws {
    let (folder, failure) = try snapshot("ec2-describe-vpcs.json", "{\n  \"Vpcs\": [\n    {\"VpcId\": \"vpc-1\"")
    #expect(failure?.status == 65)
    #expect(
      failure?.diagnostics.map(\.description) == [
        "\(folder.path)/\(region)/ec2-describe-vpcs.json:3:22: error: the JSON text ends too early, as if it had been cut off"
      ])
  }

  @Test("a file that lacks what its call always returns is an error", arguments: ["{\"Subnets\": []}", "{}", "[]"])
  func wrongKey(_ text: String) throws {
    let (_, failure) = try snapshot("ec2-describe-vpcs.json", text)
    #expect(failure?.status == 65)
    let diagnostic = try #require(failure?.diagnostics.first)
    #expect(
      diagnostic.message.hasPrefix("expected an object with `Vpcs`, as `aws ec2 describe-vpcs` returns it, found "))
    #expect(diagnostic.path == "$")
    #expect(diagnostic.line == 1)
  }

  @Test("an empty file, which a failed command leaves, says what to do with it")
  func empty() throws {
    let (folder, failure) = try snapshot("ec2-describe-vpcs.json", "")
    #expect(
      failure?.diagnostics.map(\.description) == [
        "\(folder.path)/\(region)/ec2-describe-vpcs.json:1:1: error: expected JSON, found an empty file; "
          + "remove it if the call failed: what it would show is then not visible"
      ])
  }

  @Test("a pipe in a folder is passed over instead of waited for")
  func pipe() throws {
    let folder = try TemporaryFolder()
    try folder.write("\(region)/ec2-describe-vpcs.json", "{\"Vpcs\": []}")
    #expect(mkfifo("\(folder.path)/\(region)/ec2-describe-subnets.json", 0o600) == 0)
    #expect(failure(folder.path) == nil)
  }

  @Test("text in another encoding is an error with its place, not a text with other letters")
  func encoding() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.canreach.yaml", Data("canreach: 1\naccount: M".utf8) + Data([0xFC, 0x0A]))
    #expect(
      failure(path)?.diagnostics.map(\.description) == [
        "\(path):2:11: error: expected text in UTF-8, found another byte; an input is a topology file, a snapshot folder "
          + "or the output of `terraform show -json`"
      ])
    #expect(failure(path)?.status == 65)
    let marked = try folder.write("b.canreach.yaml", "\u{FEFF}canreach: 1\naccount: \"1\"\n")
    #expect(failure(marked) == nil)
  }

  @Test("a folder of a snapshot that cannot be read is named", .enabled(if: geteuid() != 0))
  func lockedFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("\(region)/ec2-describe-vpcs.json", "{\"Vpcs\": []}")
    let locked = "\(folder.path)/222222222222"
    try FileManager.default.createDirectory(
      atPath: locked, withIntermediateDirectories: false, attributes: [.posixPermissions: 0])
    #expect(failure(folder.path)?.diagnostics.map(\.file) == [locked])
    #expect(ExpectationFiles([folder.path]).problems.map(\.file) == [locked])
  }

  @Test func listThatIsNone() throws {
    let (_, failure) = try snapshot("ec2-describe-vpcs.json", "{\n\"Vpcs\": {}}")
    #expect(failure?.diagnostics.map(\.message) == ["expected a list, found an object"])
    #expect(failure?.diagnostics.first?.path == "$.Vpcs")
    #expect(failure?.diagnostics.first?.line == 2)
  }

  @Test("all errors are told, not the first")
  func all() throws {
    let folder = try TemporaryFolder()
    try folder.write("\(region)/ec2-describe-vpcs.json", "{")
    try folder.write("\(region)/ec2-describe-subnets.json", "nothing")
    try folder.write("222222222222/us-east-1/ec2-describe-vpcs.json", "{}")
    let found = failure(folder.path, "\(folder.path)/missing")
    #expect(found?.diagnostics.count == 4)
    #expect(found?.status == 65, "malformed goes before missing")
  }

  @Test("one bad record costs that record: a warning with file, line and path, and a row of the coverage")
  func badRecord() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "\(region)/ec2-describe-vpcs.json",
      """
      {"Vpcs": [
        {"VpcId": "vpc-00000001", "CidrBlock": "10.0.0.0/16"},
        {"VpcId": "vpc-00000002",
         "CidrBlock": "ten"},
        {"CidrBlock": "10.1.0.0/16"},
        "vpc-00000004",
        {"VpcId": "vpc-00000005", "CidrBlock": "10.2.0.0/16"}
      ]}
      """)
    let loaded = try load(folder.path)
    #expect(loaded.topology.vpcs.map(\.id) == ["vpc-00000001", "vpc-00000005"])
    #expect(
      loaded.warnings.map(\.description) == [
        "\(path):4: warning: the record is left out: expected an address block such as 10.0.0.0/16, found `ten` (at $.Vpcs[1].CidrBlock)",
        "\(path):5: warning: the record is left out: expected `VpcId`, found nothing (at $.Vpcs[2])",
        "\(path):6: warning: the record is left out: expected an object, found a string (at $.Vpcs[3])",
      ])
    #expect(loaded.topology.coverage.unmodelled.map(\.component) == ["vpc-00000002", "$.Vpcs[2]", "$.Vpcs[3]"])
    #expect(loaded.topology.coverage.unmodelled.allSatisfy { $0.state == .unknown && $0.reason != nil })
  }

  @Test("network interfaces, which have a reader of their own, are as forgiving")
  func badInterfaces() throws {
    let folder = try TemporaryFolder()
    func interface(_ number: Int, _ more: String) -> String {
      "{\"NetworkInterfaceId\": \"eni-0000000\(number)\", \"VpcId\": \"v\", \"SubnetId\": \"s\"\(more)}"
    }
    try folder.write(
      "\(region)/ec2-describe-network-interfaces.json",
      """
      {"NetworkInterfaces": [\(interface(1, "")),
      \(interface(2, ", \"PrivateIpAddresses\": [{\"PrivateIpAddress\": \"10.0.0.300\"}]")),
      {"VpcId": "v", "SubnetId": "s"}, 7, {"NetworkInterfaceId": "eni-x", "VpcId": "v"},
      \(interface(3, ", \"SourceDestCheck\": null, \"Groups\": null, \"Association\": null"))]}
      """)
    let loaded = try load(folder.path)
    #expect(loaded.topology.networkInterfaces.map(\.id) == ["eni-00000001", "eni-00000003"])
    #expect(
      loaded.warnings.compactMap(\.path) == [
        "$.NetworkInterfaces[1].PrivateIpAddresses[0].PrivateIpAddress", "$.NetworkInterfaces[2]",
        "$.NetworkInterfaces[3]", "$.NetworkInterfaces[4]",
      ])
    #expect(loaded.warnings.compactMap(\.line) == [2, 3, 3, 3])
  }

  @Test("thousands of bad records do not make thousands of warnings, but as many rows")
  func manyBadRecords() throws {
    let folder = try TemporaryFolder()
    let records = Array(repeating: "{\"VpcId\": 1}", count: 1000).joined(separator: ",\n")
    try folder.write("\(region)/ec2-describe-vpcs.json", "{\"Vpcs\": [\(records)]}")
    let loaded = try load(folder.path)
    #expect(loaded.warnings.count == 21)
    #expect(loaded.warnings.last?.message == "980 more records are left out")
    #expect(loaded.topology.coverage.unmodelled.count == 1000)
  }

  @Test("an answer that cannot be read is not visible")
  func badDocument() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "\(region)/elbv2-describe-target-health__x.json", "{\"TargetHealthDescriptions\": [{\"Target\": 5}]}")
    let loaded = try load(folder.path)
    #expect(loaded.warnings.first?.path == "$.TargetHealthDescriptions[0].Target")
    #expect(
      !loaded.topology.visibility.sees("elbv2 describe-target-health x", account: "111111111111", region: "us-east-1"))
  }
}
