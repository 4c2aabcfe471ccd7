import NetworkModel
import Reachability

/// An integration with the method or route that uses it.
struct IntegrationUse {
  var api: Component
  var isREST: Bool
  /// `GET /orders`.
  var method: String
  /// With the variables of the first stage.
  var integration: APIIntegration
  var stage: String?
  var source: SourceLocation?

  /// `GET /orders of orders`.
  var title: String { "\(method) of \(api.label)" }

  /// The VPC link.
  var linkId: String? { integration.connectionType == "VPC_LINK" ? integration.connectionId : nil }
}

extension Linter {
  /// Every integration, in the order of APIs and methods.
  var integrationUses: [IntegrationUse] {
    let rest = topology.restAPIs.flatMap { api -> [IntegrationUse] in
      let component = Component(api.identity, kind: .restApi)
      let stage = api.stages?.first
      let variables = StageVariables(stage?.variables ?? [:])
      return (api.resources ?? []).flatMap { resource in
        resource.methods.compactMap { method in
          method.integration.map {
            IntegrationUse(
              api: component, isREST: true, method: "\(method.httpMethod) \(resource.path)",
              integration: variables.filling($0).0, stage: stage?.name, source: method.source)
          }
        }
      }
    }
    let http = topology.httpAPIs.flatMap { api -> [IntegrationUse] in
      let component = Component(api.identity, kind: .api)
      let stage = api.stages?.first
      let variables = StageVariables(stage?.variables ?? [:])
      return (api.routes ?? []).compactMap { route in
        route.integration.map {
          IntegrationUse(
            api: component, isREST: false, method: route.key, integration: variables.filling($0).0,
            stage: stage?.name, source: route.source)
        }
      }
    }
    return rest + http
  }
}
