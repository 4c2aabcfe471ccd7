import AccessPolicies
import TestKit

/// Small policies and requests over a few values, so that much of it meets.
struct RandomPolicy {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  static let actions = ["execute-api:Invoke", "execute-api:InvalidateCache", "lambda:InvokeFunction"]
  static let resources = [
    "arn:aws:execute-api:us-east-1:111111111111:api1/prod/GET/pets",
    "arn:aws:execute-api:us-east-1:111111111111:api1/prod/POST/pets/ann",
    "arn:aws:execute-api:us-east-1:111111111111:api2/dev/GET/", "arn:aws:lambda:us-east-1:111111111111:function:f:live",
  ]
  static let principals = [
    "anonymous", "arn:aws:iam::111111111111:user/ann", "arn:aws:iam::111111111111:role/p/R",
    "arn:aws:sts::111111111111:assumed-role/R/s",
    "arn:aws:iam::222222222222:user/ann", "arn:aws:iam::111111111111:root", "apigateway.amazonaws.com",
  ]
  static let keys: [(name: String, values: [String])] = [
    ("aws:SourceVpce", ["vpce-1", "vpce-2", "VPCE-1"]), ("aws:VpcSourceIp", ["10.0.0.1", "10.9.1.1", "2001:db8::1"]),
    ("aws:username", ["ann", "bob", "a*"]),
    ("x:number", ["1", "2.5", "-3"]), ("x:date", ["2020-01-01T00:00:00Z", "2021-06-01T12:00:00+02:00", "1577836800"]),
    ("x:flag", ["true", "false"]),
    ("x:arn", ["arn:aws:execute-api:us-east-1:111111111111:api1/prod/GET/pets", "arn:aws:iam::111111111111:role/R"]),
    ("x:bytes", ["QUI=", "QUE="]),
    ("x:set", ["a", "b", "c"]),
  ]

  mutating func json() -> String {
    let version = chance(4) ? "" : "\"Version\": \"\(chance(5) ? "2008-10-17" : "2012-10-17")\", "
    let statements = (0..<random.next(upperBound: UInt64(4)) + 1).map { _ in statement() }
    return "{\(version)\"Statement\": [\(statements.joined(separator: ", "))]}"
  }

  private mutating func statement() -> String {
    var parts = ["\"Effect\": \"\(chance(3) ? "Deny" : "Allow")\""]
    parts.append("\"\(chance(6) ? "NotPrincipal" : "Principal")\": \(principal())")
    parts.append(
      "\"\(chance(6) ? "NotAction" : "Action")\": \(list(["*", "execute-api:*", "EXECUTE-API:invoke", "lambda:Invoke?unction", "*:Inv*e*"]))"
    )
    parts.append(
      "\"\(chance(6) ? "NotResource" : "Resource")\": "
        + list([
          "*", "*/GET/*", "arn:aws:execute-api:*:111111111111:api1/*", "arn:aws:lambda:*", "*/${aws:username}", "*pet?",
          "*/${aws:username, 'pets'}",
        ]))
    let blocks = (0..<random.next(upperBound: UInt64(3))).map { _ in condition() }
    var seen: [String] = []
    for (name, body) in blocks where !seen.contains(where: { $0.hasPrefix("\"\(name)\"") }) {
      seen.append("\"\(name)\": \(body)")
    }
    if !seen.isEmpty { parts.append("\"Condition\": {\(seen.joined(separator: ", "))}") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private mutating func principal() -> String {
    if chance(2) { return "\"*\"" }
    let identities = list([
      "*", "111111111111", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:user/ann",
      "arn:aws:iam::111111111111:role/p/R",
      "arn:aws:sts::111111111111:assumed-role/R/s", "222222222222", "AIDAEXAMPLE",
    ])
    let services = list(["apigateway.amazonaws.com", "elasticloadbalancing.amazonaws.com", "*"])
    return chance(3) ? "{\"AWS\": \(identities), \"Service\": \(services)}" : "{\"AWS\": \(identities)}"
  }

  private mutating func condition() -> (String, String) {
    var (base, key, values): (String, String, [String])
    switch random.next(upperBound: UInt64(9)) {
    case 0, 1:
      base = pick([
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
        "StringNotLike",
      ])
      (key, values) = (
        pick(["aws:SourceVpce", "AWS:sourcevpce", "aws:username", "x:set"]),
        ["vpce-1", "vpce-*", "vpce-?", "ann", "${aws:username}", "a", "b", "*", "${*}"]
      )
    case 2:
      (base, key, values) = (
        pick(["IpAddress", "NotIpAddress"]), "aws:VpcSourceIp",
        ["10.0.0.0/8", "10.9.0.0/16", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0", "nowhere"]
      )
    case 3:
      base =
        "Numeric" + pick(["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"])
      (key, values) = ("x:number", ["1", "2", "2.5", "-3", "many"])
    case 4:
      base = "Date" + pick(["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"])
      (key, values) = ("x:date", ["2020-01-01", "2020-01-01T00:00:00Z", "1577836800", "2021-06-01T10:00:00Z", "soon"])
    case 5: (base, key, values) = ("Bool", "x:flag", ["true", "false", "TRUE", "${x:flag}"])
    case 6:
      base = pick(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"])
      (key, values) = (
        "x:arn",
        [
          "arn:aws:execute-api:us-east-1:111111111111:api1/*", "arn:aws:iam::*:role/R",
          "arn:aws:execute-api:*:*:*/${aws:username, 'pets'}", "arn:aws:*",
        ]
      )
    case 7: (base, key, values) = ("BinaryEquals", "x:bytes", ["QUI=", "QUE=", "?"])
    default: return ("Null", "{\"\(pick(Self.keys.map(\.name)))\": \(chance(2) ? "true" : "\"false\"")}")
    }
    if chance(5) { key = pick(Self.keys.map(\.name)) }
    if chance(4) || key == "x:set" && !chance(4) { base = pick(["ForAllValues:", "ForAnyValue:"]) + base }
    if chance(5) { base += "IfExists" }
    return (base, "{\"\(key)\": \(list(values))}")
  }

  /// A request; some keys are absent, of some it is not known what they are.
  mutating func request() -> AccessRequest {
    var context = RequestContext(others: .absent)
    for (name, values) in Self.keys {
      switch random.next(upperBound: UInt64(12)) {
      case 0...2: context[name] = .absent
      case 3: context[name] = .unknown
      case 4: context[name] = .unknownValue
      case 5: context[name] = .value("")
      default:
        context[name] = name == "x:set" && chance(2) ? .present([pick(values), pick(values)]) : .value(pick(values))
      }
    }
    let who = pick(Self.principals)
    let principal: RequestPrincipal =
      AWSIdentity(arn: who).map { .identity($0) } ?? (who == "anonymous" ? .anonymous : .service(who))
    return AccessRequest(
      principal: principal, action: pick(Self.actions), resource: pick(Self.resources), context: context)
  }

  private mutating func chance(_ oneIn: UInt64) -> Bool { random.next(upperBound: oneIn) == 0 }

  private mutating func pick(_ values: [String]) -> String {
    values[Int(random.next(upperBound: UInt64(values.count)))]
  }

  private mutating func list(_ values: [String]) -> String {
    if chance(2) { return "\"\(pick(values))\"" }
    let picked = (0..<random.next(upperBound: UInt64(3)) + 1).map { _ in "\"\(pick(values))\"" }
    return "[\(picked.joined(separator: ", "))]"
  }
}
