import NetworkModel
import Testing

@testable import Reachability

@Suite("versions of TLS that security policies accept")
struct TLSPolicyTests {
  @Test(
    "load balancers' policies by their names",
    arguments: [
      ("ELBSecurityPolicy-TLS13-1-3-2021-06", TLSVersion.tls13, TLSVersion.tls13),
      ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", .tls12, .tls13),
      ("ELBSecurityPolicy-TLS13-1-0-2021-06", .tls10, .tls13),
      ("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", .tls12, .tls12), ("ELBSecurityPolicy-TLS-1-1-2017-01", .tls11, .tls12),
      ("ELBSecurityPolicy-FS-1-2-Res-2020-10", .tls12, .tls12), ("ELBSecurityPolicy-FS-2018-06", .tls10, .tls12),
      ("ELBSecurityPolicy-2016-08", .tls10, .tls12),
    ])
  func listeners(name: String, low: TLSVersion, high: TLSVersion) {
    #expect(TLSPolicy.versions(ofListenerPolicy: name, shown: []) == low...high)
  }

  @Test("what the input says of a policy counts before its name; another name says nothing")
  func shown() {
    let shown = [SSLPolicy("Mine", protocols: ["TLSv1", "TLSv1.2"]), SSLPolicy("None", protocols: [])]
    #expect(TLSPolicy.versions(ofListenerPolicy: "Mine", shown: shown) == .tls10 ... .tls12)
    #expect(TLSPolicy.versions(ofListenerPolicy: "None", shown: shown) == nil)
    #expect(TLSPolicy.versions(ofListenerPolicy: "ELBSecurityPolicy-New", shown: []) == nil)
    #expect(TLSPolicy.versions(ofListenerPolicy: nil, shown: shown) == nil)
  }

  @Test(
    "TLS-1, TLS-2: policies of APIs",
    arguments: [
      ("TLS_1_0", TLSVersion.tls10), ("TLS_1_2", .tls12), ("SecurityPolicy_TLS13_1_3_2025_09", .tls13),
      ("SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", .tls12),
    ])
  func apis(name: String, low: TLSVersion) {
    #expect(TLSPolicy.versions(ofAPIPolicy: name) == low ... .tls13)
    #expect(TLSPolicy.versions(ofAPIPolicy: "SecurityPolicy_X") == nil)
  }
}
