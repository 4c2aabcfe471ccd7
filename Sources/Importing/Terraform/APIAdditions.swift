import NetworkModel

/// What one input makes in a REST API of another.
struct RestAPIAddition {
  var apiId: String
  var paths: [RestAPITerraformJoins.Path]
  var methods: [(resourceId: String, method: APIMethod)]
  var authorizers: [APIAuthorizer]
  var gatewayResponses: [GatewayResponse]
  var stages: [RestAPI.Stage]
  var deployments: [RestAPI.Deployment]
  /// A policy that a resource of its own sets; nil where none does.
  var policyDocument: String?

  /// Puts it into the API. Lists that no input shows stay so: what else is in them is not known.
  func apply(to api: inout RestAPI) {
    if let resources = api.resources { api.resources = added(to: resources) }
    api.authorizers?.replace(authorizers, by: \.id)
    api.gatewayResponses?.replace(gatewayResponses, by: \.responseType)
    api.stages?.replace(stages, by: \.name)
    api.deployments?.replace(deployments, by: \.id)
    api.policyDocument = policyDocument ?? api.policyDocument
  }

  private func added(to before: [APIResource]) -> [APIResource] {
    var resources = before
    var rest = paths
    // A path may stand before the one that it is below.
    var isMoving = true
    while isMoving {
      isMoving = false
      for place in rest.indices.reversed() {
        let made = rest[place]
        let parent = resources.first { $0.id == made.parentId }?.path
        guard let path = made.path ?? parent.map({ $0 == "/" ? "/\(made.part)" : "\($0)/\(made.part)" }) else {
          continue
        }
        if !resources.contains(where: { $0.id == made.id }) {
          resources.append(APIResource(id: made.id, path: path, source: made.source))
        }
        rest.remove(at: place)
        isMoving = true
      }
    }
    for (id, method) in methods {
      guard let place = resources.firstIndex(where: { $0.id == id }) else { continue }
      resources[place].methods.replace([method], by: \.httpMethod)
      resources[place].methods.sort { $0.httpMethod < $1.httpMethod }
    }
    return resources
  }
}

/// What one input makes in an HTTP or WebSocket API of another.
struct HTTPAPIAddition {
  var apiId: String
  var routes: [HTTPAPI.Route]
  var authorizers: [APIAuthorizer]
  var stages: [HTTPAPI.Stage]

  /// Puts it into the API, as ``RestAPIAddition`` does.
  func apply(to api: inout HTTPAPI) {
    api.routes?.replace(routes, by: \.key)
    api.authorizers?.replace(authorizers, by: \.id)
    api.stages?.replace(stages, by: \.name)
  }
}

extension Array {
  /// Adds elements, each in the place of one with the same key.
  fileprivate mutating func replace(_ others: [Element], by key: KeyPath<Element, String>) {
    for other in others {
      if let place = firstIndex(where: { $0[keyPath: key] == other[keyPath: key] }) {
        self[place] = other
      } else {
        append(other)
      }
    }
  }
}
