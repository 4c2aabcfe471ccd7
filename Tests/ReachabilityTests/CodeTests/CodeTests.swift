import Reachability
import TestKit
import Testing

/// Every code of the network, of endpoints and of targets that a blocker can carry: a topology that gives it, and its
/// twin without it.
@Suite("Codes of the network")
struct CodeTests {
  @Test("gives the code, and nothing else", arguments: CodeCase.all)
  func gives(_ example: CodeCase) {
    expect(world { t in example.write(&t, false) }, example.question, .unreachable(example.blocks), example.code)
  }

  @Test("one change away the way is open", arguments: CodeCase.all)
  func mended(_ example: CodeCase) {
    expect(world { t in example.write(&t, true) }, example.mendedQuestion, .reachable, "mended \(example.code)")
  }

  /// Codes that no blocker carries here, each for its reason.
  static let unused: [String: String] = [
    "CANNOT_ROUTE": "a route that does not contain the address is no reason; the table has no route",
    "TGW_RTB_CANNOT_ROUTE": "a route that does not contain the address is no reason; the table has no route",
    "ENI_ADDRESS_RESTRICTION": "an address that no interface has is X_NO_SUCH_HOST",
    "VPC_LOCAL_ROUTE_CIDR_RESTRICTION": "a local route is never chosen for an address outside its block",
    "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS": "what comes in is for an address that the gateway maps",
    "IGW_NAT_REFLECTION": "the way out of a gateway and back in is followed",
    "IGW_EXPECTS_PUBLIC_ADDRESS": "a gateway is no end of a question",
    "NGW_DEST_ADDRESS_PRESERVATION": "no filter on the way can be asked",
    "NGW_SOURCE_ADDRESS_REASSIGN": "no filter on the way can be asked",
    "TGW_ATTACH_VPC_AZ_RESTRICTION": "the zones that a packet can come out in are all followed",
    "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION": "replies of a service come from its own addresses",
    "DISCONNECTED_VPCS": "the table that has no route is named",
    "UNASSOCIATED_COMPONENT": "what has no interface is no end of a question",
    "UNSUPPORTED_COMPONENT": "what is not supported leaves the verdict open",
    "COMPONENT_FILTER_RESTRICTION": "a filter of the question, not of the network",
    "COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT": "a filter of the question, not of the network",
  ]

  @Test("every code of the network is given by a test or is unused")
  func coverage() {
    let covered = Set(CodeCase.all.map(\.code))
    for entry in Code.all where entry.isBlocker && [.network, .endpoint, .target].contains(entry.stage) {
      let code = entry.code.rawValue
      if code.hasPrefix("FILTER_AT_") { continue }
      let places = [covered.contains(code), CodeTests.unused[code] != nil]
      #expect(places.count { $0 } == 1, "\(code) is in \(places.count { $0 }) of the two lists")
    }
    let known = Set(Code.all.map(\.code.rawValue))
    for code in covered.union(CodeTests.unused.keys) {
      #expect(known.contains(code), "\(code) is no code")
    }
  }
}
