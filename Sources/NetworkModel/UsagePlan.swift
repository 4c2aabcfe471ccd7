// https://docs.aws.amazon.com/apigateway/latest/api/API_UsagePlan.html

/// A usage plan: which API keys open which stages.
public struct UsagePlan: Resource {
  public static let kind = ResourceKind.usagePlan
  public var identity: Identity
  public var stages: [APIStage]
  /// Nil where the input does not show them.
  public var keyIds: [String]?

  public init(
    _ identity: Identity, stages: [APIStage] = [], keyIds: [String]? = []
  ) {
    self.identity = identity
    self.stages = stages
    self.keyIds = keyIds
  }
}

extension UsagePlan {
  /// A stage that the plan opens.
  public struct APIStage: Sendable, Hashable {
    public var apiId: String
    public var stage: String

    public init(
      apiId: String, stage: String
    ) {
      self.apiId = apiId
      self.stage = stage
    }
  }
}
