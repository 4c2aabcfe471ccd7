import Addressing

/// What a load balancer waits for, and what it does with it.
public struct Listener: Sendable, Hashable {
  public var arn: String
  /// 0 for a Gateway Load Balancer, which takes every port.
  public var port: UInt16
  /// `TCP`, `UDP`, `TCP_UDP`, `TLS`, `QUIC`, `TCP_QUIC`, `HTTP`, `HTTPS`, `SSL`, `GENEVE`.
  public var `protocol`: String
  /// What happens where no rule matches: authentications first, the one that settles it last.
  public var defaultActions: [Action]
  /// The rules of an Application Load Balancer without the default one, by ascending priority; nil where the input
  /// does not show them.
  public var rules: [Rule]?
  /// Of a Classic Load Balancer: the port and the protocol that its instances are asked at.
  public var instancePort: UInt16?
  public var instanceProtocol: String?
  /// Of TLS, HTTPS and SSL: the certificate that answers where no other has the name that is asked for.
  public var certificateArn: String?
  /// The certificates that answer by name beside the default one; nil where the input does not show them.
  public var additionalCertificateArns: [String]?
  /// The security policy, by name; nil where the input does not say.
  public var sslPolicy: String?
  /// Of HTTPS: what becomes of the client's certificate, `off`, `passthrough` or `verify`. Off where the input does not
  /// say, which is AWS's default.
  public var mutualAuthentication = "off"

  public init(
    arn: String, port: UInt16, protocol: String, defaultActions: [Action] = [], rules: [Rule]? = [],
    instancePort: UInt16? = nil, instanceProtocol: String? = nil, certificateArn: String? = nil,
    additionalCertificateArns: [String]? = [], sslPolicy: String? = nil
  ) {
    self.arn = arn
    self.port = port
    self.protocol = `protocol`
    self.defaultActions = defaultActions
    self.rules = rules
    self.instancePort = instancePort
    self.instanceProtocol = instanceProtocol
    self.certificateArn = certificateArn
    self.additionalCertificateArns = additionalCertificateArns
    self.sslPolicy = sslPolicy
  }

  /// A listener that forwards everything to target groups of equal weight.
  public init(arn: String, port: UInt16, protocol: String, targetGroupArns: [String]) {
    self.init(
      arn: arn, port: port, protocol: `protocol`,
      defaultActions: [.forward(targetGroupArns.map { WeightedTargetGroup($0) })])
  }

  /// Every target group that the listener can forward to, in the order of its rules, the default last.
  public var targetGroupArns: [String] {
    var arns: [String] = []
    for action in (rules ?? []).flatMap(\.actions) + defaultActions {
      guard case .forward(let groups) = action else { continue }
      for group in groups where !arns.contains(group.arn) { arns.append(group.arn) }
    }
    return arns
  }

  /// A target group of a forward action with the share of the requests that it gets.
  public struct WeightedTargetGroup: Sendable, Hashable {
    public var arn: String
    /// 0 to 999; 0 gets nothing.
    public var weight: Int

    public init(_ arn: String, weight: Int = 1) {
      self.arn = arn
      self.weight = weight
    }
  }

  public enum Action: Sendable, Hashable {
    case forward([WeightedTargetGroup])
    /// Parts that are nil stay as they are in the request; the others may hold `#{host}`, `#{path}`, `#{port}`,
    /// `#{protocol}`, `#{query}`.
    case redirect(status: Int, protocol: String?, host: String?, port: String?, path: String?, query: String?)
    case fixedResponse(status: Int)
    /// `authenticate-cognito`, `authenticate-oidc`, `jwt-validation`: the request goes on only if it is let in.
    case authenticate(String)
    /// A type of action that AWS added later.
    case other(String)
  }

  public struct Rule: Sendable, Hashable {
    public var arn: String
    public var priority: Int
    /// All have to hold.
    public var conditions: [Condition]
    public var actions: [Action]

    public init(arn: String, priority: Int, conditions: [Condition], actions: [Action]) {
      self.arn = arn
      self.priority = priority
      self.conditions = conditions
      self.actions = actions
    }
  }

  /// A condition of a rule: one of its values has to match. `*` stands for any characters, `?` for one.
  public enum Condition: Sendable, Hashable {
    case hostHeader([String])
    case pathPattern([String])
    case httpHeader(name: String, [String])
    case httpRequestMethod([String])
    /// Without a key, any parameter may have the value.
    case queryString([QueryPattern])
    case sourceIP([Prefix])
    /// A condition that canreach does not know how to judge, by its field.
    case other(String)
  }

  public struct QueryPattern: Sendable, Hashable {
    public var key: String?
    public var value: String

    public init(key: String?, value: String) {
      self.key = key
      self.value = value
    }
  }
}
