import NetworkModel
import Testing

@testable import Importing

/// A call that failed or is absent is not visible, which is not the same as empty (CONTRACT 1.1).
@Suite struct VisibilityTests {
  @Test func readFailedAndAbsentCalls() throws {
    let visibility = try fixture("real-aws").visibility
    func sees(_ call: String, _ region: String = "eu-west-1") -> Bool {
      visibility.sees(call, account: "123456789012", region: region)
    }
    #expect(sees("ec2 describe-vpcs"))
    #expect(sees("ec2 describe-network-interfaces"))
    #expect(sees("networkmanager list-core-networks", ""))
    #expect(sees("elbv2 describe-target-health targetgroup_orders_1a1b2c3d4e5f6071"))
    #expect(!sees("ec2 describe-internet-gateways"), "it failed")
    #expect(!sees("ec2 describe-transit-gateways"), "it is absent")
    #expect(!sees("ec2 describe-vpcs", "eu-west-2"))
    #expect(!visibility.covers(account: "123456789012", region: "eu-west-2"))
    #expect(visibility.wholeScopes.isEmpty)
  }

  @Test("an empty answer is seen")
  func empty() throws {
    let topology = try fixture("snapshots/01-basic")
    #expect(topology.carrierGateways.isEmpty)
    #expect(topology.visibility.sees("ec2 describe-carrier-gateways", account: "111111111111", region: "us-east-1"))
    #expect(
      topology.visibility.sees(
        "ec2 describe-vpc-attribute enableDnsSupport vpc-c2987f1cd02614107", account: "111111111111",
        region: "us-east-1"))
    #expect(
      !topology.visibility.sees(
        "ec2 describe-vpc-block-public-access-options", account: "111111111111", region: "us-east-1"))
  }

  @Test(
    "which errors mean that there is none",
    arguments: [
      ("An error occurred (NoSuchHostedZone) when calling …", true),
      ("An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: …", true),
      ("An error occurred (InvalidVpcEndpointServiceId.NotFound) when calling …", true),
      ("An error occurred (UnauthorizedOperation) when calling …", false),
      ("An error occurred (404) when calling the ListTrafficPolicyInstances operation: Not Found", false),
      ("<p>The requested URL was not found on the server.", false), ("", false),
    ])
  func thereIsNone(_ example: (String, Bool)) {
    #expect(Manifest.saysThereIsNone(example.0) == example.1, "\(example.0)")
  }

  @Test("a list call that failed with such a code is not visible: it is about no one resource")
  func listNotFound() throws {
    let folder = try TemporaryFolder()
    try folder.write("111111111111/us-east-1/ec2-describe-vpcs.json", "{\"Vpcs\": []}")
    try folder.write(
      "111111111111/us-east-1/manifest.json",
      """
      [{"file": "ec2-describe-subnets.json", "rc": 254, "error": "An error occurred (NoSuchThing) when …"},
       {"file": "elbv2-describe-target-health__x.json", "rc": 254, "error": "An error occurred (TargetGroupNotFound)"},
       {"file": "ec2-describe-vpcs.json", "rc": 0}]
      """)
    let visibility = try load(folder.path).topology.visibility
    let read = visibility.readCalls[Scope(account: "111111111111", region: "us-east-1")]
    #expect(read == ["ec2 describe-vpcs", "elbv2 describe-target-health x"])
  }

  @Test("a file whose call the manifest says failed is not read")
  func failedWithFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("111111111111/us-east-1/ec2-describe-vpcs.json", "Unable to locate credentials")
    try folder.write(
      "111111111111/us-east-1/manifest.json",
      "[{\"file\": \"ec2-describe-vpcs.json\", \"rc\": 255, \"error\": \"Unable to locate credentials\"}]")
    let topology = try load(folder.path).topology
    #expect(!topology.visibility.sees("ec2 describe-vpcs", account: "111111111111", region: "us-east-1"))
    #expect(topology.visibility.covers(account: "111111111111", region: "us-east-1"))
    #expect(
      topology.coverage.calls.contains {
        $0.call == "ec2 describe-vpcs" && $0.state == .notVisible && $0.reason == "Unable to locate credentials"
      })
  }
}
