/// A packet of a connection as a stateful rule sees it: TCP opens with a handshake, in which no data tells what is
/// spoken, so a rule about data matches later than one about addresses and ports.
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
struct FirewallMoment: Sendable, Hashable {
  /// Its place in the course of the connection.
  var order: Int
  var isToServer: Bool
  /// Whether packets were seen in both directions (of TCP, whether the handshake is over).
  var isEstablished: Bool
  /// Whether the packet carries data.
  var hasData = true
  /// False for packets that a connection may have or not.
  var isCertain = true

  /// The handshake's first packet and its answer, then data in both directions.
  static let tcp = [
    FirewallMoment(order: 0, isToServer: true, isEstablished: false, hasData: false),
    FirewallMoment(order: 1, isToServer: false, isEstablished: false, hasData: false),
    FirewallMoment(order: 2, isToServer: true, isEstablished: true),
    FirewallMoment(order: 3, isToServer: false, isEstablished: true),
  ]

  /// A request and its answer, and perhaps more of the same.
  static let other = [
    FirewallMoment(order: 0, isToServer: true, isEstablished: false),
    FirewallMoment(order: 1, isToServer: false, isEstablished: true),
    FirewallMoment(order: 2, isToServer: true, isEstablished: true, isCertain: false),
  ]
}

/// What a stateful rule asks for besides its five fields.
struct FirewallCondition: Sendable, Hashable {
  /// Whether a rule matches a packet, as far as its options go.
  enum Bearing: Sendable, Hashable {
    case never
    /// It matches some such packets, or what it looks at is not known.
    case perhaps(FirewallDoubt)
    case always
  }

  var isToServer: Bool?
  var isEstablished: Bool?
  /// All of them have to hold.
  var applications: [ApplicationTest] = []
  /// Why the rule may match or not although all else is known.
  var doubt: FirewallDoubt?
  /// Whether the doubt is about the data of packets: then packets without data do not match.
  var isDoubtAboutData = false
  /// What to say where `applications` cannot be told.
  var applicationDoubt = FirewallDoubt.application
  var priority = FirewallCondition.defaultPriority

  /// Suricata's, where a rule has no `priority`.
  static let defaultPriority = 3

  func bearing(on moment: FirewallMoment, _ request: HTTPRequest?) -> Bearing {
    if let isToServer, isToServer != moment.isToServer { return .never }
    if let isEstablished, isEstablished != moment.isEstablished { return .never }
    if !moment.hasData, !applications.isEmpty || isDoubtAboutData { return .never }
    var open: FirewallDoubt?
    for application in applications {
      switch application.holds(for: request, isToServer: moment.isToServer) {
      case false?: return .never
      case true?: continue
      case nil: open = applicationDoubt
      }
    }
    if let doubt = doubt ?? open { return .perhaps(doubt) }
    return moment.isCertain ? .always : .perhaps(.laterPackets)
  }
}

/// What a rule says about the data of a connection, as far as a question can tell.
enum ApplicationTest: Sendable, Hashable {
  /// The protocol that is spoken, by Suricata's name.
  case speaks(String, isNegated: Bool)
  case names(NameTest)

  /// Nil where the question does not say.
  func holds(for request: HTTPRequest?, isToServer: Bool) -> Bool? {
    guard let request else { return nil }
    switch self {
    case .speaks(let name, let isNegated):
      let speaks: Bool?
      switch name {
      case "tls": speaks = request.isTLS
      case "http": speaks = !request.isTLS
      // Which version of HTTP is spoken is not asked.
      case "http1", "http2": speaks = request.isTLS ? false : nil
      default: speaks = false
      }
      return speaks.map { $0 != isNegated }
    case .names(let test): return isToServer && test.holds(for: request)
    }
  }
}

/// A comparison of the HTTP host or the TLS server name.
struct NameTest: Sendable, Hashable {
  enum Field: String, Sendable, Hashable {
    case host = "http.host"
    case serverName = "tls.sni"
  }

  /// A text in small letters that the name has to hold, where.
  struct Pattern: Sendable, Hashable {
    var text: String
    var isAtStart = false
    var isAtEnd = false
    /// Whether the name is compared with a dot before it: `.example.com` is then the name and all below it.
    var hasDotBefore = false

    func matches(_ name: String) -> Bool {
      let name = hasDotBefore ? "." + name : name
      switch (isAtStart, isAtEnd) {
      case (true, true): return name == text
      case (true, false): return name.hasPrefix(text)
      case (false, true): return name.hasSuffix(text)
      case (false, false):
        let (name, text) = (Array(name.utf8), Array(text.utf8))
        return text.isEmpty || name.indices.contains { name[$0...].starts(with: text) }
      }
    }
  }

  var field: Field
  /// One of them has to match.
  var patterns: [Pattern]
  var isNegated = false

  /// False where the request has no such name: over TLS no host can be read, without TLS there is no server name.
  func holds(for request: HTTPRequest) -> Bool {
    let name = field == .serverName ? request.serverName : request.host
    guard (field == .serverName) == request.isTLS, let name = name?.lowercased() else { return false }
    return patterns.contains { $0.matches(name) } != isNegated
  }
}
