import Testing

@testable import Reachability

@Suite("what endpoints stand for")
struct ResolvingPairsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var from: String
    var to: String
    var transport = "tcp"
    var port = "any"
    var expect: [String]
    var testDescription: String { "\(from) -> \(to) \(transport)/\(port)" }

    init(_ from: String, _ to: String, _ transport: String = "tcp", port: String = "any", _ expect: String...) {
      (self.from, self.to, self.transport, self.port, self.expect) = (from, to, transport, port, expect)
    }
  }

  static let things: [Case] = [
    Case("i-0001", "i-0002", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    // An instance goes before the security group called the same.
    Case("web", "i-0002", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    Case("i-0002", "sg-0001", "tcp", "eni-0002/10.0.1.20 > eni-0001/10.0.1.10"),
    Case("web", "data", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    Case("web", "111111111111/db", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    Case("web", "lab/db", "tcp", "eni-0001/10.0.1.10 > eni-0003/10.1.0.30"),
    Case("web", "222222222222/vpc-0b0b/db", "tcp", "eni-0001/10.0.1.10 > eni-0003/10.1.0.30"),
    Case("web", "lab/internet", "tcp", "eni-0001/10.0.1.10 > eni-0005/10.1.0.50"),
    Case("web", "front", "tcp", "eni-0001/10.0.1.10 > eni-0006/10.0.1.60"),
    Case(
      "web", "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/front/50dc6c495c0c9188", "tcp",
      "eni-0001/10.0.1.10 > eni-0006/10.0.1.60"),
    Case(
      "arn:aws:ec2:us-east-1:111111111111:instance/i-0001", "i-0002", "tcp",
      "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    Case("web", "vpce-0001", "tcp", "eni-0001/10.0.1.10 > eni-0007/10.0.1.70"),
    Case("resize", "orders", "tcp", "eni-0008/10.0.1.80 > eni-0002/10.0.1.20"),
    Case("resize", "aws_db_instance.main[0]", "tcp", "eni-0008/10.0.1.80 > eni-0002/10.0.1.20"),
    Case("web", "hq", "tcp", "eni-0001/10.0.1.10 > hq/192.168.0.0/16"),
    Case(
      "cgw-0001", "db@x", "tcp", "66 nothing is called `db@x`",
      "i-0002 (instance `db`, 111111111111/us-east-1/vpc-0a0a)",
      "i-0003 (instance `db`, 222222222222/us-east-1/vpc-0b0b)"),
    Case("cgw-0001", "i-0002", "tcp", "hq/192.168.0.0/16 > eni-0002/10.0.1.20"),
    Case(
      "web", "tag:tier=db", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20", "eni-0001/10.0.1.10 > eni-0003/10.1.0.30"),
    // A VPN connection and its customer gateway lead to one site.
    Case("line", "i-0002", "tcp", "hq/192.168.0.0/16 > eni-0002/10.0.1.20"),
    // What a topology file calls the same is told apart by its kind.
    Case(
      "web", "vpc-0c0c/twin", "tcp", "66 `vpc-0c0c/twin` fits 2 resources; say which by its kind and id",
      "securityGroup/twin (security group, 111111111111/us-east-1/vpc-0c0c)",
      "subnet/twin (subnet, 111111111111/us-east-1/vpc-0c0c)"),
    Case("web", "vpc/twin", "tcp", "eni-0001/10.0.1.10 > eni-0004/10.1.0.30"),
    Case("web", "securityGroup/twin", "tcp", "66 no network interface is in the security group `securityGroup/twin`"),
    // A thing with itself is left out.
    Case(
      "tag:tier=db", "tag:tier=db", "tcp", "eni-0002/10.0.1.20 > eni-0003/10.1.0.30",
      "eni-0003/10.1.0.30 > eni-0002/10.0.1.20"),
    // Both families where both ends have both; icmp and icmpv6 have one each.
    Case(
      "web", "internet", "tcp", "eni-0001/10.0.1.10 > internet/4",
      "eni-0001/2001:db8::10 > internet/2000::-2001:db7:ffff:ffff:ffff:ffff:ffff:ffff,2001:db8:0:100::-3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    ),
    Case("web", "internet", "icmp", "eni-0001/10.0.1.10 > internet/4"),
    Case("web", "eni-0009", "icmpv6", "eni-0001/2001:db8::10 > eni-0009/2001:db8::90"),
    Case("internet/198.51.100.7", "web", "tcp", "internet/198.51.100.7 > eni-0001/10.0.1.10"),
  ]

  static let addresses: [Case] = [
    // As seen in the network of the other end.
    Case("web", "10.0.1.20", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    Case("10.0.1.20", "10.0.1.11", "tcp", "eni-0002/10.0.1.20 > eni-0001/10.0.1.11"),
    Case("lab/db", "10.1.0.50", "tcp", "eni-0003/10.1.0.30 > eni-0005/10.1.0.50"),
    Case("lab/internet", "10.1.0.30", "tcp", "eni-0005/10.1.0.50 > eni-0003/10.1.0.30"),
    Case("10.1.0.30", "lab/internet", "tcp", "eni-0003/10.1.0.30 > eni-0005/10.1.0.50"),
    Case("10.1.0.30", "10.1.0.50", "tcp", "eni-0003/10.1.0.30 > eni-0005/10.1.0.50"),
    Case(
      "web", "10.1.0.30", "tcp", "66 `10.1.0.30` is in more than one network; say in which, with `@`",
      "10.1.0.30@vpc-0b0b", "10.1.0.30@vpc-0c0c"),
    Case("web", "10.1.0.30@twin", "tcp", "eni-0001/10.0.1.10 > eni-0004/10.1.0.30"),
    Case("web", "192.168.3.4", "tcp", "eni-0001/10.0.1.10 > hq/192.168.3.4"),
    Case("web", "192.168.3.4@hq:22", "tcp", "eni-0001/10.0.1.10 > hq/192.168.3.4"),
    Case("web", "10.0.0.1@hq", "tcp", "66 `10.0.0.1` is not in the site `hq`, which has 192.168.0.0/16"),
    Case(
      "web", "10.0.0.1@hp", "tcp", "66 no VPC and no site is called `hp`", "hq (site, 111111111111/us-east-1)",
      "vpc-0a0a (VPC `shop`, 111111111111/us-east-1)"),
    // Nobody's: in the VPC that it would be in, or in none.
    Case("web", "10.0.9.9", "tcp", "eni-0001/10.0.1.10 > nobody/10.0.9.9@vpc-0a0a"),
    Case("web", "10.1.9.9", "tcp", "eni-0001/10.0.1.10 > nobody/10.1.9.9@-"),
    Case("web", "10.9.9.9", "tcp", "eni-0001/10.0.1.10 > nobody/10.9.9.9@-"),
    Case("web", "10.9.9.9@shop", "tcp", "eni-0001/10.0.1.10 > nobody/10.9.9.9@vpc-0a0a"),
    Case("web", "8.8.8.8", "tcp", "eni-0001/10.0.1.10 > internet/8.8.8.8"),
    Case("web", "2600::1", "tcp", "eni-0001/2001:db8::10 > internet/2600::1"),
    // A public address of an interface: its own way in, its private address on the way out.
    Case(
      "db2", "54.0.0.10", "tcp", "66 nothing is called `db2`",
      "i-0002 (instance `db`, 111111111111/us-east-1/vpc-0a0a)",
      "i-0003 (instance `db`, 222222222222/us-east-1/vpc-0b0b)"),
    Case("i-0002", "54.0.0.10", "tcp", "eni-0002/10.0.1.20 > eni-0001/10.0.1.10!"),
    Case("54.0.0.10", "i-0002", "tcp", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
  ]

  static let ranges: [Case] = [
    Case(
      "i-0002", "10.0.1.0/28", "tcp", "eni-0002/10.0.1.20 > eni-0001/10.0.1.10",
      "eni-0002/10.0.1.20 > eni-0001/10.0.1.11"),
    Case("web", "10.1.0.32/27", "tcp", "eni-0001/10.0.1.10 > eni-0005/10.1.0.50"),
    Case("web", "192.168.7.0/24", "tcp", "eni-0001/10.0.1.10 > hq/192.168.7.0/24"),
    Case("web", "203.0.113.0/24", "tcp", "eni-0001/10.0.1.10 > internet/203.0.113.0/24"),
    Case("web", "10.0.2.0/24", "tcp", "66 nothing in the input has an address in `10.0.2.0/24`"),
    Case("web", "10.9.0.0/16", "tcp", "66 nothing in the input has an address in `10.9.0.0/16`"),
    Case(
      "web", "10.1.0.0/16", "tcp", "66 `10.1.0.0/16` is in more than one network; say in which, with `@`",
      "10.1.0.0/16@vpc-0b0b", "10.1.0.0/16@vpc-0c0c"),
    Case(
      "web", "10.1.0.0/24@lab", "tcp", "eni-0001/10.0.1.10 > eni-0003/10.1.0.30",
      "eni-0001/10.0.1.10 > eni-0005/10.1.0.50"),
  ]

  static let errors: [Case] = [
    Case(
      "web", "db", "tcp", "66 `db` fits 2 resources; say which by its id",
      "i-0002 (instance, 111111111111/us-east-1/vpc-0a0a)", "i-0003 (instance, 222222222222/us-east-1/vpc-0b0b)"),
    Case(
      "web", "ftp://a.example/", "tcp", "64 `ftp://a.example/` is no URL of HTTP: it begins with http:// or https://"),
    Case(
      "web", "a.example", "tcp",
      "66 nothing is called `a.example`; a domain name is asked as `https://a.example/`"),
    Case("web", "zz", "tcp", "66 nothing is called `zz`"),
    Case(
      "Web", "i-0002", "tcp", "66 nothing is called `Web`", "i-0001 (instance `web`, 111111111111/us-east-1/vpc-0a0a)",
      "sg-0001 (security group, 111111111111/us-east-1/vpc-0a0a)"),
    Case(
      "web", "i-00ff", "tcp", "66 no resource has the id `i-00ff`",
      "i-0001 (instance `web`, 111111111111/us-east-1/vpc-0a0a)",
      "i-0002 (instance `db`, 111111111111/us-east-1/vpc-0a0a)",
      "i-0003 (instance `db`, 222222222222/us-east-1/vpc-0b0b)",
      "i-0004 (instance `internet`, 111111111111/us-east-1/vpc-0b0b)"),
    Case("web", "hub", "tcp", "66 `hub` is a transit gateway, which neither sends nor receives traffic of its own"),
    Case(
      "web", "igw-0001", "tcp",
      "66 `igw-0001` is an internet gateway, which neither sends nor receives traffic of its own", "internet"),
    Case("web", "vpce-0002", "tcp", "66 the input shows no address of the VPC endpoint `vpce-0002`"),
    Case("web", "empty", "tcp", "66 no network interface is in the subnet `empty`"),
    Case(
      "web", "cgw-0002", "tcp", "66 the input does not say which site is behind the customer gateway `cgw-0002`",
      "hq (site, 111111111111/us-east-1)"),
    Case(
      "web", "tag:tier=cache", "tcp", "66 nothing with a network interface has the tag `tier=cache`", "tag:tier=db",
      "tag:tier=web"),
    Case("web", "web", "tcp", "66 `web` and `web` are the same thing: there is nothing to ask"),
    Case("web", "10.0.1.11", "tcp", "66 `web` and `10.0.1.11` are the same thing: there is nothing to ask"),
    Case("internet", "internet", "tcp", "66 `internet` and `internet` are the same thing: there is nothing to ask"),
    Case(
      "i-0002", "eni-0009", "tcp", "66 `i-0002` has only IPv4 and `eni-0009` only IPv6: no address family in common"),
    Case(
      "web", "i-0002", "icmpv6",
      "66 `icmpv6` does not exist in IPv4, which is all that `web` and `i-0002` have in common"),
    Case("https://a.example", "web", "tcp", "64 `https://a.example` is a URL: a URL can only be TO"),
    Case("web:80", "i-0002", "tcp", "64 the port `80` stands behind FROM; the port of the sender is the source port"),
    Case("web", "i-0002:80", "tcp", port: "443", "64 TO says port `80`, and the port asked for is `443`"),
    Case("web", "i-0002:80", "tcp", port: "80", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
    Case("web", "i-0002:70000", "tcp", "64 `70000` is no port: a number from 0 to 65535, or a range such as 8000-8999"),
    Case(
      "web", "i-0002", "tcp", port: "9-8", "64 `9-8` is no port: a number from 0 to 65535, or a range such as 8000-8999"
    ),
    Case("web", "i-0002", "icmp", port: "80", "64 `80` is a port, and the protocol `icmp` has no ports"),
    Case("web", "i-0002:80", "any", "64 `80` is a port, and some of the protocols have no ports"),
    Case("web", "i-0002", "tpc", "64 `tpc` is no protocol: tcp, udp, icmp, icmpv6, a number from 0 to 255, or any"),
    Case("web", "i-0002", "6", port: "80", "eni-0001/10.0.1.10 > eni-0002/10.0.1.20"),
  ]

  @Test("things", arguments: things) func resolvesThing(_ row: Case) { check(row) }
  @Test("addresses", arguments: addresses) func resolvesAddress(_ row: Case) { check(row) }
  @Test("ranges", arguments: ranges) func resolvesRange(_ row: Case) { check(row) }
  @Test("errors", arguments: errors) func refuses(_ row: Case) { check(row) }

  private func check(_ row: Case) {
    #expect(ResolvingFixture.pairs(row.from, row.to, protocol: row.transport, port: row.port) == row.expect)
  }

  @Test("a container stands for every interface in it")
  func container() {
    let pairs = ResolvingFixture.pairs("hq", "shop")
    #expect(
      pairs.map { $0.split(separator: " ").last } == [
        "eni-0001/10.0.1.10", "eni-0002/10.0.1.20", "eni-0006/10.0.1.60", "eni-0007/10.0.1.70", "eni-0008/10.0.1.80",
      ])
  }

  @Test("the port behind TO is the port of the query")
  func port() throws {
    let question = try ResolvingFixture.resolver.question(Query(from: "web", to: "i-0002:5432"))
    #expect(question.query.port == "5432")
    #expect(question.query.to == "i-0002:5432")
    #expect(question.asked.ports.description == "5432")
  }
}
