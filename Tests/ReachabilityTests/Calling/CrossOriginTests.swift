import NetworkModel
import Reachability
import TestKit
import Testing

/// Calls that pages of other origins make: HTTP APIs that answer browsers themselves, and credentials (AG 8).
@Suite("Cross-origin calls")
struct CrossOriginTests {
  typealias Fixture = PrivateAPIFixture

  private func call(
    _ cors: HTTPAPI.CORS, _ method: String = "GET", headers: [String] = [], origin: String = "https://app.example"
  ) throws -> Answer {
    let network = world { t in
      t.apiVPCsWayOut()
      t.httpAPI("h", cors: cors, ["ANY /x": .mock])
    }
    return try network.call(
      Fixture.name("h") + "/x", from: "client-out", method: method, headers: headers, origin: origin)
  }

  @Test("an HTTP API's configuration gives leave to simple requests too")
  func simple() throws {
    let cors = HTTPAPI.CORS(allowOrigins: ["https://app.example"])
    #expect(try call(cors).verdict == .reachable)
    let other = try call(cors, origin: "https://other.example")
    #expect(other.codes == ["X_HTTP_CORS_HEADERS"])
    #expect(other.symptom == "the browser reports a CORS error")
  }

  @Test("`https://*` is every origin of HTTPS")
  func scheme() throws {
    let cors = HTTPAPI.CORS(allowOrigins: ["https://*"], allowMethods: ["*"], allowHeaders: ["*"])
    #expect(try call(cors, "PATCH", headers: ["x-a: 1"]).verdict == .reachable)
    #expect(try call(cors, "PATCH", origin: "http://app.example").codes == ["X_HTTP_CORS_HEADERS"])
  }

  @Test("`*` does not stand for Authorization")
  func authorization() throws {
    let cors = HTTPAPI.CORS(allowOrigins: ["*"], allowHeaders: ["*"])
    #expect(try call(cors, headers: ["Authorization: x"]).codes == ["X_HTTP_CORS_HEADERS"])
  }

  @Test("a cookie wants the origin by its name, and leave for credentials")
  func credentials() throws {
    let cookie = ["Cookie: a=b"]
    let wild = try call(.init(allowOrigins: ["*"]), headers: cookie)
    #expect(wild.codes == ["X_HTTP_CORS_HEADERS", "X_HTTP_CORS_HEADERS"], "origin and credentials")
    let named = HTTPAPI.CORS(allowOrigins: ["https://app.example"], allowMethods: ["*"], allowCredentials: true)
    #expect(try call(named, headers: cookie).verdict == .reachable)
    #expect(try call(named, "PUT", headers: cookie).codes == ["X_HTTP_CORS_HEADERS"], "`*` is no method then")
  }

  @Test("what an HTTP API itself refuses is seen by origins that it names, and hidden from others")
  func refused() throws {
    func seen(_ cors: HTTPAPI.CORS?, headers: [String] = []) throws -> String? {
      let network = world { t in
        t.apiVPCsWayOut()
        t.httpAPI("h", cors: cors, ["GET /x iam": .mock])
      }
      return try network.call(
        Fixture.name("h") + "/x", from: "client-out", headers: headers, origin: "https://app.example"
      ).symptom
    }
    let forbidden = "HTTP 403 from API Gateway: Forbidden"
    let hidden = "the browser reports a CORS error, which hides \(forbidden)"
    #expect(try seen(.init(allowOrigins: ["https://app.example"])) == forbidden)
    #expect(try seen(.init(allowOrigins: ["https://*"])) == forbidden)
    #expect(try seen(.init(allowOrigins: ["*"])) == forbidden)
    #expect(try seen(.init(allowOrigins: ["https://other.example"])) == hidden)
    #expect(try seen(.init(allowOrigins: ["*"]), headers: ["Cookie: a=b"]) == hidden, "`*` is no origin for a cookie")
    #expect(try seen(nil) == hidden)
  }

  @Test("the remedy is the header with its value, beside what it names already")
  func remedies() throws {
    let cookie = ["Cookie: a=b"]
    #expect(
      try call(.init(allowOrigins: ["*"]), headers: cookie).remedies == [
        "let API h answer with `Access-Control-Allow-Origin: https://app.example`",
        "let API h answer with `Access-Control-Allow-Credentials: true`",
      ])
    let some = HTTPAPI.CORS(
      allowOrigins: ["https://app.example"], allowMethods: ["GET"], allowHeaders: ["x-a"])
    #expect(
      try call(some, "PATCH", headers: ["x-a: 1", "x-b: 2"]).remedies == [
        "let API h answer with `Access-Control-Allow-Methods: GET,PATCH`",
        "let API h answer with `Access-Control-Allow-Headers: x-a,x-b`",
      ])
    let wild = HTTPAPI.CORS(
      allowOrigins: ["https://app.example"], allowMethods: ["*"], allowHeaders: ["*"], allowCredentials: true)
    #expect(
      try call(wild, "PUT", headers: cookie + ["Authorization: x"]).remedies == [
        "let API h answer with `Access-Control-Allow-Methods: PUT`",
        "let API h answer with `Access-Control-Allow-Headers: authorization`",
      ], "a `*` that does not count is no use")
  }
}
