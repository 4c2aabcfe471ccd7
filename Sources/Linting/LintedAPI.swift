import AccessPolicies
import NetworkModel

/// A REST API as the rules about policies read it.
struct LintedAPI: Sendable {
  /// One call that a method takes.
  struct Sample: Sendable {
    var stage: String
    /// The verb that is called; of ANY one of those that it takes.
    var verb: String
    /// As it is called: `/pets/1` of `/pets/{id}`.
    var path: String
    /// `GET /pets/{id}`.
    var title: String
    var method: APIMethod

    var isAnonymous: Bool { method.authorizationType != "AWS_IAM" }
  }

  var api: RestAPI
  /// The resource policy that is saved, with its short forms made ARNs; nil where there is none that can be read.
  var policy: Policy?
  var name: ExecuteAPI
  /// One a method, in the order of the input; empty where the input shows no methods.
  var samples: [Sample]

  var isPrivate: Bool { api.endpointType == .private }

  init(_ api: RestAPI) {
    self.api = api
    let region = api.identity.region
    let written = api.policyDocument.flatMap { PolicyDocument($0, kind: .resource).policy }
    // A file that names no accounts may still have one in a policy.
    let account = api.identity.account.isEmpty ? LintedAPI.account(of: api.id, in: written) : api.identity.account
    name = ExecuteAPI(
      partition: ExecuteAPI.partition(ofRegion: region), region: region, account: account, id: api.id)
    policy = written?.expandingShortForms(of: .api(name))
    let stage = api.stages?.first?.name ?? "prod"
    samples = (api.resources ?? []).flatMap { resource in
      resource.methods.map { method in
        let parts = resource.path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : $0 }
        return Sample(
          stage: stage, verb: method.httpMethod == "ANY" ? "GET" : method.httpMethod,
          path: "/" + parts.joined(separator: "/"), title: "\(method.httpMethod) \(resource.path)", method: method)
      }
    }
  }

  private static func account(of id: String, in policy: Policy?) -> String {
    for pattern in policy?.statements.flatMap(\.resource.patterns) ?? [] {
      let parts = pattern.source.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      if parts.count == 6, parts[5].hasPrefix(id) { return String(parts[4]) }
    }
    return ""
  }

  /// The samples, or where the input shows no methods one that no method has to take.
  var samplesOrAny: [Sample] {
    guard samples.isEmpty else { return samples }
    let method = APIMethod(httpMethod: "GET", authorizationType: nil)
    return [Sample(stage: api.stages?.first?.name ?? "prod", verb: "GET", path: "/", title: "GET /", method: method)]
  }

  /// What the resource policy is asked for a sample.
  ///
  /// - Parameter endpoint: the endpoint that takes the connection; nil for any.
  func request(
    _ sample: Sample, through endpoint: VPCEndpoint?, signed: CallSignature = .none, domainARN: String? = nil
  ) -> AccessRequest {
    call(sample, endpointId: endpoint?.id, vpcId: endpoint?.vpcId, signed: signed, domainARN: domainARN)
      .apiRequest(signatureCounts: !sample.isAnonymous)
  }

  func call(
    _ sample: Sample, endpointId: String?, vpcId: String?, signed: CallSignature = .none, domainARN: String? = nil
  ) -> PrivateAPICall {
    PrivateAPICall(
      name, stage: sample.stage, verb: sample.verb, path: sample.path, signature: signed, vpcEndpointId: endpointId,
      vpcId: vpcId, sourceAddress: nil, domainARN: domainARN)
  }

  /// The endpoints of the input that belong to the API: those that it is associated with, and those that its policy
  /// names, by their ids or by their VPCs.
  func endpoints(in index: LintIndex) -> [VPCEndpoint] {
    let ids = Set(api.vpcEndpointIds + (policy?.values(of: "aws:SourceVpce") ?? []))
    let vpcIds = Set(policy?.values(of: "aws:SourceVpc") ?? [])
    return index.apiEndpoints.filter {
      ids.contains($0.id) || $0.apiRegion == api.identity.region && vpcIds.contains($0.vpcId)
    }
  }
}
