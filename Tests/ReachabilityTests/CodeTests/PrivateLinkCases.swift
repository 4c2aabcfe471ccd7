import NetworkModel
import TestKit

extension CodeCase {
  /// Codes of endpoints of another account's service.
  static let privateLinkCases: [CodeCase] = [
    CodeCase("BAD_STATE", at: "vpce", leg: 0, "consumer -> vpce-k1 tcp/80") { t, mended in
      t.service()
      t.privateLink(state: mended ? "available" : "pendingAcceptance")
    },
    CodeCase("VPCE_SERVICE_NOT_INSTALLED_IN_AZ", at: "vpce", leg: 0, "consumer -> vpce-k3 tcp/80") { t, mended in
      t.shop()
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24", zone: "az3")
      if mended { t.nlb(nodes: ["a1": "10.0.1.5", "a3": "10.0.3.5"]) } else { t.nlb() }
      t.tg(["i-1"])
      t.privateLink(endpoint: ["k3": "10.200.13.20"], zones: mended ? ["az1", "az3"] : ["az1", "az2"])
    },
    CodeCase("X_ENDPOINT_REGION", at: "vpce", leg: 0, "consumer -> vpce-k1 tcp/80") { t, mended in
      t.service()
      t.privateLink(region: "eu-west-1", supportedRegions: mended ? ["us-east-1", "eu-west-1"] : ["us-east-1"])
    },
    CodeCase(
      "VPCE_INTRA_VPC_TRAFFIC", at: "vpce", "vpce-k1 -> consumer tcp/80", mended: "consumer -> vpce-k1 tcp/80"
    ) { t, _ in
      t.service()
      t.privateLink()
    },
    CodeCase("ELBV2_NO_TARGETS_IN_AZ", at: nil, "consumer -> vpce-k1 tcp/80") { t, mended in
      t.shop()
      t.nlb(attributes: crossZone(mended))
      t.tg(["i-2"])
      t.privateLink()
    },
  ]
}

extension TopologyBuilder {
  /// `nlb` before `i-1` and `i-2`, ready for an endpoint service.
  mutating func service(targets: [String]? = nil) {
    shop(targets: targets)
    nlb()
    tg(["i-1", "i-2"])
  }
}
