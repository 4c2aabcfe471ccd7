import Testing

@testable import Importing

/// Expressions of Terraform's language, evaluated where nothing in them waits for AWS.
@Suite struct HCLExpressionTests {
  /// The JSON of what an expression is, with values for a few names; `?` where it is not known, `!` where Terraform
  /// refuses it.
  private func value(_ text: String) throws -> String {
    guard let expression = HCLExpressionParser.expression(text) else { return "no expression" }
    let resources = try TerraformResources(root: nil, prior: nil, configuration: nil, variables: nil, changes: nil)
    let evaluator = TerraformEvaluator(TerraformReferences(resources: resources), TerraformSources()) { _, _ in nil }
    let scope = TerraformScope(
      module: 0, key: .number(3),
      bindings: [
        "one": .number(1), "name": .text("web"), "list": .list([.text("a"), .text("b"), .text("c")]),
        "map": .object(["x": .number(1), "y": .object(["z": .boolean(true)])]), "open": .unknown,
        "id": .computed(instance: 0, attribute: "id"), "other": .computed(instance: 0, attribute: "ipv6_cidr_block"),
      ])
    do { return try evaluator.value(expression, scope).json() ?? "?" } catch { return "!" }
  }

  @Test(
    "operators, in Terraform's order",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 % 4", "3"), ("-one + 2", "1"), ("10 / 4", "2.5"),
      ("1 < 2 && !(2 >= 3)", "true"), ("one == 1 ? \"yes\" : \"no\"", "\"yes\""), ("\"1\" == \"2\"", "false"),
      ("count.index % 2", "1"), ("floor(count.index / 2)", "1"), ("1 / 0", "!"), ("1.5e2", "150"),
      ("false ? open : name", "\"web\""), ("open ? 1 : 1", "1"), ("open ? 1 : 2", "?"), ("open || true", "true"),
      ("1 == \"1\"", "?"), ("id == null", "false"), ("other == null", "?"), ("id == id", "true"),
    ])
  func operators(_ text: String, _ expected: String) throws { #expect(try value(text) == expected) }

  @Test(
    "steps, splats and indexes",
    arguments: [
      ("map.y.z", "true"), ("map[\"x\"]", "1"), ("list[1]", "\"b\""), ("list.2", "\"c\""), ("list[9]", "!"),
      ("map.none", "!"), ("[map, map][*].x", "[1,1]"), ("[map].*.y.z", "[true]"), ("[{a = [1, 2]}].*.a[0]", "[1,2]"),
      ("[{a = [1, 2]}][*].a[0]", "[1]"), ("one[*]", "[1]"), ("null[*]", "[]"), ("list[count.index - 2]", "\"b\""),
      ("open.a[0].b", "?"), ("element(list, 4)", "\"b\""), ("element([], 0)", "!"),
    ])
  func steps(_ text: String, _ expected: String) throws { #expect(try value(text) == expected) }

  @Test(
    "lists, objects and comprehensions",
    arguments: [
      ("[1, \"a\", true, null,]", #"[1,"a",true,null]"#), ("{ a = 1, \"b c\" : 2 }", #"{"a":1,"b c":2}"#),
      ("{\n  a = 1 # one\n  (name) = 2 // two\n  /* three */\n}", #"{"a":1,"web":2}"#),
      ("[for v in list : upper(v) if v != \"b\"]", #"["A","C"]"#), ("[for i, v in [7, 8] : i + v]", "[7,9]"),
      ("{for k, v in map : v => k if k == \"x\"}", #"{"1":"x"}"#),
      (
        "{for v in [\"a1\", \"a2\", \"b1\"] : trimsuffix(trimsuffix(v, \"1\"), \"2\") => v...}",
        #"{"a":["a1","a2"],"b":["b1"]}"#
      ),
      ("[for k, v in toset([\"b\", \"a\"]) : k]", #"["a","b"]"#), ("[for k, v in list : k]", "?"),
      ("[for v in list : v if open]", "?"), ("{ (open) = 1 }", "?"),
    ])
  func collections(_ text: String, _ expected: String) throws { #expect(try value(text) == expected) }

  @Test(
    "texts and templates",
    arguments: [
      (#""a-${name}-${one + 1}""#, #""a-web-2""#), (#""${list}""#, #"["a","b","c"]"#),
      (#""$${name} %%{x} \"q\" \u0041\n""#, #""${name} %{x} \"q\" A\n""#), (#""${"in ${name}"}""#, #""in web""#),
      ("<<EOT\na ${name}\n  b\nEOT", #""a web\n  b\n""#), ("<<-EOT\n    a\n      b\n  EOT\n", #""a\n  b\n""#),
      (#""%{ if true }a%{ endif }""#, "no expression"), (#""${open}x""#, "?"), (#""${~ name ~}""#, "no expression"),
      ("{ a = <<EOT\nx\nEOT\n  b = 1 }", #"{"a":"x\n","b":1}"#),
    ])
  func texts(_ text: String, _ expected: String) throws { #expect(try value(text) == expected) }

  @Test(
    "functions",
    arguments: [
      ("try(map.none, list[7], name)", #""web""#), ("try(open, name)", "?"), ("can(map.none)", "false"),
      ("lookup(map, \"q\", 5)", "5"), ("lookup(map, \"q\")", "!"), ("concat(list, [1])", #"["a","b","c",1]"#),
      ("flatten([[1, [2]], [], 3])", "[1,2,3]"), ("merge({a = 1}, null, {a = 2, b = 3})", #"{"a":2,"b":3}"#),
      ("keys(map)", #"["x","y"]"#), ("length(list) + length(map)", "5"),
      ("toset([\"b\", \"a\", \"b\"])", #"["a","b"]"#),
      ("distinct([2, 1, 2])", "[2,1]"), ("compact([\"\", name, null])", #"["web"]"#),
      ("slice(list, 1, 3)", #"["b","c"]"#),
      ("slice(list, 1, 9)", "!"), ("zipmap([\"a\"], [1])", #"{"a":1}"#), ("one([])", "null"), ("one(list)", "!"),
      ("contains(list, \"b\")", "true"), ("index(list, \"c\")", "2"), ("index(list, \"d\")", "!"),
      ("range(3)", "[0,1,2]"), ("range(1, 3)", "[1,2]"), ("range(100000000)", "?"),
      ("coalesce(null, \"\", name)", #""web""#),
      ("coalesce(other, name)", "?"), ("join(\",\", list)", #""a,b,c""#), ("split(\",\", \"a,,b\")", #"["a","","b"]"#),
      ("replace(\"a-b\", \"-\", \"_\")", #""a_b""#), ("replace(\"ab\", \"/a/\", \"\")", "?"),
      ("format(\"%s-%d%%\", name, 3)", #""web-3%""#), ("format(\"%05d\", 3)", "?"), ("max(1, 3, 2)", "3"),
      ("max([1, 4]...)", "4"), ("jsonencode({b = [1, null], a = \"x\"})", #""{\"a\":\"x\",\"b\":[1,null]}""#),
      ("templatefile(\"x\", {})", "?"), ("sort([\"b\", \"a\"])", #"["a","b"]"#), ("reverse([1, 2])", "[2,1]"),
    ])
  func functions(_ text: String, _ expected: String) throws { #expect(try value(text) == expected) }

  @Test(
    "what is no expression is none, however long or deep",
    arguments: [
      "", "1 +", "[1", "{a = }", "\"open", "a b", "f(", "a[", "<<EOT\nnever", "\u{0}", "a.", "? :", "{for}",
      "1" + String(repeating: " + 1", count: 100_000), String(repeating: "(", count: 100_000),
      String(repeating: "!", count: 100_000),
      String(repeating: "[", count: 5_000),
    ])
  func hostile(_ text: String) { #expect(HCLExpressionParser.expression(text) == nil) }

  @Test("names that occur, without those that are bound inside")
  func names() throws {
    let expression = try #require(
      HCLExpressionParser.expression(
        "cidr ? [for s in aws_subnet.app : s.id if var.zones[count.index] == each.value.x] : data.aws_vpc.v.id"))
    #expect(expression.names == ["cidr", "aws_subnet.app", "var.zones", "count.index", "each.value", "data.aws_vpc.v"])
    #expect(HCLExpression.name(of: "module.net[\"a\"].subnets[0]") == "module.net")
  }
}
