import Reachability
import TestKit
import Testing

/// Every code of TLS, HTTP, policies, authorizers and integrations that a blocker can carry: a call that gives it, with
/// what would remove it, and its twin one change away.
@Suite("Codes of calls")
struct CallCodeTests {
  @Test("gives the code alone, and says what would remove it", arguments: CallCodeCase.all)
  func gives(_ example: CallCodeCase) throws {
    let answer = try world { t in example.write(&t, false) }.call(example.request)
    #expect(answer.verdict == .unreachable, "\(answer.summary)")
    #expect(answer.codes == [example.code], "\(answer.blockers.map(\.message))")
    #expect(answer.blockers.first?.stage == Code(rawValue: example.code).stage)
    if let component = example.component { #expect(answer.blockers.map(\.component.id) == [component]) }
    if let leg = example.leg { #expect(answer.blockers.map(\.leg) == [leg]) }
    #expect(answer.assumptions.allSatisfy { !$0.decides })
    #expect(answer.symptom != nil)
    let sentence = try #require(answer.fixes.first?.changes.first?.summary)
    #expect(sentence.contains(example.remedy), "\(sentence)")
  }

  @Test("one change away the call goes through", arguments: CallCodeCase.all)
  func mended(_ example: CallCodeCase) throws {
    let answer = try world { t in example.write(&t, true) }.call(example.mended)
    #expect(answer.verdict == .reachable, "\(answer.summary) \(answer.codes)")
    #expect(answer.fixes.isEmpty && answer.symptom == nil)
  }

  /// Codes that no blocker carries, each for its reason.
  static let unused: [String: String] = [
    "X_POLICY_IDENTITY": "the caller's own policies are not in the input, so that they are an assumption",
    "X_AUTH_DENIED": "what a Lambda authorizer answers is not in the input, so that it is an assumption",
  ]

  @Test("every code of calls is given by a test or is unused")
  func coverage() {
    let covered = Set(CallCodeCase.all.map(\.code))
    let stages: [Code.Stage] = [.tls, .http, .policy, .authorizer, .integration]
    let all = Set(Code.all.filter { $0.isBlocker && stages.contains($0.stage) }.map(\.code.rawValue))
    #expect(covered.union(Self.unused.keys) == all)
    #expect(covered.isDisjoint(with: Self.unused.keys))
  }
}

/// A request, as the command line has it.
struct CallRequest: Sendable {
  var url: String
  var method: String?
  var headers: [String] = []
  var origin: String?
  var principal: String?

  init(
    _ url: String, method: String? = nil, headers: [String] = [], origin: String? = nil, as principal: String? = nil
  ) {
    (self.url, self.method, self.headers, self.origin, self.principal) = (url, method, headers, origin, principal)
  }
}

extension Network {
  func call(_ request: CallRequest) throws -> Answer {
    try call(
      request.url, method: request.method, headers: request.headers, origin: request.origin, as: request.principal)
  }
}

/// A topology and a call that give a code, and the one change after which the call goes through.
struct CallCodeCase: Sendable, CustomTestStringConvertible {
  var code: String
  /// Nil where the documents do not name the component.
  var component: String?
  var leg: Int?
  /// Words of the sentence that would remove it.
  var remedy: String
  var request: CallRequest
  /// The call of the twin, where that is what changes.
  var mended: CallRequest
  /// Writes the topology, or its twin.
  var write: @Sendable (inout TopologyBuilder, _ isMended: Bool) -> Void

  init(
    _ code: String, at component: String? = nil, leg: Int? = 1, remedy: String, _ request: CallRequest,
    mended: CallRequest? = nil, _ write: @escaping @Sendable (inout TopologyBuilder, Bool) -> Void
  ) {
    (self.code, self.component, self.leg, self.remedy, self.request) = (code, component, leg, remedy, request)
    self.mended = mended ?? request
    self.write = write
  }

  var testDescription: String { code }

  static let all = tlsCases + httpCases + accessCases + integrationCases
}
