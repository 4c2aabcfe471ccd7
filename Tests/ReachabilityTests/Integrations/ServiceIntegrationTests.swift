import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// Functions, actions of AWS services, and API Gateway itself (AG 6.3, rows 61 and 73).
@Suite("Integrations with functions and services")
struct ServiceIntegrationTests {
  static let function = "arn:aws:lambda:us-east-1:111111111111:function:fn"
  static let api = "arn:aws:execute-api:us-east-1:111111111111:orders"

  private func network(
    _ integration: APIIntegration = .lambda(function), method: String = "GET /orders", policy: String? = nil,
    variables: [String: String] = [:], hasFunction: Bool = true
  ) -> Network {
    world { t in
      t.shop()
      if hasFunction { t.function(Self.function, policy: policy) }
      t.restAPI("orders", variables: variables, [method: integration])
    }
  }

  @Test("API Gateway answers a MOCK by itself, without another connection")
  func mock() {
    let outcome = expectIntegration(network(.mock), .reachable)
    #expect(outcome.legs.count == 1)
    #expect(outcome.legs[0].forward.last?.decision == .answered)
  }

  @Test("73: a function whose policy lets the method call it, and one whose policy is for another API")
  func permission() {
    let open = expectIntegration(network(policy: invocationPolicy("\(Self.api)/*/GET/orders")), .reachable)
    #expect(open.legs.map(\.from) == ["caller", "orders"])
    #expect(open.legs.map(\.to) == ["orders", Self.function])
    let shut = expectIntegration(
      network(policy: invocationPolicy("arn:aws:execute-api:us-east-1:111111111111:other/*")),
      .blocked("X_POLICY_TARGET", at: Self.function, leg: 1), symptom: "HTTP 500 from API Gateway")
    #expect(
      shut.fixSentences == [
        "add a permission to the policy of \(Self.function): `lambda add-permission --action "
          + "lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn \(Self.api)/prod/GET/orders`"
      ])
  }

  @Test("a permission for a load balancer is none for API Gateway")
  func otherService() {
    let policy = invocationPolicy("*", principal: "elasticloadbalancing.amazonaws.com")
    expectIntegration(network(policy: policy), .blocked("X_POLICY_TARGET", at: Self.function, leg: 1))
  }

  @Test("a function of a whole input without a policy lets nobody call it")
  func noPolicy() {
    expectIntegration(network(), .blocked("X_POLICY_TARGET", at: Self.function, leg: 1))
  }

  @Test("a function that is not in the input is taken to let the API call it")
  func unseen() {
    let outcome = expectIntegration(network(hasFunction: false), .reachable)
    #expect(outcome.assumes("UNKNOWN_RESOURCE", at: Self.function))
  }

  @Test("a version or an alias has a policy of its own, which the function's does not tell")
  func alias() {
    let outcome = expectIntegration(
      network(.lambda("\(Self.function):live"), policy: invocationPolicy("nobody")), .reachable)
    #expect(outcome.assumes("UNKNOWN_RESOURCE", at: Self.function))
    #expect(outcome.legs.last?.forward.last?.component.id == Self.function)
  }

  @Test("an alias of a function that has no ARN yet leads to the function")
  func aliasByAddress() {
    let network = world { t in
      t.shop()
      t.function("aws_lambda_function.f", policy: nil)
      t.restAPI("orders", ["GET /orders": .lambda("aws_lambda_function.f:live")])
    }
    #expect(network.function(called: "aws_lambda_function.f:live") == network.function(called: "aws_lambda_function.f"))
    #expect(network.function(called: "aws_lambda_function.other:live") == nil)
    let outcome = expectIntegration(network, .reachable)
    #expect(outcome.legs.last?.forward.last?.component.id == "aws_lambda_function.f")
  }

  @Test("a role in place of the policy rests on the role's own policies")
  func role() {
    let role = "arn:aws:iam::111111111111:role/api"
    let outcome = expectIntegration(network(.lambda(Self.function, role: role)), .reachable)
    #expect(outcome.assumes("X_POLICY_IDENTITY", at: role))
  }

  @Test("the policy is asked for what is called; where AWS's pages differ on that it is open")
  func readings() {
    func asked(_ method: String, _ path: String, _ source: String) -> Verdict {
      integrate(network(method: method, policy: invocationPolicy("\(Self.api)/\(source)")), "GET", path)
        .verdict
    }
    #expect(asked("GET /orders/{id}", "/orders/7", "*/GET/orders/*") == .reachable)
    #expect(asked("GET /orders/{id}", "/orders/7", "*/GET/orders/7") == .undetermined)
    #expect(asked("GET /orders/{id}", "/orders/7", "*/POST/orders/*") == .unreachable)
    #expect(asked("ANY /orders", "/orders", "*/*/orders") == .reachable)
    #expect(asked("ANY /orders", "/orders", "*/GET/orders") == .undetermined)
    #expect(asked("GET /orders", "/orders", "dev/GET/orders") == .unreachable)
  }

  @Test("a stage variable names the function; one that the stage does not have leaves none")
  func variables() {
    let integration = APIIntegration.lambda("arn:aws:lambda:us-east-1:111111111111:function:${stageVariables.name}")
    let policy = invocationPolicy("\(Self.api)/*")
    let named = expectIntegration(network(integration, policy: policy, variables: ["name": "fn"]), .reachable)
    #expect(named.legs.last?.to == Self.function)
    let missing = expectIntegration(
      network(integration, policy: policy), .blocked("X_INTEGRATION_UNSUPPORTED", at: "orders", leg: 0),
      symptom: "HTTP 500 from API Gateway")
    #expect(missing.blockers[0].message.contains("`name`"))
  }

  @Test("another account's function is asked in the same way")
  func otherAccount() {
    let function = "arn:aws:lambda:eu-west-1:222222222222:function:fn"
    func network(_ source: String) -> Network {
      world { t in
        t.shop()
        (t.account, t.region) = ("222222222222", "eu-west-1")
        t.function(function, policy: invocationPolicy(source))
        (t.account, t.region) = ("111111111111", "us-east-1")
        t.restAPI("orders", ["GET /orders": .lambda(function)])
      }
    }
    expectIntegration(network("\(Self.api)/*"), .reachable)
    expectIntegration(
      network("arn:aws:execute-api:us-east-1:222222222222:orders/*"), .blocked("X_POLICY_TARGET", leg: 1))
  }

  @Test("an HTTP API names the function itself, and $default is a route of its own name")
  func httpAPI() {
    func network(_ route: String, _ source: String) -> Network {
      world { t in
        t.shop()
        t.function(Self.function, policy: invocationPolicy("\(Self.api)/\(source)"))
        t.httpAPI("orders", [route: APIIntegration(type: "AWS_PROXY", uri: Self.function)])
      }
    }
    expectIntegration(network("GET /orders", "*/*/orders"), .reachable)
    expectIntegration(network("$default", "*/$default"), .reachable)
    expectIntegration(
      network("GET /orders", "*/*/other"), .blocked("X_POLICY_TARGET", at: Self.function, leg: 1),
      symptom: "HTTP 500 from API Gateway")
  }

  @Test("a service is called with a role; whether one lets API Gateway in without is open")
  func service() {
    let uri = "arn:aws:apigateway:us-east-1:dynamodb:action/GetItem"
    let role = "arn:aws:iam::111111111111:role/table"
    let integration = APIIntegration(type: "AWS", httpMethod: "POST", uri: uri, credentials: role)
    let outcome = expectIntegration(network(integration), .reachable)
    #expect(outcome.legs.last?.to == "dynamodb in us-east-1")
    #expect(outcome.assumes("X_POLICY_IDENTITY", at: role))
    expectIntegration(network(integration.with { $0.credentials = nil }), .undetermined("X_POLICY_IDENTITY"))
  }

  @Test("a type that canreach does not know leaves the verdict open")
  func unknownType() {
    expectIntegration(network(APIIntegration(type: "GRAPHQL")), .undetermined("X_INTEGRATION_UNSUPPORTED"))
  }

  @Test("72: how long the backend takes is no configuration; a longer wait than AWS allows rests on a quota")
  func timeout() {
    let base = APIIntegration.lambda(Self.function)
    func messages(_ timeout: Int?, _ type: RestAPI.EndpointType = .private) -> [String] {
      let network = world { t in
        t.shop()
        t.function(Self.function, policy: invocationPolicy("\(Self.api)/*"))
        t.restAPI("orders", type, ["GET /orders": base.with { $0.timeoutMilliseconds = timeout }])
      }
      return expectIntegration(network, .reachable).assumptions.map(\.message)
    }
    #expect(messages(nil) == [])
    #expect(messages(29_000) == [])
    #expect(messages(500).first?.contains("HTTP 504 from API Gateway: Endpoint request timed out") == true)
    #expect(messages(60_000).first?.contains("quota is taken to be raised") == true)
    #expect(messages(60_000, .edge).first?.contains("no way to raise that") == true)
  }
}
