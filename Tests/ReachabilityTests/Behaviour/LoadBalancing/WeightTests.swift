import NetworkModel
import Reachability
import TestKit
import Testing

/// Several target groups share by weight (NL C1): `tg` has `i-1`, `tg-shut` has `i-2`, which refuses everything.
@Suite("Behaviour: weighted target groups")
struct WeightTests {
  private func network(_ groups: String..., application: Bool = false) -> Network {
    world { t in
      t.shop(second: ["sg-shut"])
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      let weighted = groups.map { text -> Listener.WeightedTargetGroup in
        let parts = text.split(separator: "*")
        return Listener.WeightedTargetGroup(String(parts[0]), weight: Int(parts[1]) ?? 1)
      }
      let proto = application ? "HTTP" : "TCP"
      let listener = Listener.listen("\(proto):80", actions: [.forward(weighted)])
      if application { t.alb([listener]) } else { t.nlb([listener]) }
      t.targetGroup("tg", in: "vpc-a", proto, targets: ["i-1"], attributes: preserving(false))
      t.targetGroup("tg-shut", in: "vpc-a", proto, targets: ["i-2"], attributes: preserving(false))
      t.targetGroup("tg-empty", in: "vpc-a", proto, targets: [], attributes: preserving(false))
    }
  }

  private static let shut = Block("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 1, .ingress)

  @Test("any weight above 0 is a way, weight 0 is none", arguments: [false, true])
  func weights(application: Bool) {
    let node = application ? "alb-a1" : "nlb-a1"
    expect(network("tg*1", "tg-shut*999", application: application), "client -> \(node) tcp/80", .partial([Self.shut]))
    expect(network("tg*1", "tg-shut*0", application: application), "client -> \(node) tcp/80", .reachable)
    expect(
      network("tg*0", "tg-shut*1", application: application), "client -> \(node) tcp/80", .unreachable([Self.shut]))
  }

  @Test("a group without targets is a way that fails", arguments: [false, true])
  func empty(application: Bool) {
    expect(
      network("tg*1", "tg-empty*1", application: application), "client -> \(application ? "alb" : "nlb")-a1 tcp/80",
      .partial([Block("ELBV2_LISTENER_HAS_NO_TG", at: "tg-empty", leg: 0)]))
  }

  @Test("what happens where every weight is 0 is not documented")
  func allZero() {
    #expect(ask(network("tg*0", "tg-shut*0"), "client -> nlb-a1 tcp/80").verdict == .undetermined)
  }
}
