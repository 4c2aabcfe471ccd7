import AccessPolicies
import Testing

/// AG 3.2: the tables, cell by cell.
struct AuthorizationTableTests {
  private static let all: [PossibleDecisions] = [.allowed, .implicitDeny, .explicitDeny]

  private func rows(_ table: AuthorizationTable, delegates: Bool = false) -> [[PossibleDecisions]] {
    Self.all.map { caller in
      Self.all.map { table.outcome(resource: $0, caller: caller, resourceDelegates: delegates) }
    }
  }

  @Test("T0") func t0() {
    #expect(Self.all.map { AuthorizationTable.resourcePolicyAlone.outcome(resource: $0, caller: .allowed) } == Self.all)
  }

  @Test("TA") func ta() {
    #expect(
      rows(.either) == [
        [.allowed, .allowed, .explicitDeny], [.allowed, .implicitDeny, .explicitDeny],
        [.explicitDeny, .explicitDeny, .explicitDeny],
      ])
  }

  @Test("TB") func tb() {
    #expect(
      rows(.both) == [
        [.allowed, .implicitDeny, .explicitDeny], [.implicitDeny, .implicitDeny, .explicitDeny],
        [.explicitDeny, .explicitDeny, .explicitDeny],
      ])
  }

  @Test("TA is open where the resource policy only names the account and the caller's side is silent")
  func delegation() {
    var expected = rows(.either)
    expected[1][0] = [.allowed, .implicitDeny]
    #expect(rows(.either, delegates: true) == expected)
    #expect(rows(.both, delegates: true) == rows(.both))
  }

  @Test("Of several possible decisions every combination is possible")
  func possible() {
    #expect(AuthorizationTable.either.outcome(resource: .any, caller: .any) == .any)
    #expect(AuthorizationTable.either.outcome(resource: [.allowed, .implicitDeny], caller: .allowed) == .allowed)
    #expect(
      AuthorizationTable.both.outcome(resource: .allowed, caller: [.allowed, .implicitDeny]) == [
        .allowed, .implicitDeny,
      ])
    #expect(AuthorizationTable.both.outcome(resource: .implicitDeny, caller: .any) == [.implicitDeny, .explicitDeny])
    #expect(AuthorizationTable.both.outcome(resource: .implicitDeny, caller: .any).isAllowed == .no)
  }
}
