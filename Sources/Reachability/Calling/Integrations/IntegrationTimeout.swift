import NetworkModel

// How long API Gateway waits for a backend (AG PI-11).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html

extension Follower {
  /// Notes what the integration's timeout rests on: a backend that is slower is a 504, and how slow it is no
  /// configuration says.
  func noteTimeout(of work: Integrating, _ branch: inout Branch) {
    guard let timeout = work.integration.timeoutMilliseconds, work.integration.type != "MOCK" else { return }
    let ceiling = work.isREST ? 29_000 : 30_000
    if timeout > ceiling {
      let isRaisable = work.isREST && topology.restAPIs[work.call.api.position].endpointType != .edge
      branch.assume(
        .integrationUnsupported, work.api.id, decides: false,
        "the integration of \(work.title) waits \(timeout) ms, more than the \(ceiling) ms that API Gateway lets it"
          + (isRaisable
            ? "; the account's quota is taken to be raised"
            : ", and there is no way to raise that; it is taken to wait \(ceiling) ms"))
    } else if timeout < ceiling {
      branch.assume(
        .unknownResource, work.api.id, decides: false,
        "the backend of \(work.title) is taken to answer within \(timeout) ms; a slower one is "
          + Symptom.fromAPIGateway(504, "Endpoint request timed out"))
    }
  }
}
