/// The type of a record, by its name in the protocol.
public struct RecordType: RawRepresentable, Sendable, Hashable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue.uppercased() }

  public static let a = RecordType(rawValue: "A")
  public static let aaaa = RecordType(rawValue: "AAAA")
  public static let cname = RecordType(rawValue: "CNAME")
  public static let ns = RecordType(rawValue: "NS")
  public static let soa = RecordType(rawValue: "SOA")
}

/// A resource record set of a zone: what the zone answers for one name and type, or one of several that share them and
/// among which a routing policy chooses.
/// https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
public struct RecordSet: Sendable, Hashable {
  /// What an alias stands for.
  public struct AliasTarget: Sendable, Hashable {
    public var dnsName: DomainName
    /// The zone of the target; nil where the input does not say.
    public var hostedZoneId: String?
    /// Whether the health of the target is the record's.
    public var evaluateTargetHealth: Bool

    public init(_ dnsName: DomainName, hostedZoneId: String? = nil, evaluateTargetHealth: Bool = false) {
      self.dnsName = dnsName
      self.hostedZoneId = hostedZoneId
      self.evaluateTargetHealth = evaluateTargetHealth
    }
  }

  public enum Failover: String, Sendable, Hashable {
    case primary = "PRIMARY"
    case secondary = "SECONDARY"
  }

  /// Where the askers are that a record is for; without any code it is the default.
  public struct GeoLocation: Sendable, Hashable {
    /// `AF`, `AN`, `AS`, `EU`, `OC`, `NA`, `SA`.
    public var continentCode: String?
    /// ISO 3166-1, `US`.
    public var countryCode: String?
    /// A state of the United States, or a region of Ukraine.
    public var subdivisionCode: String?

    public init(continentCode: String? = nil, countryCode: String? = nil, subdivisionCode: String? = nil) {
      self.continentCode = continentCode
      self.countryCode = countryCode
      self.subdivisionCode = subdivisionCode
    }
  }

  public enum RoutingPolicy: Sendable, Hashable {
    case simple
    /// 0 to 255.
    case weighted(Int)
    case failover(Failover)
    case latency(region: String)
    case geolocation(GeoLocation)
    case geoproximity
    case multivalue
    case ipBased
  }

  public var name: DomainName
  public var type: RecordType
  /// As AWS writes them; empty for an alias.
  public var values: [String]
  public var alias: AliasTarget?
  public var routing: RoutingPolicy
  /// What tells records of one name and type apart.
  public var setIdentifier: String?
  public var healthCheckId: String?
  public var source: SourceLocation?

  public init(
    _ name: DomainName, _ type: RecordType, values: [String] = [], alias: AliasTarget? = nil,
    routing: RoutingPolicy = .simple, setIdentifier: String? = nil, healthCheckId: String? = nil,
    source: SourceLocation? = nil
  ) {
    self.name = name
    self.type = type
    self.values = values
    self.alias = alias
    self.routing = routing
    self.setIdentifier = setIdentifier
    self.healthCheckId = healthCheckId
    self.source = source
  }
}
