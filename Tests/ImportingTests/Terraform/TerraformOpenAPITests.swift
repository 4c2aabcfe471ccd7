import Foundation
import NetworkModel
import Testing

@testable import Importing

/// APIs that a document in the OpenAPI format defines.
@Suite struct TerraformOpenAPITests {
  private static var definition: [String: Any] {
    [
      "openapi": "3.0.1",
      "paths": [
        "/orders": [
          "get": [
            "security": [["people": ["orders/read"]]],
            "x-amazon-apigateway-integration": [
              "type": "http_proxy", "httpMethod": "GET", "uri": "http://orders.internal/orders",
              "connectionType": "VPC_LINK", "connectionId": "abc", "timeoutInMillis": 5000,
            ],
          ],
          "options": [
            "x-amazon-apigateway-integration": [
              "type": "mock",
              "responses": [
                "default": ["responseParameters": ["method.response.header.Access-Control-Allow-Origin": "'*'"]]
              ],
            ]
          ],
        ],
        "/{proxy+}": ["x-amazon-apigateway-any-method": ["security": [["sigv4": [String]()], ["key": [String]()]]]],
      ],
      "components": [
        "securitySchemes": [
          "people": [
            "type": "apiKey", "name": "Authorization", "in": "header",
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": [
              "type": "cognito_user_pools", "providerARNs": ["arn:aws:cognito-idp:us-east-1:111111111111:userpool/p"],
            ],
          ],
          "sigv4": [
            "type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4",
          ],
          "key": ["type": "apiKey", "name": "x-api-key", "in": "header"],
        ]
      ],
      "x-amazon-apigateway-policy": [
        "Version": "2012-10-17",
        "Statement": [
          ["Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"]
        ],
      ],
      "x-amazon-apigateway-endpoint-configuration": [
        "vpcEndpointIds": ["vpce-1"], "disableExecuteApiEndpoint": true,
      ],
    ]
  }

  private func plan(_ body: String?) -> PlanText {
    var plan = PlanText.network
    var values: [String: Any] = ["name": "a", "endpoint_configuration": [["types": ["PRIVATE"]]]]
    values["body"] = body
    plan.add(
      "aws_api_gateway_rest_api", "a", values, unknown: ["id", "policy"] + (body == nil ? ["body"] : []),
      references: ["body": ["local.body"]])
    return plan
  }

  @Test("paths, integrations, security, policy and endpoint configuration")
  func json() throws {
    let body = String(decoding: try JSONSerialization.data(withJSONObject: Self.definition), as: UTF8.self)
    let api = try #require(try plan(body).load().topology.restAPIs.first)
    #expect(api.resources?.map(\.path).sorted() == ["/", "/orders", "/{proxy+}"])
    let orders = try #require(api.resources?.first { $0.path == "/orders" })
    #expect(orders.methods.map(\.httpMethod) == ["GET", "OPTIONS"])
    let get = orders.methods[0]
    #expect(get.authorizationType == "COGNITO_USER_POOLS" && get.authorizationScopes == ["orders/read"])
    #expect(get.authorizerId == api.authorizers?.first?.id)
    #expect(api.authorizers?.first?.identitySources == ["method.request.header.Authorization"])
    #expect(get.integration?.type == "HTTP_PROXY" && get.integration?.connectionId == "abc")
    #expect(get.integration?.timeoutMilliseconds == 5000)
    #expect(orders.methods[1].integration?.responseHeaders == [.init("Access-Control-Allow-Origin", "'*'")])
    let any = try #require(api.resources?.first { $0.path == "/{proxy+}" }?.methods.first)
    #expect(any.httpMethod == "ANY" && any.authorizationType == "AWS_IAM" && any.apiKeyRequired)
    #expect(any.integration == nil)
    #expect(api.policyDocument?.contains("execute-api:Invoke") == true)
    #expect(api.vpcEndpointIds == ["vpce-1"] && api.disablesDefaultEndpoint)
  }

  @Test func yaml() throws {
    let body = """
      openapi: 3.0.1
      paths:
        /orders:
          get:
            x-amazon-apigateway-auth: {type: AWS_IAM}
            x-amazon-apigateway-integration: {type: mock, timeoutInMillis: 1000}
      """
    let api = try #require(try plan(body).load().topology.restAPIs.first)
    let method = try #require(api.resources?.first { $0.path == "/orders" }?.methods.first)
    #expect(method.authorizationType == "AWS_IAM" && method.integration?.timeoutMilliseconds == 1000)
  }

  @Test("a definition that is not known, or is none, does not show the methods", arguments: [nil, "no definition"])
  func unseen(_ body: String?) throws {
    let api = try #require(try plan(body).load().topology.restAPIs.first)
    #expect(api.resources == nil && api.authorizers == nil)
  }
}
