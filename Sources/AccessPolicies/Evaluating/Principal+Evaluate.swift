/// Whether a `Principal` or `NotPrincipal` is for who makes the request.
///
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
extension PrincipalElement {
  func holds(for principal: RequestPrincipal, effect: Statement.Effect) -> Truth {
    let named = patterns.map { $0.matches(principal) }.any
    guard isNegated else { return named }
    if effect == .deny, case .identity(let identity) = principal { return deniesOthers(than: identity) }
    return named.negated
  }

  /// Whether an account is named, and nothing finer, so that it is left to the account to pass the permission on.
  func onlyDelegates(to principal: RequestPrincipal) -> Bool {
    guard !isNegated, case .identity(let identity) = principal, identity.form != .root else { return false }
    return patterns.map { if case .account = $0.meaning { .no } else { $0.matches(principal) } }.any != .yes
  }

  /// `NotPrincipal` with `Deny` spares whom it names, if it names the account too (AG 3.5). AWS says that it may
  /// deny otherwise, and does not say when.
  ///
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  private func deniesOthers(than identity: AWSIdentity) -> Truth {
    if patterns.contains(where: { $0.meaning == .everyone }) { return .no }
    let account = Truth(patterns.contains { $0.meaning == .account(id: identity.account) })
    let named = identity.form == .root ? account : patterns.map { $0.spares(identity) }.any
    if account == .yes && named == .yes { return .no }
    let anything = patterns.map { $0.matches(.identity(identity)) }.any
    return anything == .no ? .yes : .unknown
  }
}

extension PrincipalPattern {
  func matches(_ principal: RequestPrincipal) -> Truth {
    switch (meaning, principal) {
    case (.everyone, _): .yes
    case (.nobody, _): .no
    case (_, .unknown): .unknown
    case (.account(let id), .identity(let identity)): Truth(id == identity.account)
    case (.identity(let wanted), .identity(let had)): wanted.covers(had)
    case (.service(let wanted), .service(let had)): Truth(wanted == had)
    case (.everyService, .service), (.everyProvider, .federated): .yes
    case (.federated(let wanted), .federated(let had)): Truth(wanted == had)
    // A canonical user id is another name of some account.
    case (.canonicalUser, .identity): .unknown
    default: .no
    }
  }

  /// Whether a `NotPrincipal` names this user, or the role of this session, whatever the session.
  fileprivate func spares(_ identity: AWSIdentity) -> Truth {
    guard case .identity(let wanted) = meaning else { return .no }
    if case .session = wanted.form { return .no }
    return wanted.covers(identity)
  }
}

extension AWSIdentity {
  /// Whether permissions of this identity are the other's: the same one, or a session of this role.
  ///
  /// Unknown for one session's name where the request's session has none, and for a user where the request comes from a
  /// federated user, whose ARN does not say which user it was.
  fileprivate func covers(_ other: AWSIdentity) -> Truth {
    guard partition == other.partition, account == other.account else { return .no }
    if arn == other.arn { return .yes }
    switch (form, other.form) {
    case (.role(let role), .session(let session)): return Truth(role == session)
    case (.session(let session), .role(let role)): return session == role ? .unknown : .no
    case (.user, .federatedUser): return .unknown
    default: return .no
    }
  }
}
