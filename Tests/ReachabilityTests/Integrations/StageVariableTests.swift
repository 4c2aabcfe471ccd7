import Testing

@testable import Reachability

@Suite("Stage variables and path parameters")
struct StageVariableTests {
  @Test("variables stand for their values; what the stage does not have stays, and is missing")
  func variables() {
    let variables = StageVariables(["host": "a.example", "port": "8080"])
    let text = "http://${stageVariables.host}:${stageVariables.port}/${stageVariables.path}"
    #expect(variables.filling(text) == "http://a.example:8080/${stageVariables.path}")
    #expect(variables.missing(in: text) == ["path"])
    #expect(variables.filling("plain") == "plain")
    #expect(variables.filling("${stageVariables.host") == "${stageVariables.host")
    #expect(variables.missing(in: "") == [])
  }

  @Test("parameters by their names, the greedy one with all that is left")
  func parameters() {
    #expect(PathParameters("/orders/{id}/{proxy+}", "/orders/7/a/b").filling("/x/{id}/{proxy}") == "/x/7/a/b")
    #expect(PathParameters("/orders", "/orders").filling("/{id}") == "/{id}")
    #expect(PathParameters("/{id}", "/").filling("/{id}") == "/{id}")
    #expect(PathParameters.isOpen("/{id}"))
    #expect(!PathParameters.isOpen("/7"))
  }
}
