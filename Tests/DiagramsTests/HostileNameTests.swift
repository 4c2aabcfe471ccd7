import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

@testable import Diagrams

@Suite("names that people, some of them hostile, give to things")
struct HostileNameTests {
  static let names = [
    "\"quoted\" 'name'", "<script>alert(1)</script>", "]]><svg onload=alert(1)>", "C:\\path\\n\\N\\G",
    "&#0; &bogus; &amp;",
    "bell\u{7}\u{0}\u{1B}[31mred", "\u{202E}evil\u{2066}", String(repeating: "long name ", count: 500),
    "👩‍👩‍👧 🚀 東京 Ünïcode", "",
    "a" + String(repeating: "\u{301}", count: 3000), "line\nbreak\ttab", "\u{FFFE}\u{FFFF}",
    "javascript:alert(1)\" onload=\"x",
    "}\nsubgraph cluster_0 { evil }", "<TABLE><TR><TD>", "--> -- >", "\\",
  ]

  /// One instance, with the name on everything around it.
  private func network(_ name: String) -> Network {
    var builder = TopologyBuilder()
    builder.vpc("vpc-1", "10.0.0.0/16")
    builder.subnet("subnet-1", in: "vpc-1", "10.0.0.0/24", zone: "us-east-1a")
    builder.interface("eni-1", in: "subnet-1", "10.0.0.10")
    var topology = builder.build()
    topology.vpcs[0].identity.name = name
    topology.subnets[0].identity.name = name
    topology.networkInterfaces[0].identity.name = name
    topology.instances.append(Instance(Identity(name + "id", name: name, account: name, region: name)))
    topology.networkInterfaces[0].instanceId = name + "id"
    topology.transitGateways.append(TransitGateway(Identity(name + "tgw", name: name, account: name, region: name)))
    return Network(topology)
  }

  @Test("the SVG is well-formed, holds no script and no event, and only what can be seen", arguments: names)
  func svg(_ name: String) throws {
    let content = try Diagram(network(name)).svg()
    let known: Set = ["svg", "title", "style", "g", "rect", "circle", "path", "text"]
    #expect(Set(content.elements.map(\.name)).isSubset(of: known))
    for element in content.elements {
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0.contains("href") })
    }
    let hidden = content.text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }
    #expect(hidden.isEmpty)
  }

  @Test("ids are the ids of one element each", arguments: names)
  func ids(_ name: String) throws {
    let ids = try Diagram(network(name)).svg().elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(!ids.isEmpty)
    for id in ids { #expect(id.unicodeScalars.allSatisfy { $0.isASCII && $0 != " " && $0.value > 0x20 }) }
  }

  @Test("Graphviz reads the DOT, and finds in it what is in the figure", arguments: names)
  func dot(_ name: String) throws {
    let diagram = try Diagram(network(name))
    let plain = try Graphviz.render(diagram.text(.dot), engine: "dot", format: "plain", milliseconds: 20_000)
    let found = String(decoding: plain, as: UTF8.self).split(separator: "\n").count { $0.hasPrefix("node ") }
    // Every titled group has a node that cannot be seen, so that an empty one is drawn.
    #expect(found == diagram.figure.nodes.count + diagram.figure.groups.count { !$0.title.isEmpty })
  }

  @Test("PNG and PDF are made", arguments: names)
  func bitmap(_ name: String) throws {
    let diagram = try Diagram(network(name))
    #expect(try diagram.bytes(.png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try diagram.bytes(.pdf).starts(with: Array("%PDF-".utf8)))
  }

  @Test("a name is one line of at most 400 characters")
  func clean() {
    #expect(SafeText.clean("a\n\r\tb") == "a b")
    #expect(SafeText.clean("\u{202E}evil") == "evil")
    #expect(SafeText.clean("x\u{0}y\u{7F}z\u{85}") == "xyz")
    #expect(SafeText.clean(String(repeating: "x", count: 5000)).count == 401)
    #expect(SafeText.clean("e\u{301}\u{302}\u{303}\u{304}").unicodeScalars.count == 3)
    #expect(SafeText.name(" \u{200F} ") == "(no name)")
    #expect(SafeText.xml("<a b=\"c\" & 'd'>") == "&lt;a b=&quot;c&quot; &amp; &#39;d&#39;&gt;")
  }
}
