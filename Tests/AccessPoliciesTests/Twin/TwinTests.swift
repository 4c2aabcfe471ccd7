import AccessPolicies
import Foundation
import TestKit
import Testing

/// Random policies and requests, against ``NaivePolicy``.
struct TwinTests {
  @Test("Every request that could be meant gets a decision that is held possible", arguments: UInt64(1)...8)
  func decisions(_ seed: UInt64) throws {
    var generator = RandomPolicy(seed: seed)
    var determined = 0
    for round in 0..<60 {
      let json = generator.json()
      let document = PolicyDocument(json, kind: .resource)
      let policy = try #require(document.policy, "\(json) \(document.diagnostics)")
      let naive = try NaivePolicy(json)
      for _ in 0..<4 {
        let request = generator.request()
        let evaluation = policy.evaluate(request)
        let worlds = worlds(of: request)
        var answers: PossibleDecisions = []
        var isDocumented = true
        for world in worlds {
          do { answers.insert(possible(try naive.answer(world))) } catch is NaivePolicy.Undocumented {
            isDocumented = false
          }
        }
        let what: Comment = "seed \(seed), round \(round): \(json) \(request)"
        #expect(evaluation.possible.isSuperset(of: answers), what)
        if worlds.count == 1 && isDocumented { #expect(evaluation.possible == answers, what) }
        if evaluation.decision != .undetermined { determined += 1 }
        if worlds.count == 1 { try nearMisses(evaluation, naive, worlds[0], what) }
      }
    }
    #expect(determined > 120, "most requests are decided")
  }

  @Test("Broken texts give a policy or an error in place, and never both or neither", arguments: UInt64(1)...4)
  func brokenTexts(_ seed: UInt64) {
    var generator = RandomPolicy(seed: seed)
    var random = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<100 {
      var bytes = Array(generator.json().utf8)
      for _ in 0...random.next(upperBound: UInt64(2)) {
        let at = Int(random.next(upperBound: UInt64(bytes.count)))
        switch random.next(upperBound: UInt64(3)) {
        case 0: bytes.remove(at: at)
        case 1: bytes[at] = Array("{}[]:,\"\\*$ 1eN\n".utf8)[Int(random.next(upperBound: UInt64(15)))]
        default: bytes.insert(bytes[Int(random.next(upperBound: UInt64(bytes.count)))], at: at)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let document = PolicyDocument(text, kind: .resource)
      let errors = document.diagnostics.filter { $0.severity == .error }
      #expect((document.policy == nil) == !errors.isEmpty, "\(text)")
      #expect(errors.allSatisfy { $0.position != nil }, "\(text)")
      if document.policy == nil { refused += 1 }
      // Foundation reads whatever canreach takes for a policy.
      if document.policy != nil { #expect(throws: Never.self, "\(text)") { try NaivePolicy(text) } }
    }
    #expect(refused > 20 && refused < 100)
  }

  /// A near miss applies when the one element that it names is opened, and not before.
  private func nearMisses(
    _ evaluation: Evaluation, _ naive: NaivePolicy, _ world: NaivePolicy.World, _ what: Comment
  ) throws {
    for (name, finding) in evaluation.nearMisses {
      var statement = naive.statements[name.number - 1]
      guard let before = try? naive.applies(statement, world) else { continue }
      #expect(!before, what)
      switch finding.subject {
      case .principal, .action, .resource: statement["\(finding.subject)"] = "*"
      case .notPrincipal, .notAction, .notResource: statement["\(finding.subject)"] = nil
      case .condition(let `operator`, let key):
        var blocks = statement["Condition"] as? [String: [String: Any]] ?? [:]
        blocks["\(`operator`)"]?[key] = nil
        statement["Condition"] = blocks
      }
      guard let after = try? naive.applies(statement, world) else { continue }
      #expect(after || !(evaluation.missed.first { $0.name == name }?.open.isEmpty ?? true), what)
    }
  }

  private func possible(_ answer: NaivePolicy.Answer) -> PossibleDecisions {
    switch answer {
    case .allowed: .allowed
    case .implicitDeny: .implicitDeny
    case .explicitDeny: .explicitDeny
    }
  }

  /// The requests that a request with unknown keys could be.
  private func worlds(of request: AccessRequest) -> [NaivePolicy.World] {
    var worlds = [
      NaivePolicy.World(
        principal: request.principal.description, action: request.action, resource: request.resource, keys: [:])
    ]
    var choices = 0
    for (name, values) in RandomPolicy.keys {
      var options: [[String]]
      switch request.context[name] {
      case .absent: options = [[]]
      case .present(let values): options = [values]
      case .unknownValue: options = (values + [""]).map { [$0] }
      case .unknown: options = [[]] + values.map { [$0] }
      }
      if options.count > 1 {
        choices += 1
        // Enough to find what differs, and few enough to try all of them.
        if choices > 3 { options = Array(options.prefix(1)) }
      }
      worlds = worlds.flatMap { world in
        options.map { values in
          var world = world
          world.keys[name.lowercased()] = values.isEmpty ? nil : values
          return world
        }
      }
    }
    return worlds
  }
}
