import TestKit

extension CodeCase {
  /// Codes of AWS Network Firewall.
  static let firewallCases: [CodeCase] = [
    CodeCase("FIREWALL_RULES_RESTRICTION", at: "rules", "e1 -> e2 tcp/22") { t, mended in
      t.behindFirewall()
      t.firewallPolicy("policy", stateful: ["rules"])
      t.statefulRules("rules", ["drop tcp any any -> any 22"] + (mended ? ["pass tcp 10.0.1.0/24 any -> any 22"] : []))
    },
    CodeCase("FIREWALL_RULES_RESTRICTION", at: "rules", "e1 -> e2 tcp/22") { t, mended in
      t.suricata("reject tcp $HOME_NET any -> any \(mended ? 23 : 22) (msg:\"no remote shells; none\"; sid:1;)")
    },
    CodeCase("FIREWALL_RULES_RESTRICTION", at: "policy", "e1 -> e2 tcp/22") { t, mended in
      t.behindFirewall()
      t.firewallPolicy("policy", stateful: ["rules"], order: .strict, otherwise: "drop_strict")
      t.statefulRules("rules", [mended ? "pass tcp any any -> any 22" : "pass tcp any any -> any 23"])
    },
    CodeCase("FIREWALL_RULES_RESTRICTION", at: "rules", "e1 -> e2 tcp/22") { t, mended in
      t.behindFirewall()
      t.firewallPolicy("policy", stateless: ["rules"])
      t.statelessRules("rules", ["20 drop tcp 22"] + (mended ? ["10 forward tcp 22"] : []))
    },
    CodeCase("FIREWALL_RULES_RESTRICTION", at: "rules", way: .return, "e1 -> e2 tcp/22") { t, mended in
      // The rule is meant for what `a2` opens, and it hits the replies of what it is asked (NFW 9.2.5).
      t.suricata("drop tcp 10.0.2.0/24 any -> 10.0.1.0/24 any" + (mended ? " (flow:to_server; sid:1;)" : " (sid:1;)"))
    },
  ]
}
