import TestKit

extension CodeCase {
  /// Codes of endpoints.
  static let endpointCases: [CodeCase] = [
    CodeCase("BAD_STATE", at: "vpce-1", "e1 -> vpce-1-a2 tcp/443") { t, mended in
      t.home()
      t.interfaceEndpoint(
        "vpce-1", in: ["a2": "10.0.2.20"], service: "execute-api", state: mended ? "available" : "rejected")
    },
    CodeCase("PROTOCOL_RESTRICTION", at: "vpce-1", "e1 -> vpce-1-a2 icmp", mended: "e1 -> vpce-1-a2 tcp/443") { t, _ in
      t.home()
      t.interfaceEndpoint("vpce-1", in: ["a2": "10.0.2.20"], service: "execute-api")
    },
    CodeCase("VPCE_INTRA_VPC_TRAFFIC", at: "vpce-1", "vpce-1-a2 -> e1 tcp/443", mended: "e1 -> vpce-1-a2 tcp/443") {
      t, _ in
      t.home()
      t.interfaceEndpoint("vpce-1", in: ["a2": "10.0.2.20"], service: "execute-api")
    },
    CodeCase(
      "VPCE_GATEWAY_PROTOCOL_RESTRICTION", at: "vpce-s3", "e1 -> 52.216.1.1 udp/443", mended: "e1 -> 52.216.1.1 tcp/443"
    ) { t, _ in
      t.home(gateway: false)
      t.prefixList("pl-s3", ["52.216.0.0/15"])
      t.gatewayEndpoint("vpce-s3", in: "vpc-a", service: "s3", prefixList: "pl-s3", tables: ["rtb-a1"])
    },
    CodeCase("X_GATEWAY_ENDPOINT_REMOTE", at: "vpce-s3", "eb -> 52.216.1.1 tcp/443") { t, mended in
      t.home(gateway: false, ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.prefixList("pl-s3", ["52.216.0.0/15"])
      t.transit(["52.216.0.0/15": .static("att-a")])
      t.gatewayEndpoint("vpce-s3", in: "vpc-a", service: "s3", prefixList: "pl-s3", tables: ["rtb-a1"])
      if mended {
        t.gatewayEndpoint("vpce-b", in: "vpc-b", service: "s3", prefixList: "pl-s3", tables: ["rtb-b"])
      } else {
        t.route(in: "rtb-b", "52.216.0.0/15", .transitGateway("tgw-1"))
      }
    },
  ]
}
