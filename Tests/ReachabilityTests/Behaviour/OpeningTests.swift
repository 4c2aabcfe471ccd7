import NetworkModel
import Reachability
import TestKit
import Testing

/// What opens no connections of its own.
@Suite("Behaviour: who may open")
struct OpeningTests {
  @Test("the interface of a NAT gateway opens no connection; an instance's beside it does")
  func natInterface() {
    let network = world { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.9")
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
    }
    expect(network, "nat-a-eni -> internet tcp/443", .blocked("NO_PATH", at: "nat-a"))
    expect(network, "e1 -> internet tcp/443", .reachable)
  }
}
