import Addressing
import NetworkModel
import Testing

@testable import Reachability

/// What is read of rules in Suricata's language.
/// https://docs.suricata.io/en/suricata-7.0.8/rules/intro.html
@Suite("Firewall: rules in Suricata's language")
struct SuricataRuleTests {
  @Test("header and options")
  func whole() throws {
    let text =
      #"DROP tcp [10.0.0.0/8, !10.1.0.0/16] 1024: <> $EXTERNAL_NET !80 (msg:"a; b \"c\""; flow: established,to_server; sid:7;)"#
    let rule = try #require(SuricataRule(text))
    #expect(rule.action == "drop" && rule.protocol == "tcp" && rule.isMirrored && rule.text == text)
    #expect(rule.source == "[10.0.0.0/8,!10.1.0.0/16]" && rule.sourcePort == "1024:")
    #expect(rule.destination == "$EXTERNAL_NET" && rule.destinationPort == "!80")
    #expect(rule.options.map(\.keyword) == ["msg", "flow", "sid"])
    #expect(rule.options[1].value == "established,to_server")
  }

  @Test("comments and empty lines are no rules, a backslash continues a line, what is none is told")
  func text() {
    let parsed = SuricataRule.parse(
      """
      # pass ip any any -> any any (sid:1;)

      pass tcp any any -> any 443 \\
        (sid:2;)
      pass tcp any any any 443 (sid:3;)
      drop ip any any -> any any (sid:4;)
      """)
    #expect(parsed.map { $0.rule?.options.last?.value } == ["2", nil, "4"])
    #expect(parsed[1].text == "pass tcp any any any 443 (sid:3;)")
  }

