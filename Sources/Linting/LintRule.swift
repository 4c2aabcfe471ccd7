/// A rule of `canreach lint`: something in a configuration that bites sooner or later, whatever is asked today.
///
/// ``LintRule/all`` is the one table of them; `canreach codes` prints it, and every rule's check is an extension of
/// ``Linter`` in the file of its family.
public struct LintRule: Sendable, Hashable, Identifiable {
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// It does not work, or lets in who should stay out.
    case error
    /// It works for now, or for some.
    case warning
    /// Worth knowing.
    case note

    public static func < (left: Severity, right: Severity) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// `AGW-001`.
  public var id: String
  public var severity: Severity
  /// What is the case, in a few words.
  public var title: String
  /// What comes of it.
  public var why: String
  /// The shortest safe change.
  public var fix: String
  /// AWS's page about the behaviour; nil where it is not AWS's.
  public var page: String?

  init(_ id: String, _ severity: Severity, _ title: String, why: String, fix: String, page: String? = nil) {
    self.id = id
    self.severity = severity
    self.title = title
    self.why = why
    self.fix = fix
    self.page = page
  }

  /// Every rule about the topology, in the order of ids.
  public static let all: [LintRule] =
    policies + names + endpoints + domainNames + tls + integrations + loadBalancers + callers

  /// A silence of the user's that nothing needs any more. It is about the input, not about the network.
  public static let unusedSilence = LintRule(
    "UNUSED-SILENCE", .note, "a silence of `lint` that keeps nothing quiet",
    why: "what it silenced is gone, or the rule or the component is written otherwise; a new finding would be hidden",
    fix: "remove the silence, or correct its rule and component")

  /// The rule of that id, whatever its case; nil if there is none.
  public static func named(_ id: String) -> LintRule? { byId[id.uppercased()] }

  private static let byId = Dictionary(uniqueKeysWithValues: (all + [unusedSilence]).map { ($0.id, $0) })
}

/// The pages that the rules rest on.
enum Page {
  static func apiGateway(_ name: String) -> String {
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/\(name).html"
  }
  static func apiReference(_ name: String) -> String {
    "https://docs.aws.amazon.com/apigateway/latest/api/\(name).html"
  }
  static func privateLink(_ name: String) -> String {
    "https://docs.aws.amazon.com/vpc/latest/privatelink/\(name).html"
  }
  static func vpc(_ name: String) -> String { "https://docs.aws.amazon.com/vpc/latest/userguide/\(name).html" }
  static func route53(_ name: String) -> String {
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/\(name).html"
  }
  static func iam(_ name: String) -> String { "https://docs.aws.amazon.com/IAM/latest/UserGuide/\(name).html" }
  static func networkLoadBalancer(_ name: String) -> String {
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/\(name).html"
  }
}
