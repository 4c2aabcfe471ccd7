import NetworkModel
import Testing

/// What an input can be silent about (CONTRACT 1.1): not visible is not empty.
@Suite("Visibility") struct VisibilityTests {
  private let snapshot = Scope(account: "111111111111", region: "us-east-1")

  @Test("a snapshot sees what its calls returned, and nothing else")
  func snapshotSees() {
    let visibility = Visibility(readCalls: [snapshot: ["ec2 describe-vpcs"]])
    #expect(visibility.sees("ec2 describe-vpcs", account: "111111111111", region: "us-east-1"))
    #expect(!visibility.sees("ec2 describe-subnets", account: "111111111111", region: "us-east-1"))
    #expect(!visibility.sees("ec2 describe-vpcs", account: "111111111111", region: "eu-west-1"))
    #expect(!visibility.sees("ec2 describe-vpcs", account: "222222222222", region: "us-east-1"))
  }

  @Test("a topology file is whole, but for what a snapshot of the same scope shows better")
  func wholeSees() {
    var visibility = Visibility(wholeScopes: [snapshot])
    #expect(visibility.sees("ec2 describe-subnets", account: "111111111111", region: "us-east-1"))
    #expect(visibility.covers(account: "111111111111", region: "us-east-1"))
    #expect(!visibility.covers(account: "111111111111", region: "eu-west-1"))
    visibility.readCalls[snapshot] = []
    #expect(!visibility.sees("ec2 describe-subnets", account: "111111111111", region: "us-east-1"))
  }
}
