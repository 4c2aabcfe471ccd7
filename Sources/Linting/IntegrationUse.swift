import NetworkModel
import Reachability

/// An integration with the method or route that uses it.
struct IntegrationUse {
  var api: Component
  var isREST: Bool
  /// `GET /orders`.
  var method: String
  var integration: APIIntegration
  /// Stage variables of the first stage.
  var variables: [String: String]
  var stage: String?
  var source: SourceLocation?

  /// `GET /orders of orders`.
  var title: String { "\(method) of \(api.label)" }

  /// The VPC link, stage variables put in.
  var linkId: String? {
    guard integration.connectionType == "VPC_LINK", var id = integration.connectionId else { return nil }
    for (name, value) in variables { id = id.replacing("${stageVariables.\(name)}", with: value) }
    return id
  }
}

extension Linter {
  /// Every integration, in the order of APIs and methods.
  var integrationUses: [IntegrationUse] {
    let rest = topology.restAPIs.flatMap { api -> [IntegrationUse] in
      let component = Component(api.identity, kind: .restApi)
      let stage = api.stages?.first
      return (api.resources ?? []).flatMap { resource in
        resource.methods.compactMap { method in
          method.integration.map {
            IntegrationUse(
              api: component, isREST: true, method: "\(method.httpMethod) \(resource.path)", integration: $0,
              variables: stage?.variables ?? [:], stage: stage?.name, source: method.source)
          }
        }
      }
    }
    let http = topology.httpAPIs.flatMap { api -> [IntegrationUse] in
      let component = Component(api.identity, kind: .api)
      let stage = api.stages?.first
      return (api.routes ?? []).compactMap { route in
        route.integration.map {
          IntegrationUse(
            api: component, isREST: false, method: route.key, integration: $0, variables: stage?.variables ?? [:],
            stage: stage?.name, source: route.source)
        }
      }
    }
    return rest + http
  }
}
