import TestKit
import Testing

struct RandomTopologyTests {
  @Test("The same seed gives the same topology and the same questions")
  func isDeterministic() {
    for seed in UInt64(0)..<20 {
      let topology = RandomTopology.make(seed: seed)
      #expect(topology.compact == RandomTopology.make(seed: seed).compact, "seed \(seed)")
      var one = RandomQuestions(topology, seed: seed)
      var other = RandomQuestions(topology, seed: seed)
      for _ in 0..<20 { #expect(one.next() == other.next(), "seed \(seed)") }
    }
  }

  @Test("Random questions reach every part of the rules")
  func coversTheRules() {
    var counts: [String: Int] = [:]
    for seed in UInt64(0)..<400 {
      let topology = RandomTopology.make(seed: seed)
      let twin = NaiveTwin(topology)
      var questions = RandomQuestions(topology, seed: seed)
      for _ in 0..<40 {
        guard let question = questions.next() else { continue }
        let outcomes = twin.follow(question)
        #expect(!outcomes.isEmpty, "seed \(seed): \(question.packet)")
        for outcome in outcomes {
          switch outcome.result {
          case .delivered: counts["delivered", default: 0] += 1
          case .unknown(let reason): counts["unknown \(reason)", default: 0] += 1
          case .blocked(let blocker):
            counts[(blocker.isReply ? "reply " : "") + (blocker.codes.first ?? "?"), default: 0] += 1
          }
        }
        if outcomes.count > 1 { counts["several ways", default: 0] += 1 }
      }
    }
    let wanted = [
      "delivered", "several ways", "SUBNET_ACL_RESTRICTION", "reply SUBNET_ACL_RESTRICTION", "ENI_SG_RULES_MISMATCH",
      "SG_HAS_NO_RULES", "NO_ROUTE_TO_DESTINATION", "reply NO_ROUTE_TO_DESTINATION", "BAD_STATE", "BAD_STATE_ROUTE",
      "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "TGW_ROUTE_AZ_RESTRICTION", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
      "TGW_RTB_BAD_STATE_ROUTE", "BAD_STATE_ATTACHMENT", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
      "X_TGW_IPV6_DISABLED", "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "X_NAT_UNSOLICITED", "PROTOCOL_RESTRICTION",
      "X_VGW_UNKNOWN_PREFIX", "X_ONPREM_NO_ROUTE", "X_ONPREM_FIREWALL", "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
      "SG_REFERENCING_SUPPORT", "X_NO_SUCH_HOST", "X_ROUTE_LOOP", "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
      "reply X_ASYMMETRIC_STATEFUL",
    ]
    let table = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "\n")
    for code in wanted where counts[code] == nil { Issue.record("\(code) is too rare in\n\(table)") }
    let total = counts.values.reduce(0, +)
    #expect(counts["delivered", default: 0] * 8 > total, "too little is delivered in\n\(table)")
  }

  @Test("Load balancers leave the topologies of old seeds as they were, and random questions reach their rules")
  func coversFronts() {
    var options = RandomTopology.Options()
    options.loadBalancers = true
    var counts: [String: Int] = [:]
    for seed in UInt64(0)..<300 {
      let topology = RandomTopology.make(seed: seed, options: options)
      let old = RandomTopology.make(seed: seed)
      #expect(topology.routeTables == old.routeTables && topology.networkACLs == old.networkACLs)
      #expect(topology.networkInterfaces.count >= old.networkInterfaces.count)
      let twin = NaiveTwin(topology)
      var questions = RandomQuestions(topology, seed: seed)
      for _ in 0..<30 {
        guard let question = questions.nextToFront() else { continue }
        let outcomes = twin.follow(question)
        #expect(!outcomes.isEmpty, "seed \(seed): \(question.packet)")
        for outcome in outcomes {
          switch outcome.result {
          case .delivered: counts["delivered", default: 0] += 1
          case .unknown(let reason): counts["unknown \(reason)", default: 0] += 1
          case .blocked(let blocker):
            counts[(blocker.isReply ? "reply " : "") + (blocker.codes.first ?? "?"), default: 0] += 1
          }
        }
        if outcomes.count > 1 { counts["several ways", default: 0] += 1 }
        let deliveries = outcomes.filter { if case .delivered = $0.result { true } else { false } }
        if !deliveries.isEmpty, deliveries.count < outcomes.count { counts["partly", default: 0] += 1 }
      }
    }
    let wanted = [
      "delivered", "several ways", "partly", "ELBV2_LISTENERS_MISMATCH", "ELB_LISTENERS_MISMATCH",
      "ELBV2_LISTENER_HAS_NO_TG", "ELBV2_LISTENER_REQUIRES_TG_ACCEPT", "ELBV2_NO_TARGETS_IN_AZ",
      "ELB_INSTALLED_AZ_RESTRICTION", "ELBV2_SOURCE_ADDRESS_PRESERVATION", "X_TARGET_NO_HEALTHY", "ELB_NOT_CROSSZONE",
      "X_HTTP_ANSWERED_BY_LOAD_BALANCER", "VPCE_SERVICE_NOT_INSTALLED_IN_AZ", "X_ENDPOINT_REGION", "BAD_STATE",
      "X_TARGET_NOT_LISTENING", "X_ROUTE_LOOP", "ENI_SG_RULES_MISMATCH",
      "SUBNET_ACL_RESTRICTION", "reply SUBNET_ACL_RESTRICTION", "NO_ROUTE_TO_DESTINATION", "X_NO_SUCH_HOST",
    ]
    let table = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "\n")
    for code in wanted where counts[code] == nil { Issue.record("\(code) is too rare in\n\(table)") }
    let total = counts.values.reduce(0, +)
    #expect(counts["delivered", default: 0] * 10 > total, "too little is delivered in\n\(table)")
  }
}