  @Test(
    "what is no rule",
    arguments: [
      "pass tcp any any -> any", "pass tcp any any -> any 443", "pass tcp [10.0.0.0/8 any -> any 443 (sid:1;)",
      "pass tcp any any => any 443 (sid:1;)", "", "(sid:1;)",
    ])
  func malformed(text: String) { #expect(SuricataRule(text) == nil) }

  @Test("a standard rule says the same in fields")
  func standard() {
    let rule = SuricataRule(
      FirewallRuleGroup.StatefulRule(
        action: "DROP", protocol: "HTTP", source: "$HOME_NET", destination: "$EXTERNAL_NET", direction: "ANY",
        options: [.init("msg", ["\"x\""]), .init("sid", ["1234"]), .init("flow", ["established", "to_server"])]))
    #expect(rule.action == "drop" && rule.protocol == "http" && rule.isMirrored)
    #expect(rule.text == "drop http $HOME_NET ANY <> $EXTERNAL_NET ANY (flow:established,to_server)")
  }

  // MARK: Addresses and ports

  private let variables = FirewallVariables(
    ipSets: ["HOME_NET": ["10.0.0.0/16", "10.9.0.0/16"], "WEB": ["[10.0.1.0/24,!10.0.1.7]"], "ROUND": ["$ROUND"]],
    portSets: ["HTTP": ["80", "8000:8080"]], prefixLists: ["LIST": nil], policyHomeNet: ["100.64.0.0/16"])

  @Test(
    "addresses",
    arguments: [
      ("any", "10.0.0.1 2001:db8::1", ""), ("10.0.0.0/24", "10.0.0.9", "10.0.1.9 2001:db8::1"),
      ("!10.0.0.0/24", "10.0.1.9 2001:db8::1", "10.0.0.9"),
      ("[10.0.0.0/16,!10.0.1.0/24]", "10.0.2.1", "10.0.1.1 10.1.0.1 2001:db8::1"),
      ("[!10.0.0.0/16,!10.1.0.0/16]", "10.2.0.1 2001:db8::1", "10.0.0.1 10.1.0.1"),
      ("$HOME_NET", "10.0.0.1 10.9.0.1", "100.64.0.1 10.1.0.1"), ("!$HOME_NET", "10.1.0.1 100.64.0.1", "10.9.0.1"),
      ("$EXTERNAL_NET", "10.0.0.1 8.8.8.8 2001:db8::1", "100.64.0.1"), ("$WEB", "10.0.1.6", "10.0.1.7 10.0.2.6"),
      ("10.0.0.5-10.0.0.9", "10.0.0.5 10.0.0.9", "10.0.0.4 10.0.0.10"), ("2001:db8::/32", "2001:db8::1", "10.0.0.1"),
    ])
  func addresses(text: String, members: String, others: String) throws {
    let set = try #require(variables.addresses(text))
    func holds(_ address: Substring) -> Bool {
      IPAddress(address).map { set.ranges($0.family).contains($0.value) } ?? false
    }
    #expect(members.split(separator: " ").allSatisfy(holds), "\(text) holds \(members)")
    #expect(!others.split(separator: " ").contains(where: holds), "\(text) does not hold \(others)")
  }

  @Test("what cannot be told", arguments: ["$NOBODY", "@LIST", "@NONE", "[10.0.0.0/8", "10.0.0.0/33", "", "$ROUND"])
  func unknownAddresses(text: String) { #expect(variables.addresses(text) == nil) }

  @Test("without the firewall's VPC HOME_NET is not known")
  func unknownHome() { #expect(FirewallVariables().addresses("$HOME_NET") == nil) }

  @Test(
    "ports",
    arguments: [
      ("any", "0-65535"), ("ANY", "0-65535"), ("443", "443"), ("1024:65535", "1024-65535"), ("1024:", "1024-65535"),
      (":1023", "0-1023"), ("!80", "0-79 81-65535"), ("[80,443,81]", "80-81 443"),
      ("[1:100,!50]", "1-49 51-100"), ("$HTTP", "80 8000-8080"), ("![80,$HTTP]", "0-79 81-7999 8081-65535"),
    ])
  func ports(text: String, expected: String) {
    #expect(variables.ports(text) == expected.split(separator: " ").compactMap { PortRange($0) })
  }

  @Test("what is no port", arguments: ["$NOBODY", "70000", "9:1", "x", "1:2:3", "", "@LIST"])
  func unknownPorts(text: String) { #expect(variables.ports(text) == nil) }

  // MARK: Options

  private func condition(_ options: String, _ proto: String = "tcp") throws -> FirewallCondition {
    let rule = try #require(SuricataRule("pass \(proto) any any -> any any (\(options))"))
    return try #require(FirewallRule(rule, variables, ComponentReference(kind: .ruleGroup, position: 0))).condition
  }

  @Test("options that narrow nothing")
  func remarks() throws {
    let plain = try condition(#"msg:"x"; sid:1; rev:2; classtype:trojan; metadata:a b; reference:url,x; priority:7;"#)
    #expect(plain == FirewallCondition(priority: 7))
  }

  @Test("flow says whose packets, and before or after the handshake")
  func flow() throws {
    let later = try condition("flow:established,from_client;")
    #expect(later.isToServer == true && later.isEstablished == true && later.doubt == nil)
    let first = try condition("flow: not_established, to_client;")
    #expect(first.isToServer == false && first.isEstablished == false)
    #expect(try condition("flow:stateless;") == FirewallCondition())
    #expect(try condition("flow:only_stream;").doubt == .option("flow:only_stream"))
  }

  @Test("options that are not modelled leave a doubt, those about data only where there is data")
  func doubts() throws {
    let moments = FirewallMoment.tcp
    let flags = try condition("flags:S;")
    #expect(moments.allSatisfy { flags.bearing(on: $0, nil) == .perhaps(.option("flags")) })
    let content = try condition(#"content:"evil";"#)
    #expect(moments.map { content.bearing(on: $0, nil) == .never } == [true, true, false, false])
    #expect(content.bearing(on: moments[2], nil) == .perhaps(.option("content")))
    let odd = try condition("sid:1;", "carrier-pigeon")
    #expect(odd.doubt == .option("carrier-pigeon"))
  }

  @Test(
    "names are compared with those of the request",
    arguments: [
      (
        #"tls.sni; dotprefix; content:".example.com"; nocase; endswith;"#, "tls", "www.example.com example.com",
        "badexample.com"
      ),
      (#"tls.sni; content:"example.com"; startswith; endswith;"#, "tls", "example.com EXAMPLE.com", "www.example.com"),
      (#"tls.sni; content:"ample";"#, "tls", "example.com", "other.org"),
      (#"tls.sni; content:!"example.com"; endswith;"#, "tls", "other.org", "example.com"),
      (#"tls_sni; content:"www."; startswith;"#, "tcp", "www.example.com", "example.com"),
      (
        #"ssl_state:client_hello; tls.sni; content:"a.b"; startswith; endswith; flow:to_server, established;"#, "tls",
        "a.b", "b"
      ),
    ])
  func names(options: String, proto: String, matching: String, others: String) throws {
    let condition = try condition(options, proto)
    let data = FirewallMoment.tcp[2]
    for name in matching.split(separator: " ") {
      #expect(condition.bearing(on: data, .https(String(name))) == .always, "\(name)")
    }
    #expect(condition.bearing(on: data, .https(others)) == .never)
    #expect(condition.bearing(on: data, .http(matching)) == .never, "no TLS, no server name")
    #expect(condition.bearing(on: FirewallMoment.tcp[0], .https(matching)) == .never, "the handshake has no name")
    #expect(condition.bearing(on: data, nil) == .perhaps(.application))
  }

  @Test("contents after another part of the data are no names")
  func otherBuffers() throws {
    let condition = try condition(#"http.host; content:"a.b"; endswith; http.method; content:"GET"; sid:1;"#, "http")
    #expect(condition.bearing(on: FirewallMoment.tcp[2], .http("a.b")) == .perhaps(.option("http.method")))
    #expect(condition.bearing(on: FirewallMoment.tcp[2], .http("c.d")) == .never)
  }

  @Test("a host is seen in plain HTTP only")
  func host() throws {
    let condition = try condition(#"http.host; content:"example.com"; endswith;"#, "http")
    #expect(condition.bearing(on: FirewallMoment.tcp[2], .http("example.com")) == .always)
    #expect(condition.bearing(on: FirewallMoment.tcp[2], .https("example.com")) == .never)
    #expect(condition.bearing(on: FirewallMoment.tcp[3], .http("example.com")) == .never, "replies have no host")
  }

  @Test("ip_proto narrows the protocols, ports are of TCP and UDP")
  func protocols() throws {
    func services(_ text: String) throws -> [ClosedRange<UInt8>] {
      let rule = try #require(SuricataRule(text))
      return try #require(FirewallRule(rule, variables, ComponentReference(kind: .ruleGroup, position: 0)))
        .fields.services.map(\.protocols)
    }
    #expect(try services("drop ip any any -> any any (ip_proto:!TCP; sid:1;)") == [0...5, 7...255])
    #expect(try services("drop ip any any -> any any (ip_proto:17; sid:1;)") == [17...17])
    #expect(try services("drop ip any any -> any 443 (sid:1;)") == [6...6, 17...17])
    #expect(try services("drop icmp any any -> any any (sid:1;)") == [1...1, 58...58])
    #expect(try services("drop dns any any -> any any (sid:1;)") == [6...6, 17...17])
  }

  @Test("a rule that only alerts decides nothing")
  func alert() throws {
    let rule = try #require(SuricataRule("alert tcp any any -> any any (sid:1;)"))
    #expect(FirewallRule(rule, variables, ComponentReference(kind: .ruleGroup, position: 0)) == nil)
  }
}
