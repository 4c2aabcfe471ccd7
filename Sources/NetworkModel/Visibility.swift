/// An account and a Region of an input.
public struct Scope: Sendable, Hashable, Comparable {
  public var account: String
  public var region: String

  public init(account: String, region: String) {
    self.account = account
    self.region = region
  }

  public static func < (left: Scope, right: Scope) -> Bool {
    (left.account, left.region) < (right.account, right.region)
  }
}

extension Scope: CustomStringConvertible {
  public var description: String { "\(account)/\(region)" }
}

/// What an input can be silent about: a topology file is whole, an AWS snapshot shows what its calls returned.
public struct Visibility: Sendable, Hashable {
  /// Of each scope that was read from AWS calls, those that gave an answer: `ec2 describe-vpcs`. A call about one
  /// resource carries its parameter after a blank: `ec2 describe-vpc-attribute enableDnsSupport vpc-0a1b`.
  public var readCalls: [Scope: Set<String>]
  /// Scopes that a topology file describes: what it does not mention does not exist.
  public var wholeScopes: Set<Scope>
  /// Values that the input does not know yet, by what stands in their place: the Terraform address of the attribute,
  /// `aws_route.out.gateway_id`.
  public var unknownValues: Set<String>
  /// What the input leaves open about a part of a resource.
  public var caveats: [Caveat.Subject: Caveat]

  public init(
    readCalls: [Scope: Set<String>] = [:], wholeScopes: Set<Scope> = [], unknownValues: Set<String> = [],
    caveats: [Caveat.Subject: Caveat] = [:]
  ) {
    self.readCalls = readCalls
    self.wholeScopes = wholeScopes
    self.unknownValues = unknownValues
    self.caveats = caveats
  }

  /// Whether what `call` would return in the scope is known: the call was read, or the scope is whole.
  public func sees(_ call: String, account: String, region: String) -> Bool {
    let scope = Scope(account: account, region: region)
    if let read = readCalls[scope] { return read.contains(call) }
    return wholeScopes.contains(scope)
  }

  /// Whether the scope is described by a topology file alone, as it is meant to be.
  public func isWritten(account: String, region: String) -> Bool {
    let scope = Scope(account: account, region: region)
    return wholeScopes.contains(scope) && readCalls[scope] == nil
  }

  /// Whether there is nothing but what the input holds: topology files say all of it.
  public var isWhole: Bool { readCalls.isEmpty && !wholeScopes.isEmpty }

  /// Whether a part of a resource is not visible, whatever the topology holds.
  public func hides(_ part: Caveat.Subject.Part, of id: String) -> Bool {
    caveats.isEmpty ? false : caveats[Caveat.Subject(id, part)]?.weight == .hidden
  }

  /// Whether anything at all of the scope was read.
  public func covers(account: String, region: String) -> Bool {
    let scope = Scope(account: account, region: region)
    return readCalls[scope] != nil || wholeScopes.contains(scope)
  }
}
