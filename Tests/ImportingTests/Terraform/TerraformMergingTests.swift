import Addressing
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// A plan beside a snapshot, and several root modules.
@Suite struct TerraformMergingTests {
  /// An application that is put into a network which another root module made: by ids, as variables or data give them.
  private var application: PlanText {
    var plan = PlanText()
    plan.add(
      "aws_instance", "new",
      ["subnet_id": "subnet-136dc445a5d956451", "vpc_security_group_ids": ["sg-a0536fdc28a451048"]],
      unknown: ["id", "private_ip"])
    plan.add(
      "aws_vpc_security_group_ingress_rule", "in",
      [
        "security_group_id": "sg-a0536fdc28a451048", "cidr_ipv4": "10.0.0.0/16", "from_port": 8080, "to_port": 8080,
        "ip_protocol": "tcp",
      ])
    plan.add(
      "aws_route", "out",
      [
        "route_table_id": "rtb-7250164c2a284ad6d", "destination_cidr_block": "192.168.0.0/16",
        "nat_gateway_id": "nat-d0cd1cff15680f512",
      ])
    return plan
  }

  @Test("references to existing ids find the snapshot's resources, and what is added there counts")
  func planAndSnapshot() throws {
    let folder = try TemporaryFolder()
    let plan = try application.write("plan.json", in: folder)
    let snapshot = "\(fixtures)/snapshots/01-basic"
    let topology = try load(plan, snapshot).topology
    let client = "i-968f72f4321915cd3"
    #expect(try topology.answer("aws_instance.new", client, port: "8080").verdict == .reachable)
    #expect(try topology.answer("aws_instance.new", client, port: "8081").verdict == .unreachable)
    #expect(try load(snapshot).topology.answer("i-4f128a5eb592c2471", client, port: "8080").verdict == .unreachable)
    let table = try #require(topology.routeTables[id: "rtb-7250164c2a284ad6d"])
    #expect(table.routes.contains { $0.source?.address == "aws_route.out" })
    #expect(try load(snapshot, plan).topology.routeTables[id: table.id]?.routes == table.routes)
  }

  @Test("alone the plan does not show the network that it is put into")
  func planAlone() throws {
    var plan = application
    plan.add(
      "aws_instance", "other",
      ["subnet_id": "subnet-136dc445a5d956451", "vpc_security_group_ids": ["sg-a0536fdc28a451048"]],
      unknown: ["id", "private_ip"])
    let answer = try plan.load().topology.answer("aws_instance.new", "aws_instance.other", port: "8080")
    #expect(answer.verdict == .undetermined)
  }

  @Test("a state and the snapshot of the same are one world, each thing in it once")
  func stateAndSnapshot() throws {
    let snapshot = try load("\(fixtures)/snapshots/01-basic").topology
    let both = try load("\(terraformFixtures)/plans/01-basic.state.json", "\(fixtures)/snapshots/01-basic").topology
    #expect(Set(both.networkInterfaces.map(\.id)) == Set(snapshot.networkInterfaces.map(\.id)))
    #expect(Set(both.subnets.map(\.id)) == Set(snapshot.subnets.map(\.id)))
    #expect(
      both.vpcEndpoints[id: "vpce-53acc442348707913"]?.networkInterfaceIds.sorted()
        == ["eni-5cf02b4cc92713957", "eni-b032913c7e1ad6571"])
    let group = try #require(both.securityGroups[id: "sg-a0536fdc28a451048"])
    #expect(group.identity.source?.address == "aws_security_group.client", "where it is written for Terraform")
    #expect(try both.answer("aws_instance.client[0]", "aws_vpc_endpoint.execute_api").verdict == .reachable)
  }

  @Test("what AWS gives a new default group does not stand against what a snapshot shows")
  func presumed() throws {
    let paths = ["\(terraformFixtures)/plans/01-basic.state.json", "\(fixtures)/snapshots/01-basic"]
    let snapshot = try load(paths[1]).topology.securityGroups[id: "sg-1c30491f28e384a34"]
    let merged = try load(paths[0], paths[1]).topology.securityGroups[id: "sg-1c30491f28e384a34"]
    #expect(merged?.egress == snapshot?.egress)
  }

  @Test("two root modules may have the same addresses")
  func sameAddresses() throws {
    let folder = try TemporaryFolder()
    var one = PlanText.network
    one.addInstance("web", in: "a")
    var other = PlanText.network
    other.addInstance("web", in: "b")
    other.addInstance("own", in: "b")
    let paths = [try one.write("one/plan.json", in: folder), try other.write("two/plan.json", in: folder)]
    let topology = try load(paths[0], paths[1]).topology
    #expect(topology.vpcs.map(\.id) == paths.map { "\($0):aws_vpc.main" })
    #expect(
      topology.instances.map(\.id) == [
        "\(paths[0]):aws_instance.web", "\(paths[1]):aws_instance.web", "aws_instance.own",
      ])
    #expect(try topology.answer("aws_instance.own", "\(paths[1]):aws_instance.web").verdict == .reachable)
    do {
      _ = try topology.answer("aws_instance.own", "aws_instance.web")
      Issue.record("two things have this address")
    } catch let error as QueryError {
      #expect(error.status == 66)
      #expect(error.candidates.count == 2)
    }
  }
}
