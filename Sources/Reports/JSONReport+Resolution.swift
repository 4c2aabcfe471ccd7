import NetworkModel
import Reachability

extension JSONReport {
  /// What became of a name: one entry of `resolutions` for each client.
  ///
  /// - Parameter type: the type that was asked for; nil for those of the families that the client has.
  public static func json(_ resolutions: [Resolution], from: String, name: String, type: RecordType?) -> JSON {
    [
      "canreach": 1,
      "query": ["from": .string(from), "name": .string(name), "type": .string(type?.rawValue ?? "any")],
      "resolutions": .array(resolutions.map(json)),
    ]
  }

  private static func json(_ resolution: Resolution) -> JSON {
    [
      "from": .string(resolution.from),
      "verdict": .string(resolution.verdict.rawValue),
      "summary": .string(resolution.summary),
      "symptom": JSON(resolution.symptom),
      "answers": .array(resolution.answers.map(json)),
      "blockers": .array(resolution.blockers.map(json)),
      "assumptions": .array(resolution.assumptions.map(json)),
      "fixes": .array(resolution.fixes.map(json)),
    ]
  }

  private static func json(_ answer: NameAnswer) -> JSON {
    [
      "type": .string(answer.type.rawValue),
      "outcome": .string(answer.outcome.rawValue),
      "standing": .string(answer.standing.rawValue),
      "share": JSON(answer.share?.description),
      "names": .array(answer.names.map { .string($0.text) }),
      "addresses": .array(answer.addresses.map(json)),
      "legs": .array(answer.legs.map(json)),
      "blockers": .array(answer.blockers.map(json)),
      "assumptions": .array(answer.assumptions.map(json)),
      "privateAnswer": answer.privateAnswer.map(json) ?? .null,
    ]
  }

  private static func json(_ address: ResolvedAddress) -> JSON {
    var (text, service, region): (String?, String?, String?)
    var owner: Component?
    switch address {
    case .address(let address, let component): (text, owner) = (address.description, component)
    case .service(let name, let place): (service, region) = (name, place)
    case .elsewhere: break
    }
    return [
      "address": JSON(text), "component": JSON(owner?.id), "kind": JSON(owner?.kind.rawValue), "service": JSON(service),
      "region": JSON(region),
    ]
  }
}
