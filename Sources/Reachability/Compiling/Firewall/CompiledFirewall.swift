import Addressing
import NetworkModel

/// What a rule or a default of a firewall does with packets.
enum FirewallAction: Sendable, Hashable {
  case pass, drop, reject
  /// Hands packets to the stateful rules.
  case forward
  /// One of these; the input or AWS's pages do not say which.
  case open

  var mayPass: Bool { self == .pass || self == .open }
  var mayBlock: Bool { self == .drop || self == .reject || self == .open }
}

/// Why it is not known whether a rule matches.
enum FirewallDoubt: Sendable, Hashable {
  /// An option or a protocol of a rule that questions cannot tell.
  case option(String)
  /// The rule looks at data, and the question says nothing about it.
  case application
  /// A domain list, and the question has no request.
  case domainList
  case unreadable
  /// What addresses or ports stand for is not in the input; the call that would show it.
  case values(call: String)
  /// The rules of a group are not in the input, by what they are.
  case groupType(String)
  /// The group by its ARN.
  case missingGroup(String)
  /// A stateless rule that looks at TCP flags.
  case flags
  /// Only packets after the first exchange could match.
  case laterPackets
  /// AWS's pages do not say what a default action does with the protocol.
  case undocumented
  /// The actions of a rule or a default are not in the input.
  case actions
}

/// What decides about packets, or might: a rule or a default action.
struct FirewallRuling: Sendable, Hashable {
  var action: FirewallAction
  /// The rule group, or the policy for a default; the firewall where neither is in the input.
  var component: ComponentReference
  var text: String
  var isDefault = false
  var doubt: FirewallDoubt?
}

/// A rule of a firewall, stateless or stateful.
struct FirewallRule: Sendable {
  var ruling: FirewallRuling
  var fields = FiveTuple.everything
  var condition = FirewallCondition()
}

/// A firewall's policy with its rule groups, ready to be asked: rules stand in the order in which they are evaluated.
struct CompiledFirewall: Sendable {
  /// What happens to packets that no stateful rule matches (NFW 9.2.3, 9.2.4).
  enum StatefulDefault: Sendable, Hashable {
    case pass
    /// `aws:drop_strict`.
    case drop
    /// `aws:drop_established`.
    case dropEstablished
    /// `aws:drop_established_app_layer`, in either direction or to servers only.
    case dropApplication
  }

  var stateless: [FirewallRule] = []
  var statelessDefault: FirewallRuling
  var stateful: [FirewallRule] = []
  var statefulDefault = StatefulDefault.pass
  /// How answers name the stateful default.
  var statefulDefaultRuling: FirewallRuling
}
